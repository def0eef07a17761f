"""A question whose SQL is kept, and its answer: values are filled in, the database is asked, its rows are made."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable

from ostara.care.rows.making import Converters, Kind, made, read

Place = tuple[int, timedelta | None]  # which of the values stands there, and by how much it was moved


@dataclass(frozen=True)
class Template:
    """A question worked out: its SQL, and for each parameter what it is, or which value stands there.

    `compiler` reads rows as Django does; none: the question can have no answer. `kind` is what they are made into
    here; none: Django makes them.
    """

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str = ""
    said: tuple[Any, ...] = ()
    places: tuple[Place | None, ...] = ()
    kind: Kind | None = None
    converters: Converters = field(default_factory=dict)

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Returns the parameters for these values, as the database takes them."""
        adapt = adapting(self.rows.db)
        adapted = list(map(adapt, values))
        return tuple(
            (adapt(values[place[0]] + place[1]) if place[1] else adapted[place[0]]) if place else said
            for said, place in zip(self.said, self.places, strict=True)
        )

    def answer(self, values: Sequence[Any]) -> list[Any]:
        """Asks the database."""
        if self.compiler is None:
            return []
        connection = connections[self.rows.db]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            found = cursor.fetchall()
        if not found:
            return []
        return self._made(self.kind, found, connection) if self.kind else self._read(found, connection)

    def _made(self, kind: Kind, found: list[Any], connection: Any) -> list[Any]:
        rows = made(kind, found, self.converters, connection)
        if beside := self.rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # Django's own
            prefetch_related_objects(rows, *beside)
        return rows

    def _read(self, found: list[Any], connection: Any) -> list[Any]:
        compiler, asked = copy(self.compiler), self.rows
        compiler.connection, compiler.execute_sql = connection, lambda *_, **__: [found]
        if not issubclass(asked._iterable_class, ModelIterable):
            compiler.results_iter = lambda *_, **__: read(found, self.converters, connection)
        rows: Any = QuerySet(asked.model, query=_Answered(asked.query, compiler), using=asked.db)  # type: ignore[arg-type]  # _Answered stands in for a Query
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(asked, name))
        return list(rows)


class _Answered:
    """Stands for the query of a query set whose rows are there already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self.compiler


@cache
def adapting(alias: str) -> Callable[[Any], Any]:
    """How keys, days and instants are handed to a database."""
    operations, features = connections[alias].ops, connections[alias].features

    def _adapt(value: Any) -> Any:
        if isinstance(value, UUID):
            return value if features.has_native_uuid_field else value.hex
        if isinstance(value, datetime):
            return operations.adapt_datetimefield_value(value)
        return operations.adapt_datefield_value(value)

    return _adapt
