"""The app's name and label, and what it tells the rooms below: why two records stay two, and what is derived."""

from django.apps import AppConfig


class MedicationConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.medication"
    label = "medication"

    def ready(self) -> None:
        """Registers the balance of stocks, and that two active courses stand against a merge."""
        from ostara.care.medication.questions.courses import both_hold_a_course  # noqa: PLC0415 - models are loaded only now
        from ostara.care.medication.questions.stocks import disagreements  # noqa: PLC0415 - the same
        from ostara.care.people.merging import refuses_merge  # noqa: PLC0415 - beside the others
        from ostara.care.rows.projections import register  # noqa: PLC0415 - beside the others

        refuses_merge.append(both_hold_a_course)
        register("medication.Stock", disagreements)
