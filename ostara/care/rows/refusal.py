"""Triggers by which the database itself refuses to update or delete history, on SQLite and on PostgreSQL.

They are put in place after every migration rather than by one: SQLite rebuilds a table to alter it and loses its
triggers on the way.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models

from ostara.care.rows.models import Row

ACTS = ("UPDATE", "DELETE")


def kept_forever() -> Iterator[type[models.Model]]:
    """Yields every table whose rows are never changed: every `Row`, and what says so (`never_changed`)."""
    for model in apps.get_models():
        if issubclass(model, Row) or getattr(model, "never_changed", False):
            yield model


def install_refusals(*, using: str = "default", **_: Any) -> None:
    """Puts the triggers in place where they are missing."""
    connection = connections[using]
    statements = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in kept_forever():
            if model._meta.db_table in tables:
                for statement in statements(model._meta.db_table):
                    cursor.execute(statement)


def missing_refusals(*, using: str = "default") -> list[str]:
    """Returns the tables of history that would let themselves be changed, in order of name."""
    connection = connections[using]
    listed = (
        "SELECT c.relname, upper(split_part(t.tgname, '_', 1)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname LIKE %s AND t.tgenabled IN ('O', 'A')"  # one that was switched off refuses nothing
        if connection.vendor == "postgresql"
        else "SELECT tbl_name, upper(substr(name, 1, 6)) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed, ["%_of_history_%"])
        present = {(table, act) for table, act in cursor.fetchall()}
    names = (model._meta.db_table for model in kept_forever())
    acts = (*ACTS, "TRUNCATE") if connection.vendor == "postgresql" else ACTS
    return sorted(table for table in names if any((table, act) not in present for act in acts))


def _on_sqlite(table: str) -> Iterator[str]:
    for act in ACTS:
        yield (
            f'CREATE TRIGGER IF NOT EXISTS "{act.lower()}_of_history_{table}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is history: {act.lower()} refused'); END"
        )


def _on_postgresql(table: str) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is history: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'check_violation'; "
        "END $$"
    )
    for act, each in (*((act, "ROW") for act in ACTS), ("TRUNCATE", "STATEMENT")):
        yield (
            f'CREATE OR REPLACE TRIGGER "{act.lower()}_of_history_{table}" BEFORE {act} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change_of_history()"
        )
