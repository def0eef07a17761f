"""How a count falls by chance: exact distributions of binomial, Poisson and mixed groups, without a library for it.

Probabilities follow from one count to the next by their ratio, so that no factorial is needed. A count so far out that
its chance is beyond what a computer can tell from none is left away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SPREADS = 12  # standard deviations kept on either side of the likeliest count
_AT_LEAST = 60  # counts kept on either side, whatever the spread
_NEGLIGIBLE = 1e-40  # against the likeliest count


@dataclass(frozen=True)
class Chance:
    """The probability of each count from `first` on."""

    first: int
    probabilities: Array

    @cached_property
    def _up_to(self) -> Array:
        return np.cumsum(self.probabilities)

    @cached_property
    def _from(self) -> Array:
        return np.cumsum(self.probabilities[::-1])[::-1]

    @property
    def mean(self) -> float:
        """The count to expect."""
        return float(self.probabilities @ self._counts())

    def at_most(self, count: int) -> float:
        """The probability of this count or fewer."""
        which = count - self.first
        return 0.0 if which < 0 else float(self._up_to[min(which, len(self.probabilities) - 1)])

    def at_least(self, count: int) -> float:
        """The probability of this count or more."""
        which = count - self.first
        return 0.0 if which >= len(self.probabilities) else float(self._from[max(which, 0)])

    def limits(self, level: float) -> tuple[float, float]:
        """Counts between which this share of all falls. Exact, and smooth in the size of a group.

        Interpolated between whole counts after Spiegelhalter 2005, on both sides so that a count beyond a limit has no
        more than half of what is left over. Where even the lowest count is likelier, the limit lies below it.
        """
        tail = (1 - level) / 2
        low = int(np.searchsorted(self._up_to, tail, side="right"))
        high = len(self._from) - 1 - int(np.searchsorted(self._from[::-1], tail, side="right"))
        into_low = (float(self._up_to[low]) - tail) / float(self.probabilities[low])
        into_high = (float(self._from[high]) - tail) / float(self.probabilities[high])
        return self.first + low - into_low, self.first + high + into_high

    def outside(self, low: float, high: float) -> float:
        """The probability of a count below `low` or above `high`."""
        counts = self._counts()
        return float(self.probabilities[(counts < low) | (counts > high)].sum())

    def between(self, low: float, high: float) -> float:
        """The probability of a count strictly between two numbers."""
        counts = self._counts()
        return float(self.probabilities[(counts > low) & (counts < high)].sum())

    def tilted(self, log_odds: float) -> "Chance":
        """The same count where everybody's log odds are higher by this much."""
        logs = log_odds * np.arange(len(self.probabilities), dtype=np.float64)
        with np.errstate(divide="ignore"):
            logs += np.log(self.probabilities)
        weights = np.exp(logs - logs.max())
        return Chance(self.first, weights / weights.sum())

    def _counts(self) -> Array:
        return np.arange(self.first, self.first + len(self.probabilities), dtype=np.float64)


def binomial(of: int, share: float) -> Chance:
    """How many of so many people, each with the same share."""
    if of == 0 or share <= 0:
        return Chance(0, np.ones(1))
    if share >= 1:
        return Chance(of, np.ones(1))
    likeliest = int((of + 1) * share)
    reach = _reach(of * share * (1 - share))
    low, high = max(0, likeliest - reach), min(of, likeliest + reach)
    counts = np.arange(low, high, dtype=np.float64)
    return _from_ratios(low, (of - counts) / (counts + 1) * (share / (1 - share)))


def poisson(mean: float) -> Chance:
    """How many events where so many are expected."""
    if mean <= 0:
        return Chance(0, np.ones(1))
    reach = _reach(mean)
    low = max(0, int(mean) - reach)
    counts = np.arange(low, int(mean) + reach, dtype=np.float64)
    return _from_ratios(low, mean / (counts + 1))


def mixed(groups: Iterable[tuple[int, float]]) -> Chance:
    """How many of all people together, where groups of so many people have shares of their own."""
    together = Chance(0, np.ones(1))
    for of, share in groups:
        one = binomial(of, share)
        together = _trimmed(
            together.first + one.first, np.asarray(np.convolve(together.probabilities, one.probabilities))
        )
    return together


def _reach(variance: float) -> int:
    return _SPREADS * (isqrt(int(variance)) + 1) + _AT_LEAST


def _from_ratios(first: int, ratios: Array) -> Chance:
    """The distribution whose next probability is this ratio of the one before."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(ratios))))
    weights = np.exp(logs - logs.max())
    return Chance(first, weights / weights.sum())


def _trimmed(first: int, probabilities: Array) -> Chance:
    kept = np.flatnonzero(probabilities > _NEGLIGIBLE * probabilities.max())
    return Chance(first + int(kept[0]), probabilities[kept[0] : kept[-1] + 1])
