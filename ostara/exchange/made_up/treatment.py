"""The lives of a block of people with the service, one day after another.

Everything that depends on what happened before lives in the steps of a day (`fates`, `courses`): leaving and coming
back, missed days and restarts, the dose in force. Everything else is drawn afterwards from what this leaves behind.
"""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.calendar import LEAD, Calendar
from ostara.exchange.made_up.courses import begin, change_dose, miss
from ostara.exchange.made_up.draws import Daily
from ostara.exchange.made_up.fates import fate
from ostara.exchange.made_up.people import Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.state import TREATED, State, Stays

# The draws that the steps of a day use; the others wait for the grids.
STEPS = (Daily.FATE, Daily.MISS, Daily.LENGTH, Daily.CHOICE, Daily.PLAN)


@dataclass(frozen=True)
class Days:
    """What the days left behind. Grids are (people, places); spell arrays are (people, number of the spell)."""

    state: Array
    spell: Array  # number of the person's spell in treatment, from 1; 0 outside
    dose: Array  # milligrams ordered; 0 without OST
    taken: Array  # whether there was medicine, or help, that day
    restart: Array  # whether a restart was ordered that day
    led: Array  # whether a lower dose was the person's own plan: 1 yes, 0 no, -1 nobody said
    starts: Array
    ends: Array  # the first place after the spell; -1 while it goes on
    reasons: Array
    continued: Array  # whether the spell took over a dose from prison
    stays: list[Stays]
    death: Array  # place of death; -1 for the living
    cause: Array


def live(one: Traits, daily: Array, planted: Planted, calendar: Calendar, supervised: Array) -> Days:
    """The days of a block of people. `daily` is (what, people, places)."""
    now = State(one, planted, supervised)
    shape = (calendar.places, one.person.size)
    state, spell, led = np.zeros((3, *shape), np.int8)
    dose = np.zeros(shape, np.int16)
    taken, restart = np.zeros((2, *shape), bool)
    by_day = {what: np.ascontiguousarray(daily[what].T) for what in STEPS}
    for day in range(LEAD, calendar.places):
        _a_day(now, day, {what: numbers[day] for what, numbers in by_day.items()}, calendar)
        treated = now.state == TREATED
        state[day] = now.state
        spell[day] = np.where(treated, now.spell, 0)
        dose[day] = np.where(treated, now.dose, 0)
        taken[day] = now.here & (now.run == 0)
        restart[day] = now.restarted & treated
        led[day] = now.led
    return Days(
        state=_by_person(state),
        spell=_by_person(spell),
        dose=_by_person(dose),
        taken=_by_person(taken),
        restart=_by_person(restart),
        led=_by_person(led),
        starts=now.starts,
        ends=now.ends,
        reasons=now.reasons,
        continued=now.continued,
        stays=now.stays,
        death=now.death,
        cause=now.cause,
    )


def _a_day(now: State, day: int, chance: dict[Daily, Array], calendar: Calendar) -> None:
    fate(now, day, chance)
    weekday = calendar.weekday[day] < 5
    if weekday:
        begin(now, day, chance)
    miss(now, day, chance)
    if weekday:
        change_dose(now, day, chance)


def _by_person(grid: Array) -> Array:
    return np.ascontiguousarray(grid.T)
