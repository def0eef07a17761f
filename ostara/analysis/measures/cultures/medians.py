"""A median and where it plausibly lies, without a word about the shape of what it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from ostara.analysis.measures.interval import confidence_level


@dataclass(frozen=True)
class Median:
    """The middle of some values; no interval where they are too few for one. All none: there are no values."""

    of: int
    value: float | None
    low: float | None = None
    high: float | None = None


def median_of(values: Sequence[float], level: float | None = None) -> Median:
    """Returns a median with the interval between two of the values (the sign test turned round; Conover 1999)."""
    ordered = sorted(values)
    size = len(ordered)
    if not size:
        return Median(0, None)
    value = (ordered[(size - 1) // 2] + ordered[size // 2]) / 2
    place = _place(size, confidence_level() if level is None else level)
    return Median(size, value, ordered[place - 1], ordered[size - place]) if place else Median(size, value)


def _place(size: int, level: float) -> int:
    """The largest place from either end such that the median lies beyond it no more often than the level allows."""
    beyond, place = 0, 0
    most = (1 - level) / 2 * 2**size
    while (beyond := beyond + comb(size, place)) <= most:
        place += 1
    return place
