"""The app's name and label, and what it adds to the page and the timeline of a person."""

from django.apps import AppConfig


class PrescribingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.prescribing"
    label = "prescribing"

    def ready(self) -> None:
        """Adds the section of medicines to the page of a person, and orders to the timeline."""
        from ostara.care.prescribing.section import register  # noqa: PLC0415 - models are loaded only now
        from ostara.care.prescribing.telling import register_sources  # noqa: PLC0415 - models are loaded only now

        register()
        register_sources()
