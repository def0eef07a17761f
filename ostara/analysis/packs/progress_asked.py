"""The progress measure asked once: its classes, and from them the share that shows progress.

It looks at every review of the year, and is by far the dearest question of a pack. The share is the same as that of
its own measure; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import duckdb

from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.answer import share
from ostara.analysis.national.ask import Cell, Period, ask
from ostara.analysis.national.progress import NEW, NOT_SHOWING, PROGRESS, SHOWING, SHOWING_PROGRESS
from ostara.analysis.packs.asking import Area
from ostara.analysis.packs.told import Measured, Parted, Parts, Place, Told
from ostara.analysis.packs.words import first_capital


def progress(connection: duckdb.DuckDBPyConnection, area: Area, period: Period) -> tuple[Measured, Parted]:
    """The share and the classes in one of the periods that were set."""
    local = ask(connection, PROGRESS, Scope.LOCAL, {"area": "area"})
    nation = ask(connection, PROGRESS, Scope.NATIONAL, {})
    areas: dict[str, list[Cell]] = {name: [] for name in area.all}
    for cell in local:
        areas.get(str(cell.cut[0]), []).append(cell)
    by: dict[Place, list[Cell]] = {
        Place.HERE: areas[area.name],
        Place.SIMILAR: [cell for name in area.similar for cell in areas[name]],
        Place.NATION: nation,
    }
    places = [place for place in Place if place is not Place.SIMILAR or area.similar]
    figure = Measured(
        SHOWING_PROGRESS,
        (period,),
        {place: {period.name: _showing(by[place])} for place in places},
        {name: _showing(cells).share for name, cells in areas.items()},
    )
    parts = Parted(
        name=PROGRESS.name,
        title=PROGRESS.title,
        unit=PROGRESS.unit,
        meaning=PROGRESS.counts,
        words=tuple(map(first_capital, PROGRESS.classes)),
        periods=(period,),
        by={place: {period.name: _parts(by[place])} for place in places},
        unverified=PROGRESS.unverified,
    )
    return figure, parts


def _showing(cells: Iterable[Cell]) -> Told:
    """Of those whose class tells either way, how many show progress; of whom it cannot be told are not known."""
    people: defaultdict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.class_ != NEW:
            people[_side(cell.class_)] += cell.hits
    return Told(share(people["showing"], people["showing"] + people["not showing"]), people["not known"])


def _side(class_: str | None) -> str:
    return "showing" if class_ in SHOWING else "not showing" if class_ in NOT_SHOWING else "not known"


def _parts(cells: Iterable[Cell]) -> Parts:
    counts = dict.fromkeys(map(first_capital, PROGRESS.classes), 0)
    for name, people in _named(cells):
        counts[name] += people
    return Parts(counts, sum(counts.values()))


def _named(cells: Iterable[Cell]) -> Iterator[tuple[str, int]]:
    return ((first_capital(cell.class_), cell.hits) for cell in cells if cell.class_ is not None)
