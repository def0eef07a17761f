"""The app's name and label, and what it adds to the page and the timeline of a person."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        """Adds the section of outcomes to the page of a person, and its rows to the timeline."""
        from ostara.care.outcomes.section import register  # noqa: PLC0415 - models are loaded only now
        from ostara.care.outcomes.telling import register_sources  # noqa: PLC0415 - models are loaded only now

        register()
        register_sources()
