"""The app's name and label, and what it adds to the page and the timeline of a person."""

from django.apps import AppConfig


class PrescribingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.prescribing"
    label = "prescribing"

    def ready(self) -> None:
        """Adds medicines to the page of a person, orders to the timeline, and last doses to the question about OST."""
        from ostara.care.prescribing.last_dose import last_doses  # noqa: PLC0415 - models are loaded only now
        from ostara.care.prescribing.loaded import refuse_unusable  # noqa: PLC0415 - settings are known only now
        from ostara.care.prescribing.section import register  # noqa: PLC0415 - models are loaded only now
        from ostara.care.prescribing.telling import register_sources  # noqa: PLC0415 - models are loaded only now
        from ostara.care.sharing.ost import tells_last_doses  # noqa: PLC0415 - beside the others

        refuse_unusable()
        register()
        register_sources()
        tells_last_doses.append(last_doses)
