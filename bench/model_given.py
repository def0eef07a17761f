"""The 12-state bench model, as arrays that every engine is given: made up, one month after another, no claim in it.

12 places, 8 stretches of months in a place, 16 age bands, use on top and hepatitis C as flags; offences are drawn, up
to three a month; a month costs and is worth something. Cells run over place, stretch, age and flags, the last fastest.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PLACES = (
    "untreated",
    "first_month_of_ost",
    "ost_low_dose",
    "ost_optimal_dose",
    "month_after_ost",
    "heroin_assisted",
    "rehab",
    "abstinent",
    "prison",
    "month_after_release",
    "dead_by_overdose",
    "dead_otherwise",
)
UNTREATED, FIRST, LOW, OPTIMAL, AFTER, HEROIN, REHAB, ABSTINENT, PRISON, RELEASED, OVERDOSE, OTHERWISE = range(12)
STRETCHES = (0, 1, 2, 3, 6, 12, 24, 48)  # the month in a place at which each begins
AGES, FLAGS = 16, 2  # bands of five years from 15; use on top is 1, hepatitis C is 2
SHAPE = (len(PLACES), len(STRETCHES), AGES, 2**FLAGS)
WAYS = 16
YEARS_A_BAND, MONTHS_A_YEAR = 5, 12
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
    """The model."""

    stretches: Array  # int64[8]: the month at which each begins
    to: Array  # int64[12, 16]: where each way leads
    chance: Array  # float64[cells, 16]: of each way in a month; what is left of one stays
    flip: Array  # float64[2, cells]: that a flag turns
    older: Array  # float64[16]: to move up an age band, once a year
    count: Array  # float64[3, cells]: at least one, two, three offences
    cost: Array  # float64[cells]
    qaly: Array  # float64[cells]

    def keep(self, file: Path, cell: Array) -> None:
        """Writes it down, with the cell in which each person begins, for programs in other environments."""
        np.savez(file, **vars(self), cell=cell)


def given(uptake: float = 1.0) -> Given:
    """The model, with `uptake` times as many of the untreated who start treatment in a month."""
    to, chance = _moves(uptake)
    place, _, _, flags = (axis.ravel() for axis in _axes())
    on_top, infected = flags & 1, flags >> 1
    alive = place < OVERDOSE
    clean = np.isin(place, [ABSTINENT, REHAB])
    use = np.where(on_top, np.where(clean, 0.9, 0.08), np.where(clean | (place == PRISON), 0.0, 0.06))
    rate = np.array(OFFENCES)[place] * np.where(on_top, 1.4, 0.7)
    none = np.exp(-rate)
    qaly = np.array(QALY)[place] / MONTHS_A_YEAR
    return Given(
        stretches=np.array(STRETCHES),
        to=to,
        chance=chance,
        flip=np.stack([use, np.where(infected, 0.002, np.where(on_top, 0.004, 0.0005))]) * alive,
        older=np.append(np.full(AGES - 1, 1 / YEARS_A_BAND), 0.0),
        count=np.stack([1 - none, 1 - none * (1 + rate), 1 - none * (1 + rate + rate**2 / 2)]),
        cost=np.array(COST)[place] + 35.0 * (infected & alive),
        qaly=qaly * np.where(infected, 0.95, 1.0) * np.where(on_top, 0.96, 1.0),
    )


def _axes() -> tuple[Array, ...]:
    return tuple(np.broadcast_to(axis, SHAPE) for axis in np.ogrid[tuple(slice(size) for size in SHAPE)])


def _moves(uptake: float) -> tuple[Array, Array]:
    """Deaths are the first two ways, as in the shipped model; in one-month places everybody leaves."""
    _, stretch, age, flags = _axes()
    to = np.zeros((len(PLACES), WAYS), np.int64)
    chance = np.zeros((*SHAPE, WAYS))
    for place, exits in EXITS.items():
        overdose = BY_OVERDOSE[place] * np.where(flags[place] & 1, 1.5, 0.8) * (1 + 0.04 * age[place])
        otherwise = 0.00012 * 1.3 ** age[place] * np.where(flags[place] >> 1, 1.3, 1.0)
        chance[place, ..., 0], chance[place, ..., 1] = overdose, otherwise
        to[place, :2] = OVERDOSE, OTHERWISE
        slower = 1.0 if place in ONE_MONTH else 1.4 - 0.8 * stretch[place] / (len(STRETCHES) - 1)
        for way, (destination, each) in enumerate(exits.items(), start=2):
            more = uptake if (place, destination) == (UNTREATED, FIRST) else 1.0
            chance[place, ..., way] = (1 - overdose - otherwise) * each * slower * more
            to[place, way] = destination
    return to, chance.reshape(-1, WAYS)


def started() -> Array:
    """float64[12, 16, 4]: shares of people by place, age and flags at the start, all in their first month there."""
    place = np.array(STARTED)
    age = np.where((np.arange(AGES) >= 1) & (np.arange(AGES) < 9), 1 / 8, 0.0)
    on_top = np.where(np.arange(len(PLACES)) == UNTREATED, 0.9, 0.4)
    flags = np.array([0.65, 0.35])[:, None] * np.stack([1 - on_top, on_top], axis=-1)[:, None, :]
    return np.asarray(place[:, None, None] * age[:, None] * flags.reshape(len(PLACES), 1, 4))
