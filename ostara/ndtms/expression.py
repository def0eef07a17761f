"""What may be wrong with a row, said once: a small algebra over its fields that forms evaluate and files compile.

Answers are yes, no or unknown. A value that is blank or cannot be read is unknown, and *and*, *or*, *not* follow
three-valued logic, as in SQL. Only `blank` and `unreadable` always know: they ask about the writing, not the value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

Value = str | int | date
Answer = bool | None


class Expression:
    """Something that is true, false or unknown of a row."""

    def __and__(self, other: "Expression") -> "Expression":
        return All((self, other))

    def __or__(self, other: "Expression") -> "Expression":
        return Either((self, other))

    def __invert__(self) -> "Expression":
        return Not(self)


class Term:
    """Something that has a value in a row, or none."""

    def __lt__(self, other: "Term | Value") -> Expression:
        return Compare("<", self, _term(other))

    def __le__(self, other: "Term | Value") -> Expression:
        return Compare("<=", self, _term(other))

    def __gt__(self, other: "Term | Value") -> Expression:
        return Compare(">", self, _term(other))

    def __ge__(self, other: "Term | Value") -> Expression:
        return Compare(">=", self, _term(other))

    def same_as(self, other: "Term | Value") -> Expression:
        """Whether two values are the same."""
        return Compare("=", self, _term(other))

    def differs_from(self, other: "Term | Value") -> Expression:
        """Whether two values are not the same."""
        return Compare("<>", self, _term(other))


@dataclass(frozen=True)
class Ref(Term):
    """The value of a field."""

    header: str

    def one_of(self, *values: str) -> Expression:
        """Whether the value is one of these codes."""
        return Member(self.header, values)

    def shifted(self, *, years: int = 0, days: int = 0) -> "Shifted":
        """The date so much later."""
        return Shifted(self.header, years, days)


@dataclass(frozen=True)
class Constant(Term):
    """A value that is the same for every row."""

    value: Value


@dataclass(frozen=True)
class Today(Term):
    """The day on which the check is made, given by the caller."""


@dataclass(frozen=True)
class Shifted(Term):
    """A date field so many years and days later; 29 February becomes 28 February where the year has none."""

    header: str
    years: int
    days: int


@dataclass(frozen=True)
class Compare(Expression):
    """Two values compared; unknown when either is."""

    how: str
    left: Term
    right: Term


@dataclass(frozen=True)
class Member(Expression):
    """Whether a field's value is one of these; unknown when there is none."""

    header: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Matches(Expression):
    """Whether the whole of a field's text has this form; unknown when it is blank."""

    header: str
    pattern: str


@dataclass(frozen=True)
class Blank(Expression):
    """Whether nothing is written in a field."""

    header: str


@dataclass(frozen=True)
class Unreadable(Expression):
    """Whether something is written in a field that cannot be read as what it should be."""

    header: str


@dataclass(frozen=True)
class All(Expression):
    """Whether every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Either(Expression):
    """Whether at least one part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not(Expression):
    """Whether a part does not hold."""

    part: Expression


@dataclass(frozen=True)
class Row:
    """One row: `texts` as written and trimmed, blanks left out; `values` those that could be read; `on`, the day."""

    texts: Mapping[str, str]
    values: Mapping[str, Value]
    unreadable: frozenset[str]
    on: date


def value(header: str) -> Ref:
    """The value of a field."""
    return Ref(header)


def blank(header: str) -> Expression:
    """Whether nothing is written in a field."""
    return Blank(header)


def filled(header: str) -> Expression:
    """Whether something is written in a field."""
    return Not(Blank(header))


def all_of(*parts: Expression) -> Expression:
    """Whether every part holds."""
    return All(parts)


def any_of(*parts: Expression) -> Expression:
    """Whether at least one part holds."""
    return Either(parts)


def _term(other: Term | Value) -> Term:
    return other if isinstance(other, Term) else Constant(other)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one."""
    match expression:
        case All(parts) | Either(parts):
            return parts
        case Not(part):
            return (part,)
    return ()


def headers_of(expression: Expression) -> frozenset[str]:
    """The fields that an expression asks about."""
    match expression:
        case All(parts) | Either(parts):
            return frozenset(chain.from_iterable(map(headers_of, parts)))
        case Not(part):
            return headers_of(part)
        case Compare(_, left, right):
            return _header(left) | _header(right)
        case Member(header) | Matches(header) | Blank(header) | Unreadable(header):
            return frozenset({header})
    raise TypeError(f"{expression!r} is not an expression")


def _header(term: Term) -> frozenset[str]:
    return frozenset({term.header}) if isinstance(term, Ref | Shifted) else frozenset()
