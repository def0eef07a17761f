"""What a check is: the field it blames, when it speaks, its words, and how far what it rests on was checked."""

from dataclasses import dataclass
from enum import StrEnum

from ostara.ndtms.expression import Expression
from ostara.ndtms.field import Standing


class Severity(StrEnum):
    """What follows. A check that rests on something unverified warns; it turns no row away."""

    REJECT = "reject"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Check:
    """What every kind of check has. `column` is the field that a finding names; `message` is for people."""

    id: str
    column: str
    message: str
    severity: Severity
    standing: Standing
    source: str


@dataclass(frozen=True)
class Rule(Check):
    """A check within one row: it speaks where `bad` is true, and is silent where it is false or unknown."""

    bad: Expression


@dataclass(frozen=True)
class Repeated(Check):
    """A check across rows: a row whose every field is that of an earlier row. `unless` leaves rows out."""

    unless: Expression


@dataclass(frozen=True)
class Overlapping(Check):
    """A check across rows: within one `group`, an `episode` that starts before an earlier one has ended.

    An episode without an end goes on; one may start on the day on which another ends. An episode whose start or end
    cannot be read is left out. The later episode is blamed, at its first row.
    """

    group: tuple[str, ...]
    episode: str
    start: str
    end: str


@dataclass(frozen=True)
class Differing(Check):
    """A check across rows: rows of one `group` with another value in one of `items` than the first row that has one."""

    group: tuple[str, ...]
    items: tuple[str, ...]


WholeFileRule = Repeated | Overlapping | Differing
