"""Rows of a database made into what Django makes of them, a whole answer at a time.

Django makes one row after another, and of each what stands beside it: a caseload is thousands of rows at a few places.
Here a column is read at once, the same value is read once, and what stands beside many rows is made once for them all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

# Kinds whose values never change once read, so that rows may share them.
NEVER_CHANGED = frozenset({"UUIDField", "DateField", "DateTimeField", "TimeField", "DecimalField", "BooleanField"})
Convert = Callable[[Any], Any]
Converters = Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]  # by column: Django's functions, and its expression


@dataclass(frozen=True)
class Kind:
    """The columns of one model in an answer, from `first` to before `end`, and what is read beside it.

    `key` is the column of its primary key.
    """

    model: Any
    first: int
    end: int
    names: tuple[str, ...]
    key: int
    beside: tuple["Beside", ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside a row: `put` tells the row of it (or that there is none), `back` tells it of the row."""

    kind: Kind
    put: Callable[[Any, Any], None]
    back: Callable[[Any, Any], None]


def kind_of(compiler: Any) -> Kind | None:
    """Returns what the rows of a question become, none where Django had better make them itself.

    Args:
        compiler: of a query of models, its SQL worked out.
    """
    whole = None if compiler.annotation_col_map else compiler.klass_info
    return _kind(whole, compiler.select) if whole and all(map(_is_plain, _infos(whole))) else None


def converters_of(compiler: Any) -> Converters:
    """Returns how the columns of a question are read, by their places."""
    found: Converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    return found


def made(kind: Kind, rows: Sequence[Sequence[Any]], converters: Converters, connection: Any) -> list[Any]:
    """Returns an instance for each row, as Django would make them."""
    return _made(kind, rows, _readings(converters, connection), connection.alias)


def read(rows: Sequence[Sequence[Any]], converters: Converters, connection: Any) -> Iterable[tuple[Any, ...]]:
    """Returns the values of rows that are made into nothing."""
    convert = _readings(converters, connection)
    columns = [map(convert.get(place, _as_it_is), column) for place, column in enumerate(zip(*rows, strict=True))]
    return zip(*columns, strict=True)


def _infos(whole: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    yield whole
    for one in whole.get("related_klass_infos", ()):
        yield from _infos(one)


def _is_plain(one: Mapping[str, Any]) -> bool:
    """Whether nothing listens when a model is made, and it is made as every other."""
    model = one["model"]
    alike = model.__init__ is Model.__init__ and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]  # a class method has a function
    return alike and not (one.get("from_parent") or pre_init.has_listeners(model) or post_init.has_listeners(model))


def _kind(one: Mapping[str, Any], select: Sequence[Any]) -> Kind:
    model, places = one["model"], one["select_fields"]
    first, end = places[0], places[-1] + 1
    names = tuple(column[0].target.attname for column in select[first:end])
    beside = tuple(
        Beside(_kind(other, select), other["local_setter"], other["remote_setter"])
        for other in one.get("related_klass_infos", ())
    )
    return Kind(model, first, end, names, first + names.index(model._meta.pk.attname), beside)


class _Remembered(dict[Any, Any]):
    """What each value of a column is read as, read when it is first met."""

    def __init__(self, read: Convert) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, value: Any) -> Any:
        found = self[value] = self.read(value)
        return found


def _readings(converters: Converters, connection: Any) -> dict[int, Convert]:
    return {place: _reading(functions, of, connection) for place, (functions, of) in converters.items()}


def _as_it_is(value: Any) -> Any:
    return value


def _reading(functions: Sequence[Callable[..., Any]], of: Any, connection: Any) -> Convert:
    read = partial(_converted, functions, of, connection)
    return _Remembered(read).__getitem__ if of.output_field.get_internal_type() in NEVER_CHANGED else read


def _converted(functions: Sequence[Callable[..., Any]], of: Any, connection: Any, value: Any) -> Any:
    for function in functions:
        value = function(value, of, connection)
    return value


def _made(kind: Kind, rows: Sequence[Sequence[Any]], read: Mapping[int, Convert], alias: str) -> list[Any]:
    columns = [
        [convert(row[place]) for row in rows] if (convert := read.get(place)) else [row[place] for row in rows]
        for place in range(kind.first, kind.end)
    ]
    instances = [_instance(kind, values, alias) for values in zip(*columns, strict=True)]
    for one in kind.beside:
        _put(one, instances, rows, read, alias)
    return instances


def _put(
    one: Beside, instances: Sequence[Any], rows: Sequence[Sequence[Any]], read: Mapping[int, Convert], alias: str
) -> None:
    """Makes what stands beside rows, once for each key."""
    key = one.kind.key
    own = {row[key]: row for row in rows if row[key] is not None}
    others = dict(zip(own, _made(one.kind, list(own.values()), read, alias), strict=True))
    for instance, row in zip(instances, rows, strict=True):
        other = others.get(row[key])
        one.put(instance, other)
        if other is not None:
            one.back(other, instance)


def _instance(kind: Kind, values: Sequence[Any], alias: str) -> Any:
    one = kind.model.__new__(kind.model)
    state = ModelState()
    state.adding, state.db = False, alias
    one.__dict__.update(zip(kind.names, values, strict=True), _state=state)
    return one
