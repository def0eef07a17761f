"""Who a view is limited to: a tree of comparisons, as words and as a condition whose values are bound, never SQL text.

Answers have three values: a comparison with something not recorded is unknown, and so is its negation; neither matches.
Only `is recorded` and `is not recorded` always know.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from ostara.analysis.national.ask import EVERYBODY, Condition
from ostara.analysis.view.dimensions import dimension

Value = str | int
SIGNS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}  # ours, and those of SQL
KEYWORDS = ("and", "or", "not", "in", "is", "recorded")


@dataclass(frozen=True)
class Compared:
    """A dimension held against one value. `column` is where the value stands in what was asked, from 1."""

    name: str
    sign: str
    value: Value
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class OneOf:
    """A dimension that has one of several values."""

    name: str
    values: tuple[Value, ...]
    columns: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Recorded:
    """Whether a dimension is recorded at all."""

    name: str
    recorded: bool


@dataclass(frozen=True)
class Not:
    """The contrary; of what is unknown it is unknown too."""

    part: "Where"


@dataclass(frozen=True)
class All:
    """Every part."""

    parts: tuple["Where", ...]


@dataclass(frozen=True)
class Either:
    """At least one part."""

    parts: tuple["Where", ...]


Where = Compared | OneOf | Recorded | Not | All | Either


def written(tree: Where) -> str:
    """The tree in the words of the grammar, from which `read_where` makes the same tree."""
    match tree:
        case Compared(name, sign, value):
            return f"{name} {sign} {_value(name, value)}"
        case OneOf(name, values):
            return f"{name} in ({', '.join(_value(name, value) for value in values)})"
        case Recorded(name, recorded):
            return f"{name} is recorded" if recorded else f"{name} is not recorded"
        case Not(part):
            return f"not {_held(part)}"
        case All(parts):
            return " and ".join(map(_held, parts))
        case Either(parts):
            return " or ".join(map(_held, parts))


def condition(tree: Where) -> Condition:
    """The tree as SQL over the dimensions of members, in three values, with every value bound."""
    values: dict[str, object] = {}
    numbers = count(1)

    def bound(value: Value) -> str:
        name = f"where_{next(numbers)}"
        values[name] = value
        return f"${name}"

    def sql(part: Where) -> str:
        match part:
            case Compared(name, sign, value):
                return f"(({dimension(name).sql}) {SIGNS[sign]} {bound(value)})"
            case OneOf(name, among):
                return f"(({dimension(name).sql}) IN ({', '.join(map(bound, among))}))"
            case Recorded(name, recorded):
                return f"(({dimension(name).sql}) IS {'NOT ' if recorded else ''}NULL)"
            case Not(inner):
                return f"(NOT {sql(inner)})"
            case All(parts):
                return f"({' AND '.join(map(sql, parts))})"
            case Either(parts):
                return f"({' OR '.join(map(sql, parts))})"

    return Condition(sql(tree), values)


def limit(tree: Where | None) -> Condition:
    """Whom a tree matches. It also says of the bare column where their rows lie (`Dimension.lies_by`): only those are
    read.
    """
    if tree is None:
        return EVERYBODY
    matching = condition(tree)
    lying = {
        dimension(leaf.name).lies_by: {f"lies_{leaf.name}_{place}": value for place, value in enumerate(leaf.values)}
        for leaf in _must_be(tree)
        if dimension(leaf.name).lies_by
    }
    there = [f"{column} IN ({', '.join(f'${name}' for name in values)})" for column, values in lying.items()]
    bound = {name: value for values in lying.values() for name, value in values.items()}
    return Condition(" AND ".join([matching.sql, *there]), {**(matching.values or {}), **bound})


def _must_be(tree: Where) -> Iterator[OneOf]:
    """Comparisons that every row that matches has passed, as lists of values."""
    match tree:
        case Compared(name, "=", value):
            yield OneOf(name, (value,))
        case OneOf():
            yield tree
        case All(parts):
            for part in parts:
                yield from _must_be(part)


def leaves(tree: Where) -> Iterator[Compared | OneOf | Recorded]:
    """Every comparison of the tree, from left to right."""
    match tree:
        case Not(part):
            yield from leaves(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)
        case leaf:
            yield leaf


def _held(part: Where) -> str:
    return f"({written(part)})" if isinstance(part, All | Either) else written(part)


def _value(name: str, value: Value) -> str:
    if isinstance(value, int):
        return str(value)
    words = dimension(name).words.get(value, value)
    plain = words.isascii() and words.isalnum() and words.lower() not in KEYWORDS
    return words if plain else '"' + words.replace('"', '""') + '"'
