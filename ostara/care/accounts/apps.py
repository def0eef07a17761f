"""The app's name and label, and its ear for signing in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begins to listen to what the libraries say of signing in."""
        from ostara.care.accounts.noticed import listen  # noqa: PLC0415 - models are loaded only now

        listen()
