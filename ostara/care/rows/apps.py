"""The app that keeps history as rows: after every migration the database itself refuses to change them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RowsConfig(AppConfig):
    """Installs the refusals once the tables are there."""

    name = "ostara.care.rows"
    label = "rows"

    def ready(self) -> None:
        """Asks to be called after every migration."""
        from ostara.care.rows.refusal import install_refusals  # noqa: PLC0415 - models are loaded only now

        post_migrate.connect(install_refusals, sender=self, dispatch_uid="rows.refusals")
