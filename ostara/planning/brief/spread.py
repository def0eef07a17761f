"""A number with its interval over draws, and how often it is on the good side of nought."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Floats
from ostara.planning.parameters import estimates

LOW, MIDDLE, HIGH = 2.5, 50.0, 97.5
BEYOND_CHANCE = 3.0  # standard errors: with about 150 numbers, less would name some by chance
LEAST_DRAWS = 40  # fewer different ones say nothing about what drives an answer


@dataclass(frozen=True)
class Spread:
    """The middle of the draws and their 95 % interval; none of it where there is one draw alone."""

    middle: float
    low: float | None
    high: float | None

    def times(self, by: float) -> "Spread":
        """The same in another unit."""
        return Spread(self.middle * by, _by(self.low, by), _by(self.high, by))


def _by(value: float | None, by: float) -> float | None:
    return None if value is None else value * by


def spread(draws: Floats) -> Spread:
    """Of [draws]."""
    if len(draws) < 2:
        return Spread(float(draws[0]), None, None)
    low, middle, high = np.percentile(draws, (LOW, MIDDLE, HIGH))
    return Spread(float(middle), float(low), float(high))


def spreads(draws: Floats) -> tuple[Spread, ...]:
    """Of [draws, years], year by year."""
    return tuple(spread(draws[:, year]) for year in range(draws.shape[1]))


@dataclass(frozen=True)
class Driver:
    """A number of the model and the share of the spread of an answer that goes with it."""

    id: str
    share: float
    grows: bool  # whether a larger number makes the answer larger


def drivers(answer: Floats, drawn: Mapping[str, Floats]) -> tuple[Driver, ...] | None:
    """What an answer moves with over draws, the most first; None where draws are too few to tell, or nothing moves.

    Squared rank correlations of those numbers that chance alone would hardly give (beyond three standard errors),
    scaled to add up to one. Draws of a fit may come several times, which tells no more than once.
    """
    _, times = np.unique(answer, return_counts=True)
    worth = len(answer) ** 2 / (times**2).sum()
    if worth < LEAST_DRAWS or np.ptp(answer) == 0:
        return None
    ranks, chance = _ranks(answer), BEYOND_CHANCE**2 / worth
    found = []
    for id, values in drawn.items():
        if np.ptp(values) > 0:
            together = float(np.corrcoef(ranks, _ranks(values))[0, 1])
            if together**2 > chance:
                found.append((id, together**2, together > 0))
    total = sum(share for _, share, _ in found)
    return tuple(Driver(id, share / total, up) for id, share, up in sorted(found, key=lambda each: -each[1])) or None


def unverified_share(found: tuple[Driver, ...]) -> float:
    """Of what drives an answer, the share that is assumed or that nobody has read in a source."""
    return sum(each.share for each in found if estimates()[each.id].unverified)


def _ranks(of: Floats) -> Floats:
    return np.argsort(np.argsort(of)).astype(np.float64)
