"""What a rule asks, as a small algebra over facts and named numbers.

It holds no way to ask *whether something is known*: so new facts that agree with the old ones never make an answer less
certain. Numbers are parameters, by name; none is written here or in a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.catalogue import fact_named
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError


class Condition:
    """Something that is true, false or unknown of the facts."""

    def __invert__(self) -> "Condition":
        return Not(self)


class Amount:
    """A number that the facts and the parameters give, or nothing where one of them is unknown."""

    def __lt__(self, other: "Amount") -> Condition:
        return Compare("<", self, other)

    def __le__(self, other: "Amount") -> Condition:
        return Compare("<=", self, other)

    def __gt__(self, other: "Amount") -> Condition:
        return Compare(">", self, other)

    def __ge__(self, other: "Amount") -> Condition:
        return Compare(">=", self, other)

    def __add__(self, other: "Amount") -> "Amount":
        return Combined("+", self, other)

    def __sub__(self, other: "Amount") -> "Amount":
        return Combined("-", self, other)

    def __mul__(self, other: "Amount") -> "Amount":
        return Combined("*", self, other)


@dataclass(frozen=True)
class FactAmount(Amount):
    """The amount that a fact says."""

    path: str


@dataclass(frozen=True)
class NumberAmount(Amount):
    """A parameter, by its name."""

    name: str


@dataclass(frozen=True)
class Nought(Amount):
    """Nothing: what a change is compared with to say which way it goes."""


@dataclass(frozen=True)
class Combined(Amount):
    """Two amounts added (+), taken from each other (-), multiplied (*), or the smaller of the two (least)."""

    how: str
    left: Amount
    right: Amount


@dataclass(frozen=True)
class Compare(Condition):
    """Two amounts compared; unknown when either is."""

    how: str
    left: Amount
    right: Amount


@dataclass(frozen=True)
class Holds(Condition):
    """Whether a fact that is yes or no is yes."""

    path: str


@dataclass(frozen=True)
class OneOf(Condition):
    """Whether a fact is one of these words or numbers."""

    path: str
    values: tuple[str | Decimal, ...]


@dataclass(frozen=True)
class All(Condition):
    """Whether every part holds: no as soon as one part does not, whatever is unknown of the others."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Either(Condition):
    """Whether at least one part holds: no only when every part is known not to."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not(Condition):
    """Whether a part does not hold."""

    part: Condition


def amount(path: str) -> Amount:
    """The amount that a fact says. Raises RefusalError for a fact that is not a number."""
    _demand(path, int, Decimal)
    return FactAmount(path)


def number(name: str) -> Amount:
    """A parameter by its name. Raises RefusalError for one that does not exist."""
    parameter(name)
    return NumberAmount(name)


NOUGHT = Nought()


def least(left: Amount, right: Amount) -> Amount:
    """The smaller of two amounts; unknown when either is, as the other may be smaller still."""
    return Combined("least", left, right)


def holds(path: str) -> Condition:
    """Whether a fact that is yes or no is yes. Raises RefusalError for any other fact."""
    _demand(path, bool)
    return Holds(path)


def one_of(path: str, *values: str) -> Condition:
    """Whether a fact is one of these words. Raises RefusalError for a word that the fact cannot be."""
    _demand(path, str)
    for value in values:
        if value not in fact_named(path).words:
            raise RefusalError(f"fact {path}", f"is never {value}; it is one of {', '.join(fact_named(path).words)}")
    return OneOf(path, values)


def among(path: str, values: tuple[Decimal, ...]) -> Condition:
    """Whether an amount is one of these, such as the strengths in which a product is made."""
    _demand(path, int, Decimal)
    return OneOf(path, values)


def all_of(*parts: Condition) -> Condition:
    """Whether every part holds."""
    return All(parts)


def any_of(*parts: Condition) -> Condition:
    """Whether at least one part holds."""
    return Either(parts)


def any_holds(*paths: str) -> Condition:
    """Whether at least one of these facts is yes."""
    return Either(tuple(map(holds, paths)))


def not_all(*paths: str) -> Condition:
    """Whether at least one of these facts is no: a list of things to be done that is not complete."""
    return Not(All(tuple(map(holds, paths))))


def _demand(path: str, *kinds: type) -> None:
    if fact_named(path).kind not in kinds:
        raise RefusalError(f"fact {path}", f"is not {' or '.join(kind.__name__ for kind in kinds)}")


def paths_of(condition: Condition | Amount) -> frozenset[str]:
    """Every fact that is asked for."""
    return frozenset(_leaves(condition, FactAmount | Holds | OneOf, "path"))


def numbers_of(condition: Condition | Amount) -> frozenset[str]:
    """The names of the parameters that it rests on."""
    return frozenset(_leaves(condition, NumberAmount, "name"))


def _leaves(condition: Condition | Amount, kinds: object, field: str) -> Iterator[str]:
    if isinstance(condition, kinds):  # type: ignore[arg-type]  # a union of classes, which isinstance takes
        yield getattr(condition, field)
    for inside in inside_of(condition):
        yield from _leaves(inside, kinds, field)


def inside_of(condition: Condition | Amount) -> tuple[Condition | Amount, ...]:
    """What stands directly inside."""
    match condition:
        case All(parts) | Either(parts):
            return parts
        case Not(part):
            return (part,)
        case Compare(_, left, right) | Combined(_, left, right):
            return (left, right)
    return ()
