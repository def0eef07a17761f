"""The items of the Treatment Outcomes Profile, in the order of the form: one row each in items.csv.

The form may be downloaded, but on what terms its wording may be shown was not checked, so labels are our own.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source
from ostara.ndtms.data_set import data_set
from ostara.ndtms.field import Field, Kind, Standing

SECTIONS: Mapping[int, str] = {
    1: "Substance use",
    2: "Injecting",
    3: "Crime",
    4: "Health and how life is going",
}
WEEKS, DAYS_A_WEEK = 4, 7
_K = data_set("K")


class Asks(StrEnum):
    """What an item asks for."""

    DAYS = "days"  # of the last 28
    RATING = "rating"  # from 0 (poor) to 20 (good)
    YES_NO = "yes_no"


class Weekly(StrEnum):
    """Whether the form asks for the days of each of the four weeks."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TopItem:
    """One item. `header` is its field in data set K, None for one that came later; `amount` is the unit of how much.

    `low` and `high` are allowed themselves. `standing` says how far the item itself was checked, and
    `values_standing` what it may hold.
    """

    item: str
    section: int
    label: str
    asks: Asks
    low: int
    high: int
    header: str | None
    weekly: Weekly
    amount: str | None
    known_from: str
    standing: Standing
    values_standing: Standing
    source: str

    @property
    def unverified(self) -> bool:
        """Whether a person must be told that this item, or what it may hold, is unverified."""
        return Standing.UNVERIFIED in (self.standing, self.values_standing)

    @property
    def short(self) -> str:
        """Its label up to the first comma or bracket, with a capital: for tables and charts."""
        words = re.split(r",| \(", self.label)[0]
        return f"{words[:1].upper()}{words[1:]}"

    @property
    def substance(self) -> bool:
        """Whether it tells of days of using a substance."""
        return self.section == 1


@cache
def top_items() -> Mapping[str, TopItem]:
    """Every item by its name, in the order of the form. Raises RefusalError for a row that does not hold together."""
    found: dict[str, TopItem] = {}
    with (files(__package__) / "items.csv").open(encoding="utf-8") as lines:
        for line, row in enumerate(csv.DictReader(lines), start=2):
            one = _item(row, f"items.csv line {line}")
            if one.item in found:
                raise RefusalError(f"items.csv line {line}", f"{one.item} is listed twice")
            found[one.item] = one
    return MappingProxyType(found)


def _item(row: Mapping[str, str], place: str) -> TopItem:
    field = _K.field(row["header"]) if row["header"] else None
    if field is not None and (row["asks"] or row["low"] or row["high"]):
        raise RefusalError(place, "says what it may hold, though data set K says it")
    standing = Standing(row["status"])
    return TopItem(
        item=row["item"],
        section=int(row["section"]),
        label=row["label"],
        asks=_asks(field, place) if field else Asks(row["asks"]),
        low=(field.low if field else int(row["low"] or 0)) or 0,
        high=(field.high if field else int(row["high"] or 1)) or 1,
        header=field.header if field else None,
        weekly=Weekly(row["weekly"]),
        amount=row["amount"] or None,
        known_from=row["known_from"],
        standing=standing,
        values_standing=field.values_standing if field else standing,
        source=source(row["source"]).id,
    )


def _asks(field: Field, place: str) -> Asks:
    if field.kind is Kind.DAYS:
        return Asks.DAYS
    if field.kind is Kind.RATING:
        return Asks.RATING
    if field.codes == "yes_no":
        return Asks.YES_NO
    raise RefusalError(place, f"{field.header} is none of what the form asks for")
