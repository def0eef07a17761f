"""NDTMS ViewIt: people in treatment by year, area, substance group, sex and age.

Two exports are known: one for England, with a column for each count of a topic, and one for all local authorities, with
some 240 columns, whose counts are multiples of five. Their words for one group differ, and from 2021/22 they are in
capitals. Totals stand among their parts: a figure for `all` is never to be added to one for a part.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ostara.exchange.england.areas import area_named, area_of
from ostara.exchange.england.labels import clean, financial_year, key, number
from ostara.exchange.england.reading import Aside, Given, Record, Sheet, no_figures
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure

SOURCE = "viewit"
DIMENSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "period": ("reportingperiod", "reportingperioddata"),
        "area": ("area", "areadata", "areaname", "localauthority"),
        "drugs": ("druggroup", "druggroupdata", "substancecategory", "substancegroup"),
        "sex": ("sex", "gender", "genderdata"),
        "age": ("agegroup", "agegroupdata"),
        "code": ("areacode",),
    }
)
IN_TREATMENT = "people in treatment"
INDICATORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        IN_TREATMENT: ("numintreatmentallintx", "intreatmentallintx", "numberintreatment", "numbersintreatment"),
        "people starting treatment": ("numnewpresentationnewtx", "newpresentationnewtx"),
        "people who completed treatment": ("exitssuccessfulcompletionallintx",),
        "people who died in treatment": ("exitsdiedallintx",),
        "people who dropped out of treatment": ("exitsdroppedoutallintx",),
    }
)
ALL = "all"
TOTALS = frozenset({"total", "all", "persons", "alldruggroups", "allsubstances", "allages", "allsexes"})
DRUGS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("opiate", "opiates"), "opiate"),
        **dict.fromkeys(("nonopiateonly", "nonopiatesonly"), "non-opiate only"),
        "alcoholonly": "alcohol only",
        **dict.fromkeys(
            ("alcoholandnonopiate", "alcoholandnonopiates", "nonopiateandalcohol", "nonopiatesandalcohol"),
            "non-opiate and alcohol",
        ),
    }
)
PARTS = ("opiate", "non-opiate only", "alcohol only", "non-opiate and alcohol")
GROUPS: Mapping[str, str] = MappingProxyType({"drugs": "a substance group", "sex": "a sex", "age": "an age group"})
SEXES: Mapping[str, str] = MappingProxyType({"m": "male", "male": "male", "f": "female", "female": "female"})
ROUNDED_TO = 5  # what the export for local authorities is seen to be rounded to; it does not say so itself
ROUNDED = "a multiple of 5, as all counts of this file: rounded at the source, so 0 need not mean nobody"
TELLS = 20  # counts above zero that must all be multiples of five before a file is taken for rounded
SHOWN = 5


def recognise(head: tuple[Record, ...], name: str) -> Sheet | None:
    """The export that begins with these records, if it is one. Raises RefusalError for one that lacks a column."""
    for place, record in enumerate(head):
        keys = [key(cell) for cell in record.cells]
        if not set(DIMENSIONS["period"]) & set(keys) or not set(DIMENSIONS["drugs"]) & set(keys):
            continue
        columns = {wanted: _column(keys, names, f"{name} line {record.line}") for wanted, names in DIMENSIONS.items()}
        found = {wanted: _column(keys, names, f"{name} line {record.line}") for wanted, names in INDICATORS.items()}
        counts = {wanted: column for wanted, column in found.items() if column is not None}
        if columns["area"] is None or not counts:
            lacks = "a column for the area" if columns["area"] is None else "every column that is read as a figure"
            raise RefusalError(f"{name} line {record.line}", f"is a header of ViewIt that lacks {lacks}")
        return _Export(name, record, columns, counts, _rounded(head[place + 1 :], counts)).sheet(place + 1)
    return None


def _column(keys: list[str], names: tuple[str, ...], place: str) -> int | None:
    found = [column for column, one in enumerate(keys) if one in names]
    if len(found) > 1:
        raise RefusalError(place, f"names the same column twice (columns {found[0] + 1} and {found[1] + 1})")
    return found[0] if found else None


def _rounded(rows: tuple[Record, ...], counts: Mapping[str, int]) -> bool:
    cells = (row.cells[column] for row in rows for column in counts.values() if column < len(row.cells))
    values = [value for value in (number(cell).value for cell in cells) if value]
    return len(values) >= TELLS and all(value % ROUNDED_TO == 0 for value in values)


class _Export:
    """One export being read; remembers what the groups add up to."""

    def __init__(
        self, name: str, header: Record, columns: Mapping[str, int | None], counts: Mapping[str, int], rounded: bool
    ) -> None:
        self._name, self._columns, self._counts, self._rounded = name, columns, counts, rounded
        self._headers, self._width = [clean(cell) for cell in header.cells], len(header.cells)
        self._sums: defaultdict[tuple[str, ...], dict[str, float]] = defaultdict(dict)

    def sheet(self, header: int) -> Sheet:
        """The export as a sheet."""
        used = {*self._columns.values(), *self._counts.values()}
        not_read = tuple(head for column, head in enumerate(self._headers) if column not in used and head)
        return Sheet(SOURCE, header, self.read, not_read, self.remarks)

    def read(self, record: Record) -> Given:
        """The figures of one record."""
        if why := no_figures(record, self._width):
            return why
        period = financial_year(self._cell(record, "period"))
        if period is None:
            return "a period that is no financial year"
        if not self._cell(record, "area"):
            return "no area"
        groups = [self._group(record, wanted) for wanted in GROUPS]
        for wanted, found in zip(GROUPS, groups, strict=True):
            if found is None:
                return f"{GROUPS[wanted]} that ViewIt does not have"
        drugs, sex, age = (found or ALL for found in groups)
        return list(self._figures(record, period, drugs, sex, age))

    def _figures(
        self, record: Record, period: str, drugs: str, sex: str, age: str
    ) -> Iterator[PublishedFigure | Aside]:
        name = self._cell(record, "area")
        area = area_of(self._cell(record, "code"), name) or area_named(name)
        for indicator, column in self._counts.items():
            found = number(record.cells[column], whole=True)
            if found.why:
                yield Aside(self._headers[column], found.why)
                continue
            if indicator == IN_TREATMENT and found.value is not None:
                self._sums[period, area.name, sex, age][drugs] = found.value
            yield PublishedFigure(
                source=SOURCE,
                indicator=indicator,
                area_code=area.code,
                area_name=area.name,
                area_kind=area.kind,
                period=period,
                group=group(drugs, sex, age),
                value=found.value,
                low=None,
                high=None,
                numerator=None,
                denominator=None,
                unit="people",
                method=None,
                suppressed=found.withheld,
                note=ROUNDED if self._rounded and found.value is not None else None,
                file=self._name,
                line=record.line,
            )

    def _cell(self, record: Record, wanted: str) -> str:
        column = self._columns[wanted]
        return "" if column is None else clean(record.cells[column])

    def _group(self, record: Record, wanted: str) -> str | None:
        """The group in our words: `all` for a total or a column that is not there, None for a word nobody knows."""
        if self._columns[wanted] is None:
            return ALL
        label = self._cell(record, wanted)
        if key(label) in TOTALS:
            return ALL
        if wanted == "age":
            return label.replace(" to ", "-").replace(" - ", "-") or None
        return (DRUGS if wanted == "drugs" else SEXES).get(key(label))

    def remarks(self) -> list[str]:
        """Where a total and its four groups disagree, or one of them has no figure. Rounded counts cannot tell."""
        if self._rounded:
            return []
        wrong = [said for (period, *rest), parts in self._sums.items() if (said := _adds_up(parts, period, *rest))]
        more = [f"{len(wrong) - SHOWN:,} more totals that do not agree with their parts"] if len(wrong) > SHOWN else []
        return wrong[:SHOWN] + more


def group(drugs: str, sex: str = ALL, age: str = ALL) -> str:
    """How a group of people is written: `drugs: opiate; sex: all; age: all`."""
    return f"drugs: {drugs}; sex: {sex}; age: {age}"


def _adds_up(parts: Mapping[str, float], period: str, area: str, sex: str, age: str) -> str | None:
    lacking = [part for part in PARTS if part not in parts]
    known = sum(parts.get(part, 0) for part in PARTS)
    where = f"{area} {period} (sex: {sex}, age: {age})"
    if ALL not in parts or len(lacking) > 1 or (not lacking and known == parts[ALL]):
        return None
    if lacking:
        return f"{where}: no figure for {lacking[0]}; the total leaves {parts[ALL] - known:,.0f} for it"
    return f"{where}: the four groups add up to {known:,.0f}, the total says {parts[ALL]:,.0f}"
