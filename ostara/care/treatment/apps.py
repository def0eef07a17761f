"""The app's name and label, and what it tells the rooms below: its part of a person's page, and its timeline."""

from django.apps import AppConfig


class TreatmentConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.treatment"
    label = "treatment"

    def ready(self) -> None:
        """Adds what treatment shows of a person."""
        from ostara.care.people.merging import refuses_merge  # noqa: PLC0415 - models are loaded only now
        from ostara.care.people.page import register_section  # noqa: PLC0415 - models are loaded only now
        from ostara.care.rows.projections import register  # noqa: PLC0415 - beside the others
        from ostara.care.treatment.merging import both_hold_ost, both_in_care_at_one_service  # noqa: PLC0415 - the same
        from ostara.care.treatment.projection import disagreements  # noqa: PLC0415 - models are loaded only now
        from ostara.care.treatment.telling import register_sources  # noqa: PLC0415 - models are loaded only now
        from ostara.care.treatment.views.lists import person_section  # noqa: PLC0415 - models are loaded only now

        register("treatment.EpisodeNow", disagreements)
        refuses_merge.extend((both_hold_ost, both_in_care_at_one_service))
        register_sources()
        register_section(order=100, title="Treatment", question=person_section, template="treatment/section.html")
