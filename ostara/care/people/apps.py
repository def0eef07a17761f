"""The app's name and label, and its sections of a person's page."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.people"
    label = "people"

    def ready(self) -> None:
        """Adds this room's sections to the page of a person, and makes its projections known."""
        from ostara.care.people.projecting import disagreements  # noqa: PLC0415 - models are loaded only now
        from ostara.care.people.sections import register_sections  # noqa: PLC0415 - as above
        from ostara.care.rows.projections import register  # noqa: PLC0415 - as above

        register_sections()
        register("people.Card and people.SearchKey", disagreements)
