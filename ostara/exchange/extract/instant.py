"""One instant of a record that goes on being used: what is read within it is of it, and nobody has to wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_instant() -> Iterator[None]:
    """Reads within it see the record as it stood at the first of them; within a transaction, at that one's instant."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _without_the_lock_for_writing(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _without_the_lock_for_writing() -> Iterator[None]:
    """The record's transactions take the lock for writing as they begin; this one only reads."""
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]  # of Django's wrapper of SQLite
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # as above
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]  # as above
