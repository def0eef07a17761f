"""From values to places on an axis, and the round values an axis is marked with."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Scale:
    """A straight scale from `low`…`high` (values) to `start`…`end` (places in the picture)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value. Values beyond the scale are drawn at its ends."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        along = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + along * (self.end - self.start)


def ticks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round values that cover low…high, roughly `about` of them, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    if not high > low:
        low, high = (low - 0.5, high + 0.5) if low else (0.0, 1.0)
    step = _round_step((high - low) / max(about - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(place * step, 10) for place in range(first, last + 1))


def share_ticks(highest: float, about: int = 5) -> tuple[float, ...]:
    """Round shares from 0 up to what covers `highest`. Never beyond 100%, and all of it once more than half is used."""
    if highest > 0.5:
        return ticks(0, 1, about)
    return tuple(mark for mark in ticks(0, max(highest, 0.04), about) if mark <= 1)


def whole_ticks(highest: int, about: int = 5) -> tuple[float, ...]:
    """Round whole numbers from 0: nobody counts half a person."""
    return tuple(mark for mark in ticks(0, max(highest, 1), about) if mark == int(mark))


def thinned(places: Sequence[float], widths: Sequence[float], gap: float = 8) -> tuple[int, ...]:
    """Which of the labels centred on these places fit beside each other. The first and the last stay where they can."""
    kept: list[int] = []
    for which in range(len(places)):
        if not kept or _apart(places, widths, kept[-1], which) >= gap:
            kept.append(which)
    final = len(places) - 1
    if kept and kept[-1] != final:
        while len(kept) > 1 and _apart(places, widths, kept[-1], final) < gap:
            kept.pop()
        if _apart(places, widths, kept[-1], final) >= gap:
            kept.append(final)
    return tuple(kept)


def evenly_thinned(places: Sequence[float], widths: Sequence[float], gap: float = 8) -> tuple[int, ...]:
    """The same for labels of equal steps: all of them, or every second, or every third …, so that they stay even."""
    for step in range(1, len(places)):
        kept = range(0, len(places), step)
        if all(_apart(places, widths, left, right) >= gap for left, right in pairwise(kept)):
            return tuple(kept)
    return (0,) if places else ()


def spread(wanted: Sequence[float], apart: float, lowest: float, highest: float) -> tuple[float, ...]:
    """Places as near as can be to those wanted, at least `apart` from each other, between lowest and highest."""
    order = sorted(range(len(wanted)), key=lambda which: wanted[which])
    placed = list(wanted)
    floor = lowest
    for which in order:
        floor = max(placed[which], floor)
        placed[which] = floor
        floor += apart
    ceiling = highest
    for which in reversed(order):
        ceiling = min(placed[which], ceiling)
        placed[which] = max(ceiling, lowest)
        ceiling -= apart
    return tuple(placed)


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches of values without a gap, each value with its number in the row."""
    found: list[list[tuple[int, float]]] = []
    for which, value in enumerate(values):
        if value is None or not math.isfinite(value):
            continue
        if found and found[-1][-1][0] == which - 1:
            found[-1].append((which, value))
        else:
            found.append([(which, value)])
    return found


def highest_of(values: Iterable[float | None], at_least: float = 0) -> float:
    """The largest value that is known, or `at_least`."""
    return max((value for value in values if value is not None and math.isfinite(value)), default=at_least)


def _apart(places: Sequence[float], widths: Sequence[float], left: int, right: int) -> float:
    return places[right] - places[left] - (widths[left] + widths[right]) / 2


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * (1 - 1e-9))
