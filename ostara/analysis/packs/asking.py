"""Asks a store everything a pack needs: each measure once for all of its periods, never once for each of them.

A figure of an area, and of similar areas together, numbers journeys within each area; that of the nation counts
everybody once wherever they were.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.answer import Share, count, share
from ostara.analysis.national.ask import Cell, Condition, Period, ask
from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.packs.told import Measured, Parted, Parts, Place, Told
from ostara.analysis.view.dimensions import Dimension

_PLACE = "CASE WHEN area = $here THEN 'here' ELSE 'similar' END"
_KEPT = "area = $here OR list_contains($similar, area)"


@dataclass(frozen=True)
class Area:
    """The area a pack is about, all areas of the store, and those it is set beside (without itself)."""

    name: str
    all: tuple[str, ...]
    similar: tuple[str, ...]

    def places(self, area: str) -> tuple[Place, ...]:
        """Which figures of a pack an area belongs to."""
        if area == self.name:
            return (Place.HERE,)
        return (Place.SIMILAR,) if area in self.similar else ()

    @property
    def condition(self) -> Condition:
        """People of the area and of those it is set beside."""
        return Condition(_KEPT, {"here": self.name, "similar": list(self.similar)})


def measured(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    area: Area,
    periods: Sequence[Period],
    set_back: int = 0,
) -> Measured:
    """A share or a count in the periods that were set: of the area, of similar areas together, and of the nation."""
    local = ask(connection, measure, Scope.LOCAL, {"area": "area"})
    nation = ask(connection, measure, Scope.NATIONAL, {})
    sums: defaultdict[tuple[Place, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, cell in _placed(area, local, nation):
        for which, more in enumerate((cell.hits, cell.known, cell.unknown)):
            sums[place, cell.period][which] += more
    by = {
        place: {one.name: _told(measure.shape, *sums[place, one.name]) for one in periods}
        for place in Place
        if place is not Place.SIMILAR or area.similar
    }
    last = periods[-1].name
    areas = {
        cell.cut[0]: _told(measure.shape, cell.hits, cell.known, cell.unknown).share
        for cell in local
        if cell.period == last and cell.cut[0] in area.all
    }
    kept = {name: areas.get(name, _told(measure.shape, 0, 0, 0).share) for name in area.all}
    return Measured(measure, tuple(periods), by, kept, set_back)


def _placed(area: Area, local: Iterable[Cell], nation: Iterable[Cell]) -> Iterable[tuple[Place, Cell]]:
    for cell in local:
        yield from ((place, cell) for place in area.places(str(cell.cut[0])))
    yield from ((Place.NATION, cell) for cell in nation)


def _told(shape: Shape, hits: int, known: int, unknown: int) -> Told:
    """A count of people is the number that are known; a share of none of none has no value."""
    return Told(_share(shape, hits, known), unknown)


def _share(shape: Shape, hits: int, known: int) -> Share:
    return count(known) if shape is Shape.COUNT else share(hits, known)


def parted(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    area: Area,
    periods: Sequence[Period],
    dimension: Dimension,
) -> Parted:
    """People counted by a measure in the parts of one dimension, those that are not recorded among them."""
    cut = {"place": _PLACE, "value": dimension.sql}
    local = ask(connection, measure, Scope.LOCAL, cut, area.condition)
    nation = ask(connection, measure, Scope.NATIONAL, {"value": dimension.sql})
    counts = _counts(
        ((Place(str(cell.cut[0])), cell.period, cell.cut[1], cell.known) for cell in local),
        ((Place.NATION, cell.period, cell.cut[0], cell.known) for cell in nation),
    )
    values = sorted({value for _, _, value in counts}, key=dimension.place)
    words = {value: _capital(_said(dimension, value)) for value in values}
    return Parted(
        name=f"{measure.name}_by_{dimension.name}",
        title=dimension.title,
        unit=measure.unit,
        meaning=dimension.meaning,
        words=tuple(words.values()),
        periods=tuple(periods),
        by=_families(counts, words, periods, area),
        unverified=measure.unverified,
        assumed=dimension.assumed,
    )


def _said(dimension: Dimension, value: str | None) -> str:
    """A value in words; a number alone would not say which end is which."""
    if value is None or not dimension.name.startswith("deprivation"):
        return dimension.said(value)
    return f"{value} (most deprived)" if value == "1" else value


def classed(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    area: Area,
    periods: Sequence[Period],
    set_back: int = 0,
) -> Parted:
    """The classes of a measure, with those of whom the store cannot tell."""
    local = ask(connection, measure, Scope.LOCAL, {"place": _PLACE}, area.condition)
    nation = ask(connection, measure, Scope.NATIONAL, {})
    counts = _counts(
        ((Place(str(cell.cut[0])), cell.period, cell.class_, cell.hits) for cell in local),
        ((Place.NATION, cell.period, cell.class_, cell.hits) for cell in nation),
    )
    words: dict[str | None, str] = {name: _capital(name) for name in measure.classes}
    words |= {name: _capital(name) for _, _, name in counts if name is not None and name not in words}
    return Parted(
        name=measure.name,
        title=measure.title,
        unit=measure.unit,
        meaning=measure.counts,
        words=tuple(words.values()),
        periods=tuple(periods),
        by=_families(counts, words, periods, area),
        unverified=measure.unverified,
        set_back=set_back,
    )


Counted = Mapping[tuple[Place, str, str | None], int]


def _counts(*rows: Iterable[tuple[Place, str, str | None, int]]) -> Counted:
    counts: defaultdict[tuple[Place, str, str | None], int] = defaultdict(int)
    for each in rows:
        for place, period, value, people in each:
            counts[place, period, value] += people
    return counts


def _families(
    counts: Counted, words: Mapping[str | None, str], periods: Sequence[Period], area: Area
) -> dict[Place, dict[str, Parts]]:
    """The parts at each place and period. Those without a value are a part where they have a word, else not known."""
    found: dict[Place, dict[str, Parts]] = {}
    for place in Place:
        if place is Place.SIMILAR and not area.similar:
            continue
        found[place] = {}
        for one in periods:
            parts = {said: counts.get((place, one.name, value), 0) for value, said in words.items()}
            unknown = 0 if None in words else counts.get((place, one.name, None), 0)
            found[place][one.name] = Parts(parts, sum(parts.values()), unknown)
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
