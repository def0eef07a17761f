"""The quarterly summary of one area, as data: twelve months beside the twelve before them, and quarter after quarter.

Twelve months that end with each quarter overlap. They are shown, and judged by the separate quarters behind them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from ostara.analysis.comparison.control import PeriodCount
from ostara.analysis.comparison.similar_areas import SimilarAreas
from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.answer import Share, share
from ostara.analysis.national.ask import Condition, Period, ask, set_periods
from ostara.analysis.national.change import HEROIN_STOPPED
from ostara.analysis.national.continuity import CONTINUITY
from ostara.analysis.national.exits import COMPLETED_OF_TREATED, DIED_IN_TREATMENT
from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.national.retention import EARLY_EXIT, EFFECTIVE
from ostara.analysis.national.returns import COMPLETED_AND_STAYED, REPRESENTED
from ostara.analysis.national.treated import IN_TREATMENT, NEW_PRESENTATIONS
from ostara.analysis.national.waits import NEVER_STARTED, WAITED_IN_TIME
from ostara.analysis.packs.asking import Area, measured
from ostara.analysis.packs.horizon import (
    Observed,
    follow_up_months,
    months_later,
    moved_quarters,
    quarters_up_to,
    set_back_by,
    twelve_months,
)
from ostara.analysis.packs.needs import Say, observed_of, similar_of
from ostara.analysis.packs.place import area_meant, areas_of
from ostara.analysis.packs.told import Measured
from ostara.tables.store import Store

QUARTERS = 12
IN_A_YEAR = 4
HEADLINES = (
    IN_TREATMENT,
    NEW_PRESENTATIONS,
    WAITED_IN_TIME,
    NEVER_STARTED,
    EFFECTIVE,
    EARLY_EXIT,
    HEROIN_STOPPED,
    COMPLETED_OF_TREATED,
    COMPLETED_AND_STAYED,
    REPRESENTED,
    CONTINUITY,
    DIED_IN_TREATMENT,
)
CHARTED = (WAITED_IN_TIME, COMPLETED_OF_TREATED, DIED_IN_TREATMENT)


@dataclass(frozen=True)
class QuarterlyPack:
    """Everything about one area. `figures` have two periods, the twelve months before and the latest ones.

    `quarters` are the area's shares (of a count: the count alone) quarter by quarter, `rolling` those of the twelve
    months that end with each, from the first that four quarters make.
    """

    store: Store
    area: Area
    quarter: Period
    year: Period
    observed: Observed
    similar: SimilarAreas
    figures: Mapping[str, Measured]
    quarters: Mapping[str, Mapping[str, Share]]
    rolling: Mapping[str, Mapping[str, Share]]
    published: bool = False


def quarterly_pack(store: Store, area: str, period: str, say: Say = lambda _: None) -> QuarterlyPack:
    """Work out the summary. `say` hears what is being done.

    Raises RefusalError for an area or a period that the store does not have.
    """
    with prepared(store, say=say) as connection:
        observed = observed_of(connection)
        quarters = quarters_up_to(period, observed, QUARTERS)
        names = areas_of(connection, str(store.folder))
        name = area_meant(area, names)
        year = twelve_months(quarters[-1].last)
        set_periods(connection, [year])
        similar = similar_of(connection, name, names, year)
        one = Area(name, names, tuple(each.area for each in similar.nearest))
        figures: dict[str, Measured] = {}
        by_quarter: dict[str, Mapping[str, Share]] = {}
        rolling: dict[str, Mapping[str, Share]] = {}
        for back, measures in _by_set_back(year, observed):
            last = months_later(year.last, 0) if not back else moved_quarters((quarters[-1],), back)[0].last
            pair = (twelve_months(months_later(last, -12)), twelve_months(last))
            set_periods(connection, pair)
            for measure in measures:
                say(measure.title)
                figures[measure.name] = measured(connection, measure, one, pair, back)
            moved = moved_quarters(quarters, back)
            set_periods(connection, moved)
            for measure in measures:
                by_quarter[measure.name] = _here(connection, measure, one, moved)
            years = [twelve_months(each.last) for each in moved[IN_A_YEAR - 1 :]]
            set_periods(connection, years)
            for measure in (each for each in measures if each in CHARTED):
                rolling[measure.name] = _here(connection, measure, one, years)
        return QuarterlyPack(store, one, quarters[-1], year, observed, similar, figures, by_quarter, rolling)


def _by_set_back(year: Period, observed: Observed) -> list[tuple[int, list[NationalMeasure]]]:
    """Measures with the months by which their periods are set back: whole quarters, so that none is cut in two."""

    def back(measure: NationalMeasure) -> int:
        months = set_back_by(follow_up_months(measure.name), year.last, observed.until)
        return -(-months // 3) * 3

    return [(months, list(found)) for months, found in groupby(sorted(HEADLINES, key=back), key=back)]


def _here(
    connection: duckdb.DuckDBPyConnection, measure: NationalMeasure, area: Area, periods: Sequence[Period]
) -> Mapping[str, Share]:
    """The area alone, in each of the periods that were set."""
    cells = ask(connection, measure, Scope.LOCAL, {}, Condition("area = $here", {"here": area.name}))
    found = {cell.period: cell for cell in cells}
    if measure.shape is Shape.COUNT:
        people = {one.name: found[one.name].known if one.name in found else 0 for one in periods}
        return {name: Share(count, None, float(count)) for name, count in people.items()}
    return {
        one.name: share(found[one.name].hits, found[one.name].known) if one.name in found else share(0, 0)
        for one in periods
    }


def as_counts(shares: Mapping[str, Share]) -> list[PeriodCount]:
    """Periods as the control charts take them."""
    return [PeriodCount(name, part.numerator, part.denominator) for name, part in shares.items()]
