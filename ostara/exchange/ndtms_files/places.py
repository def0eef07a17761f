"""Where each field of a data set has its place in a store, both ways: data (k_places.csv), and how values are held."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.field import Field
from ostara.tables import TABLES
from ostara.tables.check import CALENDAR_DAYS
from ostara.tables.column import Column, Kind

# The tables of which a row of a file carries at most one row each, with the number and the day of theirs.
PARTS = {
    "interventions": ("intervention", "started"),
    "sub_interventions": ("sub_intervention", "reviewed_on"),
    "weekly_hours": ("assessment", "assessed_on"),
    "reviews": ("review", "reviewed_on"),
}
# On every row by habit, so that it alone makes no intervention.
OPERATING_AGENCY = "OPRAGNCY"
# The national file has the sector of a postcode; the two letters after it are left out where somebody sends them.
FULL_POSTCODE = "([A-Za-z]{1,2}[0-9][A-Za-z0-9]?) ?([0-9])[A-Za-z]{2}"


@dataclass(frozen=True)
class Place:
    """A field with its table and column; with neither, `why_not` says why a store does not hold it."""

    field: Field
    table: str | None
    column: Column | None
    why_not: str | None

    @property
    def header(self) -> str:
        """The header of the field."""
        return self.field.header


@cache
def places(data_set: DataSet) -> tuple[Place, ...]:
    """Every field of a data set, in the order of the file."""
    with (files(__package__) / f"{data_set.name.lower()}_places.csv").open(encoding="utf-8") as lines:
        rows = {row["header"]: row for row in csv.DictReader(lines)}
    return tuple(_place(field, rows[field.header]) for field in data_set.fields)


def _place(field: Field, row: dict[str, str]) -> Place:
    column = TABLES[row["table"]].column(row["column"]) if row["table"] else None
    return Place(field, row["table"] or None, column, row["why_not"] or None)


def places_in(data_set: DataSet, table: str) -> tuple[Place, ...]:
    """The fields that have their place in this table."""
    return tuple(place for place in places(data_set) if place.table == table)


def headers(several: Iterable[Place]) -> frozenset[str]:
    """Their headers."""
    return frozenset(place.header for place in several)


def held(place: Place) -> str:
    """SQL over a typed row: the value as its column can hold it, NULL where there is none or it cannot."""
    assert place.column is not None  # noqa: S101  asked only of fields that have a place
    value, column = f'"v_{place.header}"', place.column
    if column.kind is Kind.DAY:
        return _within(value, *CALENDAR_DAYS)
    if column.kind is Kind.COUNT:
        return _within(value, str(column.low), str(column.high))
    if column.kind is Kind.FLAG:
        return f"CASE {value} WHEN 'Y' THEN true WHEN 'N' THEN false END"
    if place.header == "PC":
        value = f"regexp_replace({value}, '^{FULL_POSTCODE}$', '\\1 \\2')"
    return f"CASE WHEN trim({value}) <> '' THEN {value} END"


def _within(value: str, low: str, high: str) -> str:
    return f"CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END"


def written(place: Place, row: str) -> str:
    """SQL over a row of its table: the text that a file has for it."""
    assert place.column is not None  # noqa: S101  asked only of fields that have a place
    value = f'{row}."{place.column.name}"'
    if place.column.kind is Kind.FLAG:
        return f"CASE {value} WHEN true THEN 'Y' WHEN false THEN 'N' END"
    return f"{value}::VARCHAR"  # a DATE becomes YYYY-MM-DD


def filled(place: Place) -> str:
    """SQL over a typed row: whether something is written there that is an answer."""
    text, no_answer = f'"t_{place.header}"', place.field.not_answered
    return f"({text} IS NOT NULL)" if no_answer is None else f"coalesce({text} <> '{no_answer}', false)"
