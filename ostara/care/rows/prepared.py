"""Questions whose SQL Django works out once: for most of ours that takes it longer than the database takes to answer.

A page about a person asks the same questions each time, about another person on another day; so does a caseload. The
first time such a question is asked its SQL is kept, with the places where keys, days and instants stand; from then on
they are filled in. A list is filled up to the next power of two, so that few numbers of keys have SQL of their own.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from itertools import count
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from ostara.care.rows.making import Converters, converters_of, kind_of
from ostara.care.rows.template import Place, Template, adapting

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

MANY = 1024  # keys in one list; longer ones are asked plainly: a database limits how many values a question names
MOST = 256  # ways of asking one question that are kept
STAND_IN = 0x7E57 << 96  # keys that stand for others while SQL is worked out begin here,
FIRST, APART = datetime(4000, 3, 1, tzinfo=UTC), timedelta(days=36500)  # days and instants here, each so far apart
OTHERS = 12_345  # and others that many keys and days later, to see whether the SQL is the same for them
HOW = (type, str, int, type(None))  # what may say how a question is asked, besides what it is asked of


class DiffersError(RuntimeError):
    """A question that cannot be prepared: its SQL depends on more than how many values there are."""


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
        given = [_once(one) for one in (*args, *kwargs.values())]
        way = (tuple(kwargs), *map(_way, given))
        if way not in kept:
            if len(kept) >= MOST or any(map(_is_long, given)):
                return list(question(*args, **kwargs))
            with working_out:  # whoever asks at the same time waits: working it out twice takes longer
                if way not in kept:
                    kept[way] = _template(plainly(len(args), kwargs), given)
        return kept[way].answer(_values(map(_filled_up, given)))

    def plainly(places: int, names: Iterable[str]) -> Callable[[Sequence[Any]], QuerySet[M, R]]:
        return lambda given: question(*given[:places], **dict(zip(names, given[places:], strict=True)))

    return ask


def first(rows: Sequence[R]) -> R | None:
    """Returns the first row of an answer, or none."""
    return rows[0] if rows else None


def _once(argument: Any) -> Any:
    """A list with each of its keys once, as Django asks for them; anything else as it is."""
    return list(dict.fromkeys(argument)) if isinstance(argument, list | tuple) else argument


def _filled_up(argument: Any) -> Any:
    """A list filled up to the next power of two: its last key stands there again, which asks for nothing more."""
    if not isinstance(argument, list):
        return argument
    return argument + argument[-1:] * (_room(argument) - len(argument))


def _room(keys: Sequence[Any]) -> int:
    """The next power of two; nought for none."""
    return 1 << (len(keys) - 1).bit_length() if keys else 0


def _way(argument: Any) -> tuple[Any, ...]:
    """How something is asked, whatever it is asked of."""
    if isinstance(argument, list):
        return list, _room(argument)
    for kind in (UUID, datetime, date):
        if isinstance(argument, kind):
            return (kind,)
    if isinstance(argument, HOW):
        return type(argument), argument
    raise TypeError(f"{type(argument).__name__} neither says how a question is asked nor what it is asked of")


def _is_long(argument: Any) -> bool:
    return isinstance(argument, list) and len(argument) > MANY


def _values(given: Iterable[Any]) -> list[Any]:
    values: list[Any] = []
    for argument in given:
        if isinstance(argument, list):
            values.extend(argument)
        elif isinstance(argument, UUID | date):
            values.append(argument)
    return values


def _stand_ins(given: Sequence[Any], *, later: int = 0) -> list[Any]:
    """For each argument one like it that occurs nowhere else, of a list all it has room for; `datetime` is a `date`."""
    keys, moments = count(), count()

    def _like(argument: Any) -> Any:
        if isinstance(argument, list):
            return [_like(argument[0]) for _ in range(_room(argument))]
        if isinstance(argument, UUID):
            return UUID(int=STAND_IN + next(keys) + later)
        if isinstance(argument, date):
            instant = FIRST + next(moments) * APART + timedelta(days=later)
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
    template = Template(rows, compiler if sql else None, sql, said, _places(said, _values(stand_ins), rows.db))
    others = _stand_ins(given, later=OTHERS)
    for other in (others, [_filled_up_with(more, one) for one, more in zip(given, others, strict=True)]):
        if _worked_out(question(other))[1] != (sql, template.filled(_values(other))):
            raise DiffersError("its SQL depends on more than where its values stand")
    if not sql:
        return template
    kind = kind_of(compiler) if issubclass(rows._iterable_class, ModelIterable) else None
    return replace(template, kind=kind, converters=_converters(compiler, rows.db))


def _filled_up_with(more: Any, argument: Any) -> Any:
    """What was given; a list is filled up with stand-ins, so that Django asks for as many."""
    return argument + more[len(argument) :] if isinstance(argument, list) else argument


def _converters(compiler: Any, alias: str) -> Converters:
    reading = copy(compiler)
    reading.connection = connections[alias]
    return converters_of(reading)


def _worked_out(rows: QuerySet[Any, Any]) -> tuple[Any, tuple[str, tuple[Any, ...]]]:
    """What Django asks, and what reads the answer; no SQL where there can be no answer."""
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, said = compiler.as_sql()
    except EmptyResultSet:
        return compiler, ("", ())
    compiler.connection = None  # that of whoever asked first
    return compiler, (sql, tuple(said))


def _places(said: Sequence[Any], values: Sequence[Any], alias: str) -> tuple[Place | None, ...]:
    """Which value each parameter is, or was before it was moved by less than half of what lies between two."""
    stand_ins = list(map(adapting(alias), values))
    same = {(type(one), one): number for number, one in enumerate(stand_ins)}
    moments = [(number, moment) for number, one in enumerate(stand_ins) if (moment := _moment(one))]

    def _place(one: Any) -> Place | None:
        if isinstance(one, Hashable) and (type(one), one) in same:
            return same[type(one), one], None
        moment = _moment(one)
        near = (each for each in moments if moment and abs(moment - each[1]) < APART / 2)
        return next(((number, moment - other) for number, other in near if moment), None)

    return tuple(map(_place, said))


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
