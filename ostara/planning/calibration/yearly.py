"""What a year's national figures would say of the model: who was treated at all in a year, who completed, who died."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ostara.planning.compiled import Calendar, Compiled, Floats
from ostara.planning.expectation import run_on
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.places import DEAD, TREATED
from ostara.planning.tally import Tally

# Each figure, with what it is counted in. A caseload counts everybody seen in the year once.
MEASURES: Mapping[str, str] = {
    "use": "people",
    "caseload": "people",
    "reached": "percent",
    "over_40": "people",
    "under_30": "people",
    "treated_at_once": "people",
    "starts": "starts",
    "left": "exits",
    "completions": "people",
    "completion": "percent",
    "represented": "percent",
    "died_in_treatment": "percent",
    "poisoning": "per 1,000 people a year",
}
_OVER_40, _UNDER_30 = slice(4, None), slice(0, 2)


def yearly(base: Compiled, first: int = 0) -> dict[str, float]:
    """Every figure of every year of a run, under `caseload.2015` and so on (2015 is 2015/16), from year `first` on."""
    people = base.initial
    told: dict[str, float] = {}
    returned = _back_in_half_a_year(base)
    for year in range(base.calendar.years):
        this = one_year(base, year, people)
        tally, later = run_on(this)
        if year >= first:
            found = _figures(this, tally, people, returned)
            told |= {f"{name}.{this.calendar.first_year}": value for name, value in found.items()}
        people = _older(this, later)
    return told


def one_year(base: Compiled, year: int, people: Floats) -> Compiled:
    """One year of a longer calendar, with who is there when it begins. Plans change at turns of the year only."""
    steps, none = np.zeros(WEEKS_PER_YEAR, dtype=np.int32), np.zeros(1, dtype=np.int32)
    epoch = base.calendar.epoch_of[year * WEEKS_PER_YEAR]
    calendar = Calendar(
        steps=WEEKS_PER_YEAR,
        steps_per_year=WEEKS_PER_YEAR,
        epoch_of=steps,
        year_of=steps,
        period_of=steps,
        period_year=none,
        period_epoch=none,
        first_year=base.calendar.first_year + year,
    )
    only = slice(epoch, epoch + 1)
    return replace(
        base,
        calendar=calendar,
        initial=people,
        leave=base.leave[only],
        flip=base.flip[only],
        weight=base.weight[only],
        places_limit=base.places_limit[only],
        entries=base.entries[year : year + 1],
        named=base.named[epoch : epoch + 1],
    )


def _figures(this: Compiled, tally: Tally, people: Floats, returned: float) -> dict[str, float]:
    layout = this.layout
    treated, abstinent = layout.tagged(TREATED), layout.place("abstinent")
    seen = in_places(this, people, treated).sum(axis=0) + _first_starts(this, people, treated)
    ages = this.groups.cube(seen).sum(axis=(-1, -2))
    caseload = float(ages.sum())
    completions = _moves(this, tally, treated, [abstinent])
    using = [place for place in np.flatnonzero(layout.alive).tolist() if place != abstinent]
    use = float(in_places(this, people, using).sum())
    return {
        "use": use,
        "caseload": caseload,
        "reached": 100 * caseload / use,
        "over_40": float(ages[_OVER_40].sum()),
        "under_30": float(ages[_UNDER_30].sum()),
        "treated_at_once": float(in_places(this, people, treated).sum()),
        "starts": _moves(this, tally, [layout.place("waiting")], treated),
        "left": _moves(this, tally, treated, [layout.place("left"), abstinent]),
        "completions": completions,
        "completion": 100 * completions * (1 - returned) / caseload,
        "represented": 100 * returned,
        "died_in_treatment": 100 * _moves(this, tally, treated, layout.tagged(DEAD)) / caseload,
        "poisoning": 1000 * float(tally.died[:, 0].sum()) / use,
    }


def _moves(this: Compiled, tally: Tally, origin: list[int], goal: list[int]) -> float:
    return float((tally.moves.sum(axis=0)[origin] * np.isin(this.layout.to[origin], goal)).sum())


def _first_starts(this: Compiled, people: Floats, treated: list[int]) -> Floats:
    """[G] people not in treatment at the start of the year who come to it during the year, each once.

    Treatment is where they end: whoever is there at the end came in the year.
    """
    outside = people - in_places(this, people, treated)
    _, later = run_on(replace(stopped(this, treated), initial=outside))
    return np.asarray(in_places(this, later, treated).sum(axis=0))


def _back_in_half_a_year(base: Compiled) -> float:
    """The share of those who complete who are back in treatment within six months."""
    layout = base.layout
    treated, abstinent = layout.tagged(TREATED), layout.place("abstinent")
    done = np.zeros_like(base.initial)
    for place in treated:
        blocks = np.flatnonzero(layout.place_of_block == place)
        for way in np.flatnonzero(layout.to[place] == abstinent):
            leaving = base.leave[0][layout.row_of[blocks], :, way]
            done[layout.first_block[abstinent]] += (base.initial[blocks] * leaving).sum(axis=0)
    if not done.any():
        return 0.0
    _, later = run_on(cohort(stopped(base, treated), done, WEEKS_PER_YEAR // 2))
    return float(in_places(base, later, treated).sum() / done.sum())


def _older(this: Compiled, people: Floats) -> Floats:
    """The turn of the year: a part of each age band in the next."""
    cube = this.groups.cube(people).copy()
    up = cube * this.age_up[None, :, None, None]
    cube -= up
    cube[:, 1:] += up[:, :-1]
    return np.asarray(cube.reshape(people.shape))


def cohort(compiled: Compiled, initial: Floats, weeks: int) -> Compiled:
    """The same places and chances (of the first epoch) for other people, [B, G], whom nobody joins."""
    year = (np.arange(weeks) // WEEKS_PER_YEAR).astype(np.int32)
    years = int(year[-1]) + 1
    calendar = Calendar(
        steps=weeks,
        steps_per_year=WEEKS_PER_YEAR,
        epoch_of=np.zeros(weeks, dtype=np.int32),
        year_of=year,
        period_of=year,
        period_year=np.arange(years, dtype=np.int32),
        period_epoch=np.zeros(years, dtype=np.int32),
        first_year=compiled.calendar.first_year,
    )
    return replace(compiled, initial=initial, entries=np.zeros((years, compiled.groups.count)), calendar=calendar)


def stopped(compiled: Compiled, places: list[int], *, from_week: int = 0) -> Compiled:
    """The same where nobody leaves some places any more, from a week of their clock on: they are where people end."""
    layout = compiled.layout
    rows = np.isin(layout.place_of_row, places) & (layout.first_week_of_row >= from_week)
    leave = compiled.leave.copy()
    leave[:, rows] = 0.0
    return replace(compiled, leave=leave)


def in_places(compiled: Compiled, people: Floats, places: list[int]) -> Floats:
    """[B, G] only those in some places."""
    return people * np.isin(compiled.layout.place_of_block, places)[:, None]
