"""One area, one plan, one draw of the numbers: compiled into the arrays that engines run."""

import numpy as np

from ostara.knowledge.refusal import RefusalError
from ostara.planning.areas import Area
from ostara.planning.compiled import Calendar, Compiled, Floats, Groups, Layout
from ostara.planning.compiling.arithmetic import CONSTANTS, Named, everywhere
from ostara.planning.compiling.checking import check
from ostara.planning.compiling.laying_out import layout
from ostara.planning.compiling.people import crude_start, entries
from ostara.planning.compiling.rows import flip_chances, leaving_chances, week_weights
from ostara.planning.levers import NOTHING, Plan
from ostara.planning.parameters import Values
from ostara.planning.specification import MODEL, Model
from ostara.planning.specification.clock import WEEKLY, WEEKS_PER_YEAR, Clock
from ostara.planning.specification.model import MOST_CELLS
from ostara.planning.specification.places import OST


def compile_area(
    area: Area,
    values: Values,
    plan: Plan = NOTHING,
    *,
    weeks: int,
    initial: Floats | None = None,
    model: Model = MODEL,
    clock: Clock = WEEKLY,
) -> Compiled:
    """The arrays of an area. `initial` [B, G] is who is there at the start; a crude guess if left out.

    Numbers that the plan sets stand in place of those of `values`. Raises RefusalError for a number of the wrong kind.
    """
    check(model)
    turns = plan.turns(weeks)
    settings, epoch_at = _epochs([plan.at(week) for week in turns])
    named: list[Named] = [{**values.of, **setting, **CONSTANTS} for setting in settings]
    _check_limits(model, named)
    groups = Groups(tuple(band.name for band in model.ages), model.sexes, tuple(flag.name for flag in model.flags))
    where = layout(model, clock, frozenset(int(each["limit_weeks"]) for each in named if each["limit_weeks"]))
    made = [_arrays(model, where, groups, each, clock) for each in named]
    calendar = _calendar(turns, epoch_at, weeks, area.start_year, clock)
    compiled = Compiled(
        layout=where,
        groups=groups,
        calendar=calendar,
        leave=np.stack([each[0] for each in made]),
        flip=np.stack([each[1] for each in made]),
        outcomes=made[0][2],
        weight=np.stack([each[3] for each in made]),
        entries=entries(area, model, groups, max(calendar.years, 1), clock, named[0]),
        entry_place=where.place("untreated"),
        initial=crude_start(area, model, where, groups, named[0]) if initial is None else initial,
        places_limit=np.array([[each[f"beds_{name}"] for name in where.bed_names] for each in named]),
        age_up=np.array([band.up for band in model.ages]),
        fixed_flags=sum(1 << at for at, flag in enumerate(model.flags) if flag.fixed),
        area=area.key,
        discount=named[0]["discount"],
        named=tuple(named),
        origin={"numbers": values.hash, "draw": str(values.draw), "seed": str(values.seed)},
    )
    if clock == WEEKLY and compiled.cells > MOST_CELLS:
        raise ValueError(f"{compiled.cells:,} joint cells; {MOST_CELLS:,} is the most")
    return compiled


def _check_limits(model: Model, named: list[Named]) -> None:
    told_apart = min((place.longest for place in model.places if OST in place.tags), default=0)
    for each in named:
        if each["limit_weeks"] > told_apart:
            raise RefusalError(
                "levers.time_limit.weeks", f"is more than the {told_apart} weeks that are told apart here"
            )


def _arrays(
    model: Model, where: Layout, groups: Groups, named: Named, clock: Clock
) -> tuple[Floats, Floats, tuple[str, ...], Floats]:
    places = everywhere(model, where, groups, clock.steps_per_week)
    flips = flip_chances(model, where, groups, places, named, clock)
    outcomes, weights = week_weights(model, where, groups, places, named, clock, flips)
    return leaving_chances(model, where, places, named, clock), flips, outcomes, weights


def _epochs(settings: list[dict[str, float]]) -> tuple[list[dict[str, float]], list[int]]:
    """Settings that differ, and which of them holds after each turn."""
    found: list[dict[str, float]] = []
    for each in settings:
        if each not in found:
            found.append(each)
    return found, [found.index(each) for each in settings]


def _calendar(turns: list[int], epoch_at: list[int], weeks: int, first_year: int, clock: Clock) -> Calendar:
    steps = np.arange(clock.steps(weeks))
    week = steps // clock.steps_per_week
    epoch_of = np.array(epoch_at)[np.searchsorted(turns, week, side="right") - 1]
    year_of = week // WEEKS_PER_YEAR
    fresh = (np.diff(year_of, prepend=-1) != 0) | (np.diff(epoch_of, prepend=-1) != 0)
    starts = np.flatnonzero(fresh)
    return Calendar(
        steps=len(steps),
        steps_per_year=clock.steps_per_year,
        epoch_of=epoch_of.astype(np.int32),
        year_of=year_of.astype(np.int32),
        period_of=(np.cumsum(fresh) - 1).astype(np.int32),
        period_year=year_of[starts].astype(np.int32),
        period_epoch=epoch_of[starts].astype(np.int32),
        first_year=first_year,
    )
