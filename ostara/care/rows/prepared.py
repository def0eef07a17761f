"""Questions whose SQL Django works out once: for most of ours that takes it longer than the database takes to answer.

A page about a person asks the same questions each time, about another person on another day. The first time such a
question is asked its SQL is kept, with the places where keys, days and instants stand; from then on they are filled in.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from itertools import count
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

MANY = 8  # keys in one list; longer ones are asked plainly: a page is about one person, and a few courses
MOST = 256  # ways of asking one question that are kept
STAND_IN = 0x7E57 << 96  # keys that stand for others while SQL is worked out begin here,
FIRST, APART = datetime(4000, 3, 1, tzinfo=UTC), timedelta(days=36500)  # days and instants here, each so far apart
OTHERS = 12_345  # and others that many keys and days later, to see whether the SQL is the same for them
HOW = (type, str, int, type(None))  # what may say how a question is asked, besides what it is asked of
Place = tuple[int, timedelta | None]  # which of the values stands there, and by how much it was moved


class DiffersError(RuntimeError):
    """A question that cannot be prepared: its SQL depends on more than how many values there are."""


@dataclass(frozen=True)
class Template:
    """A question worked out: its SQL, and for each parameter what it is, or which value stands there.

    `compiler` reads rows as Django does; none: the question can have no answer.
    """

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str = ""
    said: tuple[Any, ...] = ()
    places: tuple[Place | None, ...] = ()

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Returns the parameters for these values, as the database takes them."""
        adapt = _adapting(self.rows.db)
        return tuple(
            adapt(values[place[0]] + place[1] if place[1] else values[place[0]]) if place else said
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
        return self._read(found, connection) if found else []

    def _read(self, found: list[Any], connection: Any) -> list[Any]:
        compiler, asked = copy(self.compiler), self.rows
        compiler.connection, compiler.execute_sql = connection, lambda *_, **__: [found]
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


def prepared(question: Callable[P, QuerySet[M, R]]) -> Callable[P, list[R]]:
    """Makes a question answer with its rows, and its SQL be worked out once.

    Its arguments are what it is asked of (a key, a list of keys, a day, an instant), which may stand anywhere in the
    question, days and instants also moved; and what says how it is asked (a class, a word, a number). It decides
    nothing by a key or a day.

    Raises:
        DiffersError: where filling in would not ask what Django asks; seen the first time it is asked in some way.
        TypeError: an argument is of no such kind.
    """
    kept: dict[tuple[Any, ...], Template] = {}
    working_out = Lock()

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        given = (*args, *kwargs.values())
        way = (tuple(kwargs), *map(_way, given))
        if way not in kept:
            if len(kept) >= MOST or any(map(_is_long, given)):
                return list(question(*args, **kwargs))
            with working_out:  # whoever asks at the same time waits: working it out twice takes longer
                if way not in kept:
                    kept[way] = _template(plainly(len(args), kwargs), given)
        return kept[way].answer(_values(given))

    def plainly(places: int, names: Iterable[str]) -> Callable[[Sequence[Any]], QuerySet[M, R]]:
        return lambda given: question(*given[:places], **dict(zip(names, given[places:], strict=True)))

    return ask


def first(rows: Sequence[R]) -> R | None:
    """Returns the first row of an answer, or none."""
    return rows[0] if rows else None


def _way(argument: Any) -> tuple[Any, ...]:
    """How something is asked, whatever it is asked of."""
    if isinstance(argument, list | tuple):
        return list, len(argument)
    for kind in (UUID, datetime, date):
        if isinstance(argument, kind):
            return (kind,)
    if isinstance(argument, HOW):
        return type(argument), argument
    raise TypeError(f"{type(argument).__name__} neither says how a question is asked nor what it is asked of")


def _is_long(argument: Any) -> bool:
    """Whether it is a list better asked plainly; one that names a key twice is, as Django names it once."""
    return isinstance(argument, list | tuple) and (len(argument) > MANY or len(set(argument)) < len(argument))


def _values(given: Sequence[Any]) -> list[Any]:
    values: list[Any] = []
    for argument in given:
        if isinstance(argument, list | tuple):
            values.extend(argument)
        elif isinstance(argument, UUID | date):
            values.append(argument)
    return values


def _stand_ins(given: Sequence[Any], *, later: int = 0) -> list[Any]:
    """For each argument one like it that occurs nowhere else; `datetime` is a `date`."""
    places = count()

    def _like(argument: Any) -> Any:
        if isinstance(argument, list | tuple):
            return [_like(one) for one in argument]
        if isinstance(argument, UUID):
            return UUID(int=STAND_IN + next(places) + later)
        if isinstance(argument, date):
            instant = FIRST + next(places) * APART + timedelta(days=later)
            return instant if isinstance(argument, datetime) else instant.date()
        return argument

    return [_like(argument) for argument in given]


def _template(question: Callable[[Sequence[Any]], QuerySet[Any, Any]], given: Sequence[Any]) -> Template:
    """Works a question out for arguments like those given, and sees that it would ask the same for others."""
    stand_ins = _stand_ins(given)
    rows = question(stand_ins)
    if any(not isinstance(one, str) for one in rows._prefetch_related_lookups):  # type: ignore[attr-defined]  # Django's own
        raise DiffersError("what is fetched beside the rows is asked for by name only: more would be shared")
    compiler, (sql, said) = _worked_out(rows)
    adapt = _adapting(rows.db)
    adapted = [adapt(one) for one in _values(stand_ins)]
    template = Template(rows, compiler if sql else None, sql, said, tuple(_place(one, adapted) for one in said))
    for other in (_stand_ins(given, later=OTHERS), given):
        if _worked_out(question(other))[1] != (sql, template.filled(_values(other))):
            raise DiffersError("its SQL depends on more than where its values stand")
    return template


def _worked_out(rows: QuerySet[Any, Any]) -> tuple[Any, tuple[str, tuple[Any, ...]]]:
    """What Django asks, and what reads the answer; no SQL where there can be no answer."""
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, said = compiler.as_sql()
    except EmptyResultSet:
        return compiler, ("", ())
    compiler.connection = None  # that of whoever asked first
    return compiler, (sql, tuple(said))


def _place(said: Any, stand_ins: Sequence[Any]) -> Place | None:
    """Which stand-in a parameter is, or was before it was moved by less than half of what lies between two."""
    for number, one in enumerate(stand_ins):
        if type(said) is type(one) and said == one:
            return number, None
    moment = _moment(said)
    for number, one in enumerate(map(_moment, stand_ins)):
        if moment and one and abs(moment - one) < APART / 2:
            return number, moment - one
    return None


def _moment(said: Any) -> datetime | None:
    """A parameter as an instant, where it is a day or an instant; SQLite takes them as text."""
    if isinstance(said, str):
        try:
            said = datetime.fromisoformat(said)
        except ValueError:
            return None
    if isinstance(said, datetime):
        return said.replace(tzinfo=None)
    return datetime.combine(said, time()) if isinstance(said, date) else None


@cache
def _adapting(alias: str) -> Callable[[Any], Any]:
    """How keys, days and instants are handed to a database."""
    operations, features = connections[alias].ops, connections[alias].features

    def _adapt(value: Any) -> Any:
        if isinstance(value, UUID):
            return value if features.has_native_uuid_field else value.hex
        if isinstance(value, datetime):
            return operations.adapt_datetimefield_value(value)
        return operations.adapt_datefield_value(value)

    return _adapt
