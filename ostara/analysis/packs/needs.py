"""The needs assessment of one area in one financial year, as data: everything its page says comes from here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from ostara.analysis.comparison.alike import strata
from ostara.analysis.comparison.case_mix import Adjusted, case_mix
from ostara.analysis.comparison.equity import Equity, equity, groups_of
from ostara.analysis.comparison.people import EQUITY
from ostara.analysis.comparison.similar_areas import SimilarAreas, profiles, similar_areas
from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import Condition, Period, ask, set_periods
from ostara.analysis.national.change import CHANGES, HEROIN_STOPPED
from ostara.analysis.national.continuity import CONTINUITY
from ostara.analysis.national.exits import COMPLETED_OF_EXITS, COMPLETED_OF_TREATED, DIED_IN_TREATMENT, HOW_LEFT
from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.national.need import Estimate
from ostara.analysis.national.retention import EARLY_EXIT, EFFECTIVE
from ostara.analysis.national.returns import COMPLETED_AND_STAYED, REPRESENTED
from ostara.analysis.national.treated import IN_TREATMENT, NEW_PRESENTATIONS
from ostara.analysis.national.waits import NEVER_STARTED, WAITED_IN_TIME
from ostara.analysis.packs.asking import Area, classed, measured, parted
from ostara.analysis.packs.health import HEALTH
from ostara.analysis.packs.horizon import Observed, follow_up_months, set_back, set_back_by, years_up_to
from ostara.analysis.packs.place import area_meant, areas_of
from ostara.analysis.packs.prevalence import GROUPS, Need, nation_of, needs_of
from ostara.analysis.packs.progress_asked import progress
from ostara.analysis.packs.told import Measured, Parted, Place
from ostara.analysis.view.dimensions import dimension
from ostara.tables.store import Store

YEARS = 5
SHARES = (
    IN_TREATMENT,
    NEW_PRESENTATIONS,
    WAITED_IN_TIME,
    NEVER_STARTED,
    EFFECTIVE,
    EARLY_EXIT,
    HEROIN_STOPPED,
    COMPLETED_OF_TREATED,
    COMPLETED_OF_EXITS,
    REPRESENTED,
    COMPLETED_AND_STAYED,
    CONTINUITY,
    DIED_IN_TREATMENT,
)
CLASSES = (HOW_LEFT, *CHANGES, *HEALTH)
WHO = ("substance_group", "age_band", "sex", "ethnicity", "deprivation_fifth")
CAME_WITH = ("injecting", "accommodation", "employment", "parental_status", "treated_before")
COMING_IN = ("referral", "substance_group")

Say = Callable[[str], None]


@dataclass(frozen=True)
class NeedsPack:
    """Everything about one area. `estimates_given` tells a pack without a file from one whose file lacks the area."""

    store: Store
    area: Area
    period: Period
    observed: Observed
    similar: SimilarAreas
    figures: Mapping[str, Measured]
    parts: Mapping[str, Parted]
    needs: tuple[Need, ...]
    nation_needs: tuple[Need, ...]
    estimates_given: bool
    case_mix: Adjusted | None
    equity: tuple[Equity, ...]
    published: bool = False


def needs_pack(
    store: Store,
    area: str,
    period: str,
    estimates: Sequence[Estimate] | None = None,
    say: Say = lambda _: None,
) -> NeedsPack:
    """Work out the pack. `say` hears what is being done.

    Raises RefusalError for an area or a period that the store does not have.
    """
    with prepared(store, say=say) as connection:
        observed = observed_of(connection)
        periods = years_up_to(period, observed, YEARS)
        names = areas_of(connection, str(store.folder))
        name = area_meant(area, names)
        last = periods[-1]
        say("similar areas")
        set_periods(connection, [last])
        similar = similar_of(connection, name, names, last)
        one = Area(name, names, tuple(each.area for each in similar.nearest))
        say("progress")
        showing, classes = progress(connection, one, last)
        figures, parts = {showing.measure.name: showing}, {classes.name: classes}
        say("who walks in")
        mix = case_mix(strata(connection, COMPLETED_OF_TREATED, last.name), judged=[name])
        groups = tuple(
            equity(each.title, groups_of(connection, COMPLETED_OF_TREATED, last.name, each, area=name))
            for each in EQUITY
        )
        for back, measures in _by_set_back(last, observed):
            moved = set_back(periods, back)
            set_periods(connection, moved)
            for measure in measures:
                say(measure.title)
                if measure.shape is Shape.CLASSES:
                    parts[measure.name] = classed(connection, measure, one, moved, back)
                else:
                    figures[measure.name] = measured(connection, measure, one, moved, back)
        say("who is in treatment")
        set_periods(connection, periods)
        for measure, cuts in ((IN_TREATMENT, (*WHO, *CAME_WITH)), (NEW_PRESENTATIONS, COMING_IN)):
            for cut in cuts:
                told = parted(connection, measure, one, periods, dimension(cut))
                parts[told.name] = told
        here, nation = in_groups(connection, one, last)
        return NeedsPack(
            store=store,
            area=one,
            period=last,
            observed=observed,
            similar=similar,
            figures=figures,
            parts=parts,
            needs=needs_of(name, estimates or (), here),
            nation_needs=nation_of(estimates or (), nation),
            estimates_given=estimates is not None,
            case_mix=next(iter(mix.areas), None),
            equity=groups,
        )


def observed_of(connection: duckdb.DuckDBPyConnection) -> Observed:
    """From the first financial year of the store to the last day it observes."""
    sql = "SELECT (SELECT min(first_day) FROM financial_years), until FROM observed"
    [(first, until)] = connection.execute(sql).fetchall()
    return Observed(first, until)


def similar_of(connection: duckdb.DuckDBPyConnection, name: str, names: Sequence[str], period: Period) -> SimilarAreas:
    """The areas most like one of them, by who was in treatment in the one period that was set."""
    known = set(names)
    found = similar_areas([one for one in profiles(connection, period.name) if one.area in known])
    return found.get(name, SimilarAreas(name, (), 0, ()))


def _by_set_back(last: Period, observed: Observed) -> list[tuple[int, list[NationalMeasure]]]:
    """Measures with the months by which their periods are set back, those of one set-back together."""

    def back(measure: NationalMeasure) -> int:
        return set_back_by(follow_up_months(measure.name), last.last, observed.until)

    together = sorted((*SHARES, *CLASSES), key=back)
    return [(months, list(measures)) for months, measures in groupby(together, key=back)]


def in_groups(
    connection: duckdb.DuckDBPyConnection, area: Area, period: Period
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """People in treatment in the groups of estimates, in the area and in the nation, in one of the periods set."""
    cut = {name: f"coalesce({sql}, false)" for name, sql in GROUPS.items()}
    here: dict[str, int | None] = dict.fromkeys(GROUPS, 0)
    nation: dict[str, int | None] = dict.fromkeys(GROUPS, 0)
    local = Condition("area = $area", {"area": area.name})
    for scope, where, counts in ((Scope.LOCAL, local, here), (Scope.NATIONAL, Condition(), nation)):
        for cell in ask(connection, IN_TREATMENT, scope, cut, where):
            if cell.period != period.name:
                continue
            for name, value in zip(GROUPS, cell.cut, strict=True):
                counts[name] = (counts[name] or 0) + (cell.hits if value == "True" else 0)
    return here, nation


def place_names(area: Area) -> dict[Place, str]:
    """How each place is called; without similar areas there are only two."""
    names = {Place.HERE: area.name, Place.SIMILAR: "Similar areas", Place.NATION: "National"}
    return {place: name for place, name in names.items() if place is not Place.SIMILAR or area.similar}
