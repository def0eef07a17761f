"""The app's name and label, and what it adds to the page and the timeline of a person."""

from django.apps import AppConfig


class TestingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.testing"
    label = "testing"

    def ready(self) -> None:
        """Adds the section of tests and health to the page of a person, and its rows to the timeline."""
        from ostara.care.testing.section import register  # noqa: PLC0415 - models are loaded only now
        from ostara.care.testing.telling import register_sources  # noqa: PLC0415 - models are loaded only now

        register()
        register_sources()
