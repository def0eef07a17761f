"""Fingertips: public health indicators, one row for each area, group and period, with intervals and notes.

The same area stands under several kinds, England once for each; rows for parts of England (by deprivation, say) carry
England's code and a category. An empty value is no zero: the note says why it is empty.
"""

import re
from collections.abc import Mapping

from ostara.exchange.england.areas import Area, area_of
from ostara.exchange.england.labels import Number, clean, key, number
from ostara.exchange.england.reading import Aside, Given, Record, Sheet, no_figures
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure

SOURCE = "fingertips"
NEEDED = ("Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age", "Time period", "Value")
USED = (
    *NEEDED,
    *("Category Type", "Category", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator", "Value note"),
)
TELLING = frozenset({"indicatorid", "areacode", "timeperiod", "value"})
SUPPRESSION = re.compile(r"suppress|disclos|small number|too small", re.IGNORECASE)
PER = re.compile(r"\bper ([\d,]+|million|thousand)", re.IGNORECASE)
SHARE = re.compile(r"%|percent|proportion", re.IGNORECASE)


def recognise(head: tuple[Record, ...], name: str) -> Sheet | None:
    """The extract that begins with these records, if it is one. Raises RefusalError for one that lacks a column."""
    for place, record in enumerate(head):
        keys = [key(cell) for cell in record.cells]
        if not set(keys) >= TELLING:
            continue
        at = f"{name} line {record.line}"
        lacking = [column for column in NEEDED if key(column) not in keys]
        if lacking:
            raise RefusalError(at, f"is a header of Fingertips that lacks {', '.join(lacking)}")
        twice = [column for column in USED if keys.count(key(column)) > 1]
        if twice:
            raise RefusalError(at, f"names a column twice: {twice[0]}")
        columns = {column: keys.index(key(column)) for column in USED if key(column) in keys}
        not_read = tuple(clean(cell) for cell in record.cells if key(cell) not in {key(column) for column in USED})
        extract = _Extract(name, columns, len(record.cells))
        return Sheet(SOURCE, place + 1, extract.read, tuple(one for one in not_read if one))
    return None


class _Extract:
    """One extract being read."""

    def __init__(self, name: str, columns: Mapping[str, int], width: int) -> None:
        self._name, self._columns, self._width = name, columns, width

    def read(self, record: Record) -> Given:
        """The figure of one record."""
        if why := no_figures(record, self._width):
            return why
        if not self._cell(record, "Indicator ID").isdecimal():
            return "no number of an indicator"
        area = area_of(self._cell(record, "Area Code"), self._cell(record, "Area Name"))
        if area is None:
            return "an area code that is none of the ONS's (a general practice or a trust, for example)"
        if not self._cell(record, "Time period"):
            return "no time period"
        numbers = {
            name: number(record.cells[self._columns[name]] if name in self._columns else "", negative=True)
            for name in ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator")
        }
        return [self._fault(numbers, self._cell(record, "Value note")) or self._figure(record, area, numbers)]

    def _fault(self, numbers: Mapping[str, Number], note: str) -> Aside | None:
        for name, found in numbers.items():
            if found.why == "not a number":
                return Aside(name, found.why)
        value, low, high = (numbers[name] for name in ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"))
        if value.why and not note:
            return Aside("Value", f"{value.why}, and no note that says why")
        if low.value is not None and high.value is not None and high.value < low.value:
            return Aside("Upper CI 95.0 limit", "below the lower limit")
        return None

    def _figure(self, record: Record, area: Area, numbers: Mapping[str, Number]) -> PublishedFigure:
        note, indicator = self._cell(record, "Value note"), self._cell(record, "Indicator ID")
        name = self._cell(record, "Indicator Name")
        value, hidden = numbers["Value"].value, bool(SUPPRESSION.search(note))
        withheld = numbers["Value"].withheld or (hidden and not value)
        return PublishedFigure(
            source=SOURCE,
            indicator=f"{indicator} {name}",
            area_code=area.code,
            area_name=area.name,
            area_kind=area.kind,
            period=self._cell(record, "Time period"),
            group=self._group(record),
            value=None if withheld else value,
            low=None if withheld else numbers["Lower CI 95.0 limit"].value,
            high=None if withheld else numbers["Upper CI 95.0 limit"].value,
            numerator=None if withheld else numbers["Count"].value,
            denominator=numbers["Denominator"].value,
            unit=_unit(name),
            method=f"indicator {indicator}",
            suppressed=withheld,
            note=note or None,
            file=self._name,
            line=record.line,
        )

    def _cell(self, record: Record, name: str) -> str:
        return clean(record.cells[self._columns[name]]) if name in self._columns else ""

    def _group(self, record: Record) -> str:
        parts = [f"{name.lower()}: {self._cell(record, name) or 'all'}" for name in ("Sex", "Age")]
        kind, category = self._cell(record, "Category Type"), self._cell(record, "Category")
        if kind or category:
            parts.append(f"{kind or 'category'}: {category or 'not said'}")
        return "; ".join(parts).replace("sex: Persons", "sex: all")


def _unit(indicator: str) -> str:
    if per := PER.search(indicator):
        return per[0].lower()
    return "%" if SHARE.search(indicator) else "as the indicator says"
