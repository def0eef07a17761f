"""The app's name and label."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, guard and pages that belong to no single part of the service."""

    name = "ostara.web"
    label = "web"

    def ready(self) -> None:
        """Begins to listen to what the libraries say of signing in."""
        from ostara.web.second_factor import listen  # noqa: PLC0415 - models are loaded only now

        listen()
