"""Whether a record's tables are those that this Ostara writes to, and making them so."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.places import file_of, is_sqlite, the_record


def not_applied() -> list[str]:
    """Returns the migrations that this Ostara has and the record has not, in the order in which they will come."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def from_elsewhere() -> list[str]:
    """Returns the migrations that the record has and this Ostara does not know: a newer one was here."""
    known = MigrationExecutor(connection).loader.disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in set(applied) - set(known))


def schema_differs() -> bool:
    """Returns whether this Ostara cannot work with the record as it stands."""
    return bool(not_applied() or from_elsewhere())


def refuse_unready() -> None:
    """Lets nothing begin on a record that is not there, or whose tables are others than this Ostara writes to.

    Raises:
        RefusalError: with what to type.
    """
    place = record_place()
    if not exists():
        raise RefusalError(place, "there is no record here. Type: ostara record create")
    missing, unknown = not_applied(), from_elsewhere()
    if unknown:
        reason = f"a newer Ostara has been here ({unknown[0]}). Install that one, or restore a backup made before"
        raise RefusalError(place, reason)
    if missing:
        reason = (
            f"the record is of an older Ostara: {len(missing)} changes of its tables are missing, from {missing[0]} on"
        )
        raise RefusalError(place, f"{reason}. Make a backup, then type: ostara record upgrade")


def exists() -> bool:
    """Returns whether there is a record: a database with tables in it."""
    database = the_record()
    if is_sqlite(database) and not file_of(database).exists():
        return False
    return "django_migrations" in connection.introspection.table_names()


def migrate() -> list[str]:
    """Brings a record's tables up to this Ostara, and returns the migrations which that took."""
    missing = not_applied()
    call_command("migrate", verbosity=0, interactive=False)  # even for none: it puts back lost refusals
    return missing


def record_place() -> str:
    """Returns where the record is, in words that name no password."""
    database = the_record()
    return str(file_of(database)) if is_sqlite(database) else f"database {database['NAME']}"
