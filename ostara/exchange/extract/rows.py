"""Rows on their way into a store: kept, or set aside with the reason. A store is checked whole before it is shown, so
that what would break a rule of its tables is found here, row by row.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from ostara.tables import TABLES
from ostara.tables.column import Column, Kind
from ostara.tables.rows import Row

OF_NO_EPISODE = "its episode is set aside"
_LATER = re.compile(r"(\w+) < (\w+)")  # a rule that one day is not before another


@dataclass(frozen=True)
class Kept:
    """A row for a table, and the row of the record it was made of."""

    table: str
    row: Row
    of: UUID


@dataclass(frozen=True)
class Aside:
    """A row of the record that has no place in a store, and why."""

    table: str
    of: UUID
    reason: str


@dataclass
class Taken:
    """Rows by table, those set aside, and how many values of a column were left empty as beyond what it can hold.

    Episodes are taken before their parts, which stand or fall with them.
    """

    kept: dict[str, list[Row]] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)
    emptied: Counter[str] = field(default_factory=Counter)
    _episodes: set[object] = field(default_factory=set)

    def take(self, rows: Iterable[Kept | Aside]) -> None:
        """Puts each row where it belongs."""
        for one in rows:
            wrong = self._unfit(one) if isinstance(one, Kept) else ""
            if isinstance(one, Aside):
                self.aside.append(one)
            elif wrong:
                self.aside.append(Aside(one.table, one.of, wrong))
            else:
                self.kept.setdefault(one.table, []).append(self._within(one))
                if one.table == "episodes":
                    self._episodes.add(one.row["episode"])

    def _unfit(self, one: Kept) -> str:
        """Why a row cannot stand in a store; nothing where it can."""
        episode = one.row.get("episode")
        if one.table == "episodes" or episode is None:
            return disorder(one)
        return disorder(one) if episode in self._episodes else OF_NO_EPISODE

    def _within(self, one: Kept) -> Row:
        """The row without counts that are a mistake, such as an age of 300."""
        beyond = [column.name for column in _counts(one.table) if _beyond(column, one.row.get(column.name))]
        self.emptied.update(f"{one.table}.{name}" for name in beyond)
        return one.row | dict.fromkeys(beyond) if beyond else one.row


def disorder(one: Kept) -> str:
    """Returns which day is before another that should come first; nothing where all are in order."""
    for first, last in _ordered(one.table):
        begins, ends = one.row.get(first), one.row.get(last)
        if begins is not None and ends is not None and ends < begins:  # type: ignore[operator]  # both are days
            return f"{last} is before {first}"
    return ""


@cache
def _ordered(table: str) -> tuple[tuple[str, str], ...]:
    found = (_LATER.fullmatch(rule.bad) for rule in TABLES[table].rules)
    return tuple((match[2], match[1]) for match in found if match)


@cache
def _counts(table: str) -> tuple[Column, ...]:
    return tuple(column for column in TABLES[table].columns if column.kind is Kind.COUNT and not column.required)


def _beyond(column: Column, value: object) -> bool:
    if not isinstance(value, int):
        return False
    return (column.low is not None and value < column.low) or (column.high is not None and value > column.high)
