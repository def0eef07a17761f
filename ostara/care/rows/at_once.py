"""Many new rows of one table at once: values are adapted column by column, and the database hears one statement.

`bulk_create` works out the SQL of every value of every row anew. Of a made-up area's millions of rows, and of the seals
over as many events, that was most of the time.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.models.fields import AutoFieldMixin

M = TypeVar("M", bound=models.Model)
Read = Callable[[Any], Any]
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
PLAIN, NOTHING = frozenset({str, int, bool, type(None)}), frozenset({type(None)})  # a subclass of str is adapted


def write_at_once(rows: Sequence[M]) -> int:
    """Writes new rows of one model that have their keys, as `bulk_create` would, in the caller's transaction.

    Args:
        rows: none of them written yet, all of the same model.

    Returns:
        How many they were.

    Raises:
        TypeError: rows of several models, or of one of which the database fills a column or a second table.
        IntegrityError: the database refuses a row: then none is written.
    """
    if not rows:
        return 0
    model = type(rows[0])
    if any(type(row) is not model for row in rows):
        raise TypeError("rows of more than one model")
    connection = connections[router.db_for_write(model)]
    fields = _fields(model)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    reads = [_reading(field, connection) for field in fields]
    table = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    _send(connection, table, len(fields), (tuple(read(row) for read in reads) for row in rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return len(rows)


def _send(connection: Any, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # its own way for many rows; SQLite has no cheaper one than this
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", list(rows))  # noqa: S608 - names of our own tables


def _fields(model: type[models.Model]) -> list[Any]:
    if model._meta.parents:
        raise TypeError(f"{model.__name__} has parents: its rows stand in more than one table")
    fields: list[Any] = list(model._meta.local_concrete_fields)
    for field in fields:
        if field.generated or isinstance(field, AutoFieldMixin):
            raise TypeError(f"the database fills {field.name} of {model.__name__} itself")
    return fields


def _reading(field: Any, connection: Any) -> Read:
    """What reads a row's value as the database takes it: words, numbers and nothing at all as they are."""
    raw = attrgetter(field.attname)
    while field.remote_field:
        field = field.target_field
    adapted = field.get_db_prep_save
    plain = PLAIN if isinstance(field, AS_THEY_ARE) else NOTHING

    def read(row: Any) -> Any:
        value = raw(row)
        return value if type(value) in plain else adapted(value, connection)

    return read
