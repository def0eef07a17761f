"""ONS: deaths related to drug poisoning by area and year of registration, from 1993.

Counties and their districts, regions and countries stand in one column, so its sum counts most deaths four times. Each
area gets its kind from its code; `published_sums.at_level` takes one level. Years are those of registration: many of
the deaths happened earlier. ONS publishes workbooks; a table saved as CSV is read, with its title and notes or without.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ostara.exchange.england.areas import CODE, Area, area_of
from ostara.exchange.england.labels import clean, key, number
from ostara.exchange.england.lists import rows_of
from ostara.exchange.england.reading import Aside, Given, Record, Sheet, no_figures
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure
from ostara.tables.published_sums import LEVELS

SOURCE = "drug_deaths"
YEAR = re.compile(r"(19|20)\d{2}")
CODE_COLUMNS = frozenset({"code", "areacode", "areacodes", "ladcode", "onscode"})
OURS = re.compile(r"drug|poison", re.IGNORECASE)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {"poisoning": "deaths registered: drug poisoning", "misuse": "deaths registered: drug misuse"}
)
EITHER = "deaths registered (the table does not say whether from poisoning or from drug misuse)"
TOTALS = 2  # published totals by which a table without a title is known; one could be chance
TABLE = re.compile(r"\s*table\s*\d", re.IGNORECASE)
SEXES: Mapping[str, str] = MappingProxyType({"females": "female", "males": "male"})
CHECKED = ("region", "upper", "lower")  # levels that must add up to the country, where a table has them whole


def recognise(head: tuple[Record, ...], name: str) -> Sheet | None:
    """The table that begins with these records, if it is one of counts of drug deaths by year."""
    for place, record in enumerate(head):
        years = {column: clean(cell) for column, cell in enumerate(record.cells) if YEAR.fullmatch(clean(cell))}
        codes = [column for column, cell in enumerate(record.cells) if key(cell) in CODE_COLUMNS]
        if not years or not codes:
            continue
        below = [one for one in head[place + 1 :] if len(one.cells) >= len(record.cells)]
        if not any(CODE.fullmatch(clean(one.cells[codes[0]])) for one in below):
            continue
        title = [clean(cell) for one in head[:place] for cell in one.filled]
        subject = _said(title) or _by_totals(below, codes[0], years) or _said([re.sub(r"[_\W]+", " ", name)])
        if subject is None:
            return None
        if len(codes) > 1 or len(set(years.values())) < len(years):
            raise RefusalError(f"{name} line {record.line}", "names a column for the code or for a year twice")
        return _Table(name, record, codes[0], years, *subject).sheet(place + 1)
    return None


def _said(title: list[str]) -> tuple[str, str] | None:
    """What is counted and of which sex, in the words of a title; a line that begins with the table's number counts."""
    words = " ".join([line for line in title if TABLE.match(line)] or title).casefold()
    sexes = [ours for theirs, ours in SEXES.items() if re.search(rf"\b{theirs}\b", words)]
    sex = sexes[0] if len(sexes) == 1 else "all"
    subjects = [subject for word, subject in SUBJECTS.items() if word in words]
    if len(subjects) == 1:
        return subjects[0], sex
    return (EITHER, sex) if OURS.search(words) else None


def _by_totals(below: list[Record], code: int, years: Mapping[int, str]) -> tuple[str, str] | None:
    """What is counted, told by published totals for all people that stand in the table; no other may stand there."""
    here = {
        (clean(record.cells[code]), year): number(record.cells[column]).value
        for record in below
        for column, year in years.items()
    }
    for word, subject in SUBJECTS.items():
        rows = [row for row in rows_of("drug_deaths_totals") if row["subject"] == word]
        found = [(here[row["area_code"], row["year"]], float(row["deaths"])) for row in rows if _stands(row, here)]
        if len(found) >= TOTALS and all(value == published for value, published in found):
            return subject, "all"
    return None


def _stands(row: Mapping[str, str], here: Mapping[tuple[str, str], float | None]) -> bool:
    return (row["area_code"], row["year"]) in here


class _Table:
    """One table being read; remembers its sums to hold the levels against each other."""

    def __init__(
        self, name: str, header: Record, code: int, years: Mapping[int, str], indicator: str, sex: str
    ) -> None:
        self._name, self._width, self._code, self._years = name, len(header.cells), code, years
        self._indicator, self._sex = indicator, sex
        self._headers = [clean(cell) for cell in header.cells]
        first = min(years)
        words = [column for column in range(first) if column != code]
        named = [column for column in words if "name" in key(self._headers[column])]
        self._names = [*named, *(column for column in words if column not in named)]
        self._sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
        self._unknown: set[tuple[str, str, str]] = set()

    def sheet(self, header: int) -> Sheet:
        """The table as a sheet."""
        others = [column for column in range(min(self._years), self._width) if column not in self._years]
        not_read = tuple(self._headers[column] for column in others if self._headers[column])
        return Sheet(SOURCE, header, self.read, not_read, self.remarks)

    def read(self, record: Record) -> Given:
        """The figures of one area."""
        if why := no_figures(record, self._width):
            return why
        name = next((record.cells[column] for column in self._names if record.cells[column].strip()), "")
        area = area_of(record.cells[self._code], name)
        if area is None:
            return "no ONS code"
        return list(self._figures(record, area))

    def _figures(self, record: Record, area: Area) -> Iterator[PublishedFigure | Aside]:
        for column, year in self._years.items():
            found = number(record.cells[column], whole=True)
            self._note_sum(area, year, found.value)
            if found.why:
                yield Aside(year, found.why)
                continue
            yield PublishedFigure(
                source=SOURCE,
                indicator=self._indicator,
                area_code=area.code,
                area_name=area.name,
                area_kind=area.kind,
                period=year,
                group=f"sex: {self._sex}; age: all",
                value=found.value,
                low=None,
                high=None,
                numerator=None,
                denominator=None,
                unit="deaths",
                method="year of registration",
                suppressed=found.withheld,
                note=None,
                file=self._name,
                line=record.line,
            )

    def _note_sum(self, area: Area, year: str, value: float | None) -> None:
        nation = (area.code or "?")[0]
        for level in (level for level, kinds in LEVELS.items() if area.kind in kinds):
            if value is None:
                self._unknown.add((nation, level, year))
            self._sums[nation, level, year] += value or 0

    def remarks(self) -> list[str]:
        """For each country and level: in how many years its areas add up to the country, where all are known."""
        said = []
        for nation, level in sorted({(nation, level) for nation, level, _ in self._sums if level in CHECKED}):
            years = [
                year
                for year in self._years.values()
                if (nation, "country", year) in self._sums
                and not {(nation, level, year), (nation, "country", year)} & self._unknown
            ]
            agree = sum(self._sums[nation, level, year] == self._sums[nation, "country", year] for year in years)
            if years:
                where = {"E": "England", "W": "Wales"}.get(nation, nation)
                said.append(f"areas of the level `{level}` add up to {where} in {agree} of {len(years)} years")
        return said
