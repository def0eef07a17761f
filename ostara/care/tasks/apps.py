"""The app's name and label, and its projection."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Makes the list of open tasks known to those who check the record."""
        from ostara.care.rows.projections import register  # noqa: PLC0415 - models are loaded only now
        from ostara.care.tasks.questions import disagreements  # noqa: PLC0415 - the same

        register("tasks.OpenTask", disagreements)
