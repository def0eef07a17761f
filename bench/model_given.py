"""The 12-state bench model, as arrays that every engine is given: one made-up month after another, no claim in it.

Shape: 12 places, 8 stretches of months in a place, 16 age bands, use on top and hepatitis C as flags. Chances are of a
month; a row's chances of moving sum to at most one. Events are counted up to three a month.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PLACES = (
    "untreated",
    "ost_first_month",
    "ost_low",
    "ost_optimal",
    "month_after_ost",
    "heroin_assisted",
    "rehab",
    "abstinent",
    "prison",
    "month_after_release",
    "dead_overdose",
    "dead_otherwise",
)
UNTREATED, FIRST, LOW, OPTIMAL, AFTER, HEROIN, REHAB, ABSTINENT, PRISON, RELEASED, OVERDOSE, OTHERWISE = range(12)
STRETCHES = (0, 1, 2, 3, 6, 12, 24, 48)  # the month in a place at which each begins
AGES, FLAGS = 16, 2  # bands of five years from 15; use on top (1) and hepatitis C (2)
CELLS = len(PLACES) * len(STRETCHES) * AGES * 2**FLAGS
MONTHS_A_YEAR, YEARS_A_BAND = 12, 5
ONE_MONTH = (FIRST, AFTER, RELEASED)
EXITS: dict[int, dict[int, float]] = {
    UNTREATED: {FIRST: 0.04, REHAB: 0.002, ABSTINENT: 0.004, PRISON: 0.012, HEROIN: 0.0005},
    FIRST: {LOW: 0.62, OPTIMAL: 0.28, AFTER: 0.09, PRISON: 0.01},
    LOW: {OPTIMAL: 0.04, AFTER: 0.05, PRISON: 0.008, HEROIN: 0.001},
    OPTIMAL: {LOW: 0.015, AFTER: 0.022, ABSTINENT: 0.004, PRISON: 0.005, REHAB: 0.001},
    AFTER: {UNTREATED: 0.78, FIRST: 0.12, ABSTINENT: 0.08, PRISON: 0.02},
    HEROIN: {OPTIMAL: 0.01, AFTER: 0.015, PRISON: 0.003},
    REHAB: {ABSTINENT: 0.2, UNTREATED: 0.12, FIRST: 0.03},
    ABSTINENT: {UNTREATED: 0.03, FIRST: 0.005, PRISON: 0.002},
    PRISON: {RELEASED: 0.15},
    RELEASED: {UNTREATED: 0.8, FIRST: 0.18, PRISON: 0.02},
}
BY_OVERDOSE = (0.0006, 0.0008, 0.0004, 0.0002, 0.003, 0.00015, 0.0003, 0.0003, 0.00005, 0.004)
OFFENCES = (0.5, 0.3, 0.25, 0.12, 0.5, 0.05, 0.05, 0.05, 0.0, 0.5, 0.0, 0.0)  # a month
COST = (60.0, 330.0, 250.0, 270.0, 90.0, 1300.0, 3100.0, 40.0, 3700.0, 120.0, 0.0, 0.0)  # pounds a month
QALY = (0.58, 0.66, 0.68, 0.74, 0.57, 0.75, 0.74, 0.83, 0.5, 0.56, 0.0, 0.0)  # a year
STARTED = (0.5, 0.0, 0.2, 0.2, 0.0, 0.0, 0.0, 0.05, 0.05, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Given:
    """The model and its people. Cells run over place, stretch, age band and flags, the last fastest."""

    to: Array  # uint32[12, 16]: destinations
    chance: Array  # float64[cells, 16]: of each in a month
    flip: Array  # float64[2, cells]: that a flag turns
    entering: Array  # uint32[12, 4]: flags after entering a place, by flags before
    older: Array  # float64[16]: to move up an age band, once a year
    count: Array  # float64[3, cells]: at least one, two, three offences
    cost: Array  # float64[cells]
    qaly: Array  # float64[cells]
    cell: Array  # uint32[people]: where each begins

    def keep(self, file: Path) -> None:
        """Writes it down for programs in other environments."""
        np.savez(file, stretches=np.array(STRETCHES), **vars(self))


def given(people: int, uptake: float = 1.0) -> Given:
    """The model with `uptake` times as many of the untreated who start OST in a month."""
    to, chance = _moves(uptake)
    place, _, _, flags = (axis.ravel() for axis in _axes())
    on_top, infected = flags & 1, flags >> 1
    alive = place < OVERDOSE
    flip = np.stack([np.where(on_top, 0.08, 0.06) * alive * ~np.isin(place, [ABSTINENT, REHAB, PRISON]),
                     np.where(infected, 0.002, np.where(on_top, 0.004, 0.0005)) * alive])
    rate = np.array(OFFENCES)[place] * np.where(on_top, 1.4, 0.7)
    none = np.exp(-rate)
    count = np.stack([1 - none, 1 - none * (1 + rate), 1 - none * (1 + rate + rate**2 / 2)])
    older = np.append(np.full(AGES - 1, 1 / YEARS_A_BAND), 0.0)
    clean = np.isin(np.arange(len(PLACES)), [ABSTINENT, REHAB])
    entering = np.where(clean[:, None], np.arange(4) & 2, np.arange(4)).astype(np.uint32)
    qaly = np.array(QALY)[place] / MONTHS_A_YEAR * np.where(infected, 0.95, 1.0) * np.where(on_top, 0.96, 1.0)
    cost = np.array(COST)[place] + 35.0 * (infected & alive)
    return Given(to, chance, flip, entering, older, count, cost, qaly, _people(people))


def _axes() -> tuple[Array, ...]:
    shape = (len(PLACES), len(STRETCHES), AGES, 2**FLAGS)
    return tuple(np.broadcast_to(axis, shape) for axis in np.ogrid[tuple(slice(size) for size in shape)])


def _moves(uptake: float) -> tuple[Array, Array]:
    _, stretch, age, flags = _axes()
    to = np.zeros((len(PLACES), 16), np.uint32)
    chance = np.zeros((len(PLACES), len(STRETCHES), AGES, 2**FLAGS, 16))
    for place, exits in EXITS.items():
        overdose = BY_OVERDOSE[place] * np.where(flags[place] & 1, 1.5, 0.8) * (1 + 0.04 * age[place])
        otherwise = 0.00012 * 1.3 ** age[place] * np.where(flags[place] >> 1, 1.3, 1.0)
        chance[place, ..., 0], chance[place, ..., 1] = overdose, otherwise
        to[place, :2] = OVERDOSE, OTHERWISE
        slower = 1.0 if place in ONE_MONTH else 1.4 - 0.8 * stretch[place] / (len(STRETCHES) - 1)
        left = 1 - overdose - otherwise
        for which, (destination, each) in enumerate(exits.items(), start=2):
            more = uptake if (place, destination) == (UNTREATED, FIRST) else 1.0
            chance[place, ..., which] = left * each * slower * more
            to[place, which] = destination
    return to, chance.reshape(CELLS, 16)


def _people(people: int) -> Array:
    """The same people each time: places, ages and flags dealt out in fixed shares."""
    draw = np.random.default_rng(12).random
    place = np.searchsorted(np.cumsum(STARTED), draw(people) * sum(STARTED), side="right")
    age = 1 + (draw(people) * 8).astype(np.int64)
    on_top = draw(people) < np.where(place == UNTREATED, 0.9, 0.4)
    infected = draw(people) < 0.35
    cell = ((place * len(STRETCHES)) * AGES + age) * 4 + on_top + 2 * infected
    return np.asarray(cell.astype(np.uint32))
