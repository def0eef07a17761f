"""What a figure can be cut by and limited to: the names people use, the SQL over journeys, and words for each value.

A value that is NULL is "not recorded"; it is shown as such and never left out.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.lists import national_list

NOT_RECORDED = "not recorded"


class Kind(Enum):
    """What the values of a dimension are."""

    CODED = "words of a list"
    OPEN = "words that the store holds"
    NUMBER = "numbers"


@dataclass(frozen=True)
class Dimension:
    """One dimension. `sql` gives its value over the columns of `journeys.DIMENSIONS`; NULL is not recorded.

    `words` maps each value of a list to what people call it, in the order in which they stand in a table. A dimension
    with `assumed` says what of it is our own choice. `published` ones may leave the service, under protection. Rows of
    prepared files lie by the column `lies_by`, where there is one: parts without the value asked for are not read.
    """

    name: str
    title: str
    meaning: str
    sql: str
    kind: Kind = Kind.CODED
    words: Mapping[str, str] = field(default_factory=dict)
    published: bool = False
    assumed: str = ""
    lies_by: str = ""

    def said(self, value: str | None) -> str:
        """A value in words."""
        if value is None:
            return NOT_RECORDED
        return self.words.get(value, f"{value} (not in the list)" if self.kind is Kind.CODED else value)

    def place(self, value: str | None) -> tuple[int, float, str]:
        """Where a value stands among the others: as in its list, else by number or letter; not recorded comes last."""
        if value is None:
            return 2, 0.0, ""
        if value in self.words:
            return 0, float(list(self.words).index(value)), value
        return 1, float(value) if value.isdecimal() else 0.0, value


@dataclass(frozen=True)
class AgeBand:
    """Ages from the first to the last, both included."""

    first: int
    last: int
    words: str


@cache
def age_bands() -> tuple[AgeBand, ...]:
    """The bands of `age_bands.csv`. They are our own choice, and marked as assumed there."""
    with (files(__package__) / "age_bands.csv").open(encoding="utf-8") as lines:
        return tuple(AgeBand(int(row["from"]), int(row["to"]), row["words"]) for row in csv.DictReader(lines))


def dimension(name: str) -> Dimension:
    """The dimension of this name. Raises RefusalError that lists the names."""
    if name not in DIMENSIONS:
        raise RefusalError(f"dimension {name}", f"there is none of that name; there are {', '.join(DIMENSIONS)}")
    return DIMENSIONS[name]


def _national(name: str) -> dict[str, str]:
    return {code: entry.meaning for code, entry in national_list(name).items()}


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


def _yes_no(column: str, yes: str, no: str) -> tuple[str, dict[str, str]]:
    return f"CASE WHEN {column} THEN 'yes' WHEN NOT {column} THEN 'no' END", {"yes": yes, "no": no}


def _banded() -> str:
    lines = (f"WHEN age BETWEEN {band.first} AND {band.last} THEN '{band.words}'" for band in age_bands())
    return f"CASE {' '.join(lines)} END"


_OCU, _OCU_WORDS = _yes_no("opiates_or_crack", "opiates or crack", "neither opiates nor crack")
_BEFORE, _BEFORE_WORDS = _yes_no("treated_before", "treated before", "never treated before")
_SEXES = {code: words for code, words in code_list("sex").meanings.items() if words != NOT_RECORDED}
_LATEST = "at the latest episode of the journey"
_FIRST = "as recorded when the journey began"

DIMENSIONS: Mapping[str, Dimension] = MappingProxyType(
    {
        each.name: each
        for each in (
            Dimension(
                "area",
                "Area",
                f"partnership area of residence, {_LATEST}",
                f"nullif(area, '{NOT_RECORDED}')",
                Kind.OPEN,
                published=True,
                lies_by="area",
            ),
            Dimension("service", "Service", "service of the first episode of the journey", "service", Kind.OPEN),
            Dimension(
                "substance_group",
                "Substance group",
                "the group of all substances of the journey",
                "substance_group",
                words=_same("opiate", "non-opiate only", "non-opiate and alcohol", "alcohol only"),
                published=True,
                assumed="the order of the groups was not checked against a national document",
            ),
            Dimension(
                "opiates_or_crack", "Opiates or crack", "whether opiates or crack are used", _OCU, words=_OCU_WORDS
            ),
            Dimension("sex", "Sex", "sex as recorded", "nullif(sex, 'unknown')", words=_SEXES, published=True),
            Dimension(
                "age", "Age", "age in years on the first day of the period, or at a later start", "age", Kind.NUMBER
            ),
            Dimension(
                "age_band",
                "Age",
                "age in bands, on the first day of the period, or at a later start",
                _banded(),
                words=_same(*(band.words for band in age_bands())),
                published=True,
                assumed="the bands are assumed, not national ones",
            ),
            Dimension(
                "ethnicity",
                "Ethnicity",
                "ethnicity in the words of the source",
                "ethnicity",
                Kind.OPEN,
                words=_same(*_national("ethnicity").values()),
                published=True,
            ),
            Dimension("referral", "Referred by", "who referred", "referral_source", words=_national("referral_source")),
            Dimension(
                "deprivation",
                "Deprivation (tenths)",
                f"tenth of areas by deprivation, as recorded, {_LATEST}",
                "deprivation",
                Kind.NUMBER,
            ),
            Dimension(
                "deprivation_fifth",
                "Deprivation (fifths)",
                f"fifth of areas by deprivation, two tenths each, {_LATEST}",
                "CAST(floor((deprivation + 1) / 2) AS INTEGER)",
                Kind.NUMBER,
                published=True,
            ),
            Dimension(
                "injecting",
                "Injecting",
                f"whether the person injects, {_FIRST}",
                "injecting",
                words=_national("injecting"),
            ),
            Dimension(
                "accommodation", "Home", f"need of a home, {_FIRST}", "accommodation", words=_national("accommodation")
            ),
            Dimension("employment", "Work", f"work, {_FIRST}", "employment", words=_national("employment")),
            Dimension(
                "parental_status",
                "Children",
                f"children who live with the person, {_FIRST}",
                "parental_status",
                words=_national("parental_status"),
            ),
            Dimension(
                "treated_before", "Treated before", f"whether treated before, {_FIRST}", _BEFORE, words=_BEFORE_WORDS
            ),
        )
    }
)
