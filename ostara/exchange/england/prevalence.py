"""Estimates of how many people use opiates or crack, or depend on alcohol, each with its interval and its method.

The tables have one row for each area and, for each substance, three columns: the estimate, its lower and its upper end.
Older ones have two rows of headers, numbers and then rates beside them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ostara.exchange.england.areas import ENGLAND, Area, area_named, area_of
from ostara.exchange.england.labels import FINANCIAL_YEAR, clean, financial_year, key, number
from ostara.exchange.england.methods import method_of
from ostara.exchange.england.reading import Aside, Given, Record, Sheet, no_figures
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure

SOURCE = "prevalence"
PLACES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "code": frozenset({"areacode", "areacodes", "areacodegss", "code", "onscode"}),
        "area": frozenset({"localauthority", "areaname", "area", "name"}),
        "region": frozenset({"region", "phecentre", "regionname"}),
        "population": frozenset({"1564population", "population", "population1564"}),
        "period": frozenset({"year", "period", "timeperiod", "financialyear"}),
        "method": frozenset({"method", "version", "methodversion"}),
    }
)
RATE = re.compile(r"\brate\b|per 1,?000|per thousand", re.IGNORECASE)
AGES = re.compile(r"\d{2}\s*(?:-|to)\s*\d{2}|\d{2}\s*\+")
ADULTS = "15-64"
NATIONAL = ("opiate and/or crack", "people")
ALL_AREAS = frozenset({"", "total", "all", "regiontotal", "regionaltotal"})


@dataclass(frozen=True)
class Triplet:
    """Three columns: an estimate with its interval, of what, of whom, and in which unit."""

    indicator: str
    substance: str
    unit: str
    ages: str
    estimate: int
    low: int
    high: int


def recognise(head: tuple[Record, ...], name: str) -> Sheet | None:
    """The table that begins with these records, if it is one of estimates with intervals."""
    for place, record in enumerate(head):
        keys = [key(cell) for cell in record.cells]
        if not any("lower" in one for one in keys) or not any("upper" in one for one in keys):
            continue
        title = " ".join(clean(cell) for one in head[:place] for cell in one.filled)
        labels = _labels(head[place - 1] if place else None, record, name)
        places = _places(labels, f"{name} line {record.line}")
        if not {"area", "region", "code"} & set(places):
            return None
        triplets, not_read = _triplets(labels, places, title)
        if not triplets:
            return None
        table = _Estimates(name, title, places, triplets, len(labels))
        return Sheet(SOURCE, place + 1, table.read, not_read, look=table.look)
    return None


def _labels(above: Record | None, header: Record, name: str) -> list[tuple[str, str]]:
    """For each column what stands above it, carried on over merged cells, and its own header.

    Raises RefusalError where merged cells have collapsed, so that the two rows no longer stand above each other.
    """
    own = [clean(cell) for cell in header.cells]
    if _has_places(own) or above is None or not _has_places([clean(cell) for cell in above.cells]):
        return [("", one) for one in own]
    upper = [clean(cell) for cell in above.cells]
    named = [column for column, one in enumerate(upper) if any(key(one) in names for names in PLACES.values())]
    if len(upper) != len(own) or any(own[column] for column in named):
        raise RefusalError(
            f"{name} line {header.line}",
            "does not stand below the row above it column by column (keep empty cells for merged ones when saving)",
        )
    carried, labels = "", []
    for over, one in zip(upper, own, strict=True):
        carried = over or carried
        labels.append((carried, one) if one else ("", over))
    return labels


def _has_places(labels: list[str]) -> bool:
    return any(key(label) in PLACES[name] for label in labels for name in ("code", "area", "region"))


def _places(labels: list[tuple[str, str]], at: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, (_, own) in enumerate(labels):
        for name, keys in PLACES.items():
            if key(own) in keys:
                if name in found:
                    raise RefusalError(at, f"names two columns for the {name}: {found[name] + 1} and {column + 1}")
                found[name] = column
    return found


def _triplets(
    labels: list[tuple[str, str]], places: Mapping[str, int], title: str
) -> tuple[list[Triplet], tuple[str, ...]]:
    triplets, not_read, column = [], [], 0
    while column < len(labels):
        over, own = labels[column]
        limits = {_limit(label): place for place, (_, label) in enumerate(labels[column + 1 : column + 3], column + 1)}
        substance = _substance(own) or _substance(over) or _substance(title)
        if column in places.values() or not own:
            column += 1
        elif not _limit(own) and substance and set(limits) == {"lower", "upper"}:
            rate = bool(RATE.search(f"{over} {own}"))
            ages = AGES.search(own) or AGES.search(over)
            triplets.append(
                Triplet(
                    indicator=f"people using {substance}" if "alcohol" not in substance else f"people with {substance}",
                    substance=substance,
                    unit="per 1,000" if rate else "people",
                    ages=ages[0].replace(" ", "") if ages else ADULTS if "alcohol" not in substance else "18+",
                    estimate=column,
                    low=limits["lower"],
                    high=limits["upper"],
                )
            )
            column += 3
        else:
            not_read.append(own)
            column += 1
    return triplets, tuple(not_read)


def _limit(label: str) -> str:
    return next((limit for limit in ("lower", "upper") if limit in key(label)), "")


def _substance(label: str) -> str:
    words = key(label)
    if "inject" in words:
        return ""
    if "alcohol" in words:
        return "alcohol dependence"
    if "ocu" in re.split(r"[^a-z]", label.casefold()) or ("opiate" in words and "crack" in words):
        return "opiate and/or crack"
    return next((name for name in ("opiate", "crack") if name in words), "")


class _Estimates:
    """One table being read."""

    def __init__(self, name: str, title: str, places: Mapping[str, int], triplets: list[Triplet], width: int) -> None:
        self._name, self._title, self._places, self._triplets, self._width = name, title, places, triplets, width
        self._england: dict[str, float | None] = {}
        self._period = _only_year(title) or _only_year(re.sub(r"[_.]", " ", name))
        if self._period is None and "period" not in places:
            raise RefusalError(name, "does not say for which one year its estimates are (add a column `Year`)")

    def look(self, record: Record) -> None:
        """Take note of how many use opiates or crack in all England, which tells the method."""
        if no_figures(record, self._width):
            return
        area, period = self._area(record), self._year(record)
        column = next((one.estimate for one in self._triplets if (one.substance, one.unit) == NATIONAL), None)
        if area and area.code == ENGLAND and period and column is not None:
            self._england[period] = number(record.cells[column]).value

    def _year(self, record: Record) -> str | None:
        return financial_year(self._cell(record, "period")) if "period" in self._places else self._period

    def read(self, record: Record) -> Given:
        """The estimates of one area."""
        if why := no_figures(record, self._width):
            return why
        period = self._year(record)
        if period is None:
            return "a period that is no financial year"
        area = self._area(record)
        if area is None:
            return "no area"
        return list(self._figures(record, period, area))

    def _area(self, record: Record) -> Area | None:
        name, region = self._cell(record, "area"), self._cell(record, "region")
        name = region if key(name) in ALL_AREAS else name
        if not name:
            return None
        return area_of(self._cell(record, "code"), name) or area_named(name)

    def _figures(self, record: Record, period: str, area: Area) -> Iterator[PublishedFigure | Aside]:
        population = number(self._cell(record, "population")).value
        for one in self._triplets:
            value, low, high = (number(record.cells[column]) for column in (one.estimate, one.low, one.high))
            if why := _fault(value.why, low.why, high.why) or _upside_down(value.value, low.value, high.value):
                yield Aside(one.indicator, why)
                continue
            yield PublishedFigure(
                source=SOURCE,
                indicator=one.indicator if one.unit == "people" else f"{one.indicator}, rate",
                area_code=area.code,
                area_name=area.name,
                area_kind=area.kind,
                period=period,
                group=f"sex: all; age: {one.ages}",
                value=value.value,
                low=low.value,
                high=high.value,
                numerator=None,
                denominator=population,
                unit=one.unit,
                method=method_of(
                    one.substance,
                    period,
                    said=self._cell(record, "method"),
                    title=self._title,
                    england=self._england.get(period),
                    file=self._name,
                ),
                suppressed=value.withheld,
                note=None,
                file=self._name,
                line=record.line,
            )

    def _cell(self, record: Record, name: str) -> str:
        return clean(record.cells[self._places[name]]) if name in self._places else ""


def _fault(*why: str) -> str:
    """The first reason why an estimate cannot stand: without an interval it says more than its source did."""
    value, low, high = why
    if value:
        return value
    return f"an interval without an end: {low or high}" if low or high else ""


def _upside_down(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return ""
    return "" if low <= value <= high else "an interval that does not hold its estimate"


def _only_year(text: str) -> str | None:
    found = {financial_year(match[0]) for match in FINANCIAL_YEAR.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None
