"""Studies of dying: of everybody who uses, of people who came to treatment, of people released from prison."""

from collections.abc import Mapping

import numpy as np

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.expectation import run
from ostara.planning.levers import plan
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.places import ALIVE, FREE, OST, TREATED
from ostara.planning.tally import Tally
from ostara.planning.validation.world import World, cohort, in_places, starters

_OVERDOSE, _OTHERWISE = 0, 1
# Pierce 2016: 151,983 people, 442,950 person-years, four years. Those there from the first day have four of them each,
# those who come evenly through the years two on average: 69,492 and 82,491 people.
_THERE_FIRST, _CAME_LATER, _PIERCE_YEARS = 69_492, 82_491, 4
# Marsden 2017: releases with and without substitution treatment.
_WITH, _WITHOUT = 8_645, 6_496


def white(world: World) -> Mapping[str, float]:
    """Opioid deaths over three years per 1,000 years of people who use, in treatment or not (White 2015).

    `averted`: fewer deaths a year than if those in treatment had died at the rate of those who were not.
    """
    compiled = world.compiled(3)
    tally = run(compiled)
    years = _person_years(compiled, tally)
    layout = compiled.layout
    using = [at for at in layout.tagged(ALIVE) if layout.places[at] != "abstinent"]
    treated = layout.tagged(TREATED)
    died = _deaths(compiled, tally, _OVERDOSE)
    out = [at for at in using if at not in treated]
    rate_in, rate_out = (died[each].sum() / years[each].sum() for each in (treated, out))
    return {
        "level": 1000 * died.sum() / years[using].sum(),
        "averted": float((rate_out - rate_in) * years[treated].sum() / 3),
    }


def pierce(world: World) -> Mapping[str, float]:
    """Drug poisoning of people who came to treatment, enrolled or not, whether they took anything or not (Pierce 2016).

    Prison and abstinence are time not enrolled, as they are in the national record.
    """
    base = world.year
    first = in_places(base, world.people, base.layout.tagged(TREATED))
    later = starters(base, world.people)
    sums = np.zeros((2, 2))  # enrolled, not; deaths, years
    for people, number, even in ((first, _THERE_FIRST, False), (later, _CAME_LATER, True)):
        sums += number * _enrolled(cohort(base, people / people.sum(), _PIERCE_YEARS * WEEKS_PER_YEAR), even=even)
    (died_in, years_in), (died_out, years_out) = sums
    return {
        "level": 1000 * (died_in + died_out) / (years_in + years_out),
        "out_in": (died_out / years_out) / (died_in / years_in),
    }


def _enrolled(compiled: Compiled, *, even: bool) -> Floats:
    """[enrolled or not, deaths or years] for each person; `even` for people who join evenly through the years."""
    tally = run(compiled)
    treated = np.isin(np.arange(len(compiled.layout.places)), compiled.layout.tagged(TREATED))
    years = _person_years_by_period(compiled, tally)
    died = tally.moves[:, :, _OVERDOSE]
    found = np.array([[each[:, where].sum(axis=1) for each in (died, years)] for where in (treated, ~treated)])
    if not even:
        return np.asarray(found.sum(axis=-1))
    # Somebody who joins at a time s is seen for what is left; the mean over s of the sum up to there.
    sofar = np.concatenate([np.zeros((2, 2, 1)), found.cumsum(axis=-1)], axis=-1)
    return np.asarray((sofar[..., 1:] + sofar[..., :-1]).mean(axis=-1) / 2)


def marsden_prison(world: World) -> Mapping[str, float]:
    """Deaths of any cause in the year after 15,141 releases, with and without treatment (Marsden 2017)."""
    base = world.year
    released = _released(base, world.people, "prison_ost", _WITH) + _released(base, world.people, "prison", _WITHOUT)
    tally = run(cohort(base, released, WEEKS_PER_YEAR))
    return {"deaths": float(tally.died.sum())}


def _released(compiled: Compiled, people: Floats, prison: str, number: int) -> Floats:
    """[B, G] `number` people as they come out of a kind of prison, where they go."""
    layout, place = compiled.layout, compiled.layout.place(prison)
    blocks = np.flatnonzero(layout.place_of_block == place)
    going = np.einsum("bg,bgd->dg", people[blocks], compiled.leave[0][layout.row_of[blocks]])
    found = np.zeros_like(people)
    for way in range(layout.ways[place]):
        to = layout.to[place, way]
        if FREE in layout.tags[to]:
            found[layout.first_block[to]] += going[way]
    return np.asarray(found * number / found.sum())


def hickman(world: World) -> Mapping[str, float]:
    """Drug poisoning by time on and off treatment against the rest of time on it (Hickman 2018)."""
    base = world.year
    tally = run(base)
    steps, died = tally.start[0], (tally.start[0][..., None] * base.leave[0][..., :1])[..., 0]
    layout = base.layout
    week, place = layout.first_week_of_row, layout.place_of_row
    on = np.isin(place, layout.tagged(OST, "methadone"))
    left = place == layout.place("left")
    off = left | (place == layout.place("untreated"))

    def rate(rows: np.ndarray) -> float:
        return float(died[rows].sum() / steps[rows].sum())

    later = rate(on & (week >= 4))
    return {
        "first_weeks_on": rate(on & (week < 4)) / later,
        "first_weeks_off": rate(left & (week < 4)) / later,
        "later_off": rate(off & ~(left & (week < 4))) / later,
    }


def identities_of_death(world: World) -> Mapping[str, float]:
    """Deaths of 2008/09 with and without treatment; with take-home naloxone; and the share that is poisoning."""
    found = white(world)
    now, kits = (run(world.compiled(3, each)) for each in (plan({}), plan({"naloxone": 0.3})))
    people = world.compiled(3)
    everybody = _deaths(people, now, _OVERDOSE).sum()
    return {
        "without_treatment": float((everybody / 3 + found["averted"]) / (everybody / 3)),
        "naloxone": float(100 * (1 - kits.died[:, 0].sum() / now.died[:, 0].sum())),
        "share_poisoning": float(100 * everybody / now.died.sum()),
    }


def _deaths(compiled: Compiled, tally: Tally, cause: int) -> Floats:
    """[P] deaths of people who were in a place."""
    alive = compiled.layout.alive
    return np.asarray(tally.moves[:, :, cause].sum(axis=0) * alive)


def _person_years_by_period(compiled: Compiled, tally: Tally) -> Floats:
    """[T, P]."""
    steps = (tally.start + tally.end).sum(axis=-1) / 2 / compiled.calendar.steps_per_year
    of_row = compiled.layout.place_of_row[:, None] == np.arange(len(compiled.layout.places))
    return np.asarray(steps @ of_row)


def _person_years(compiled: Compiled, tally: Tally) -> Floats:
    """[P]."""
    return np.asarray(_person_years_by_period(compiled, tally).sum(axis=0))
