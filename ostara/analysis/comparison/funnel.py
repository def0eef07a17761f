"""Which areas differ from all together by more than chance allows for their size, and how many would by chance.

Limits are exact. Where areas differ among themselves by more than chance, for reasons nobody has measured, limits may
be widened by that much (Spiegelhalter 2005, multiplicative, winsorised); this is always said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from ostara.analysis.comparison.chance import Chance, binomial, poisson
from ostara.analysis.comparison.wording import about
from ostara.drawing.funnel import Limits, Place
from ostara.drawing.words import listed, number, percent, plural
from ostara.knowledge.parameters import parameter

STEPS = 40  # of a limit along the axis, beside each area's own size


@dataclass(frozen=True)
class AreaCount:
    """An area: `count` of `of` people, or `count` events where `of` were expected."""

    name: str
    count: int
    of: float


@dataclass(frozen=True)
class Placed:
    """An area with its value, the limits at its size, and where it lies. `value` is None where it has nobody."""

    name: str
    count: int
    of: float
    value: float | None
    inner: tuple[float, float] | None
    outer: tuple[float, float] | None
    place: Place


@dataclass(frozen=True)
class Funnel:
    """Areas around a centre. `dispersion` is 1 where they differ as much as chance makes them.

    `by_chance` says how many areas would lie outside the inner and the outer limits if none differed.
    """

    areas: tuple[Placed, ...]
    centre: float | None
    inner: Limits
    outer: Limits
    dispersion: float | None
    widened_by: float
    by_chance: tuple[float, float]
    ratio: bool = False

    def outside(self, place: Place) -> tuple[Placed, ...]:
        """Areas at this place."""
        return tuple(one for one in self.areas if one.place is place)

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        known = [one for one in self.areas if one.value is not None]
        far = self.outside(Place.BEYOND_998)
        beyond = len(far) + len(self.outside(Place.BEYOND_95))
        said = [
            f"Of {plural(len(known), 'area', 'areas')}, {_how_many(beyond)} {'lies' if beyond == 1 else 'lie'} outside "
            f"the 95% limits and {_how_many(len(far))} outside the 99.8% limits. "
            f"By chance alone it would be about {about(self.by_chance[0])} and {about(self.by_chance[1])}."
        ]
        if far:
            said.append(f"Outside the 99.8% limits: {listed([f'{one.name} ({self._value(one)})' for one in far])}.")
        if self.widened_by > 1:
            said.append(
                f"Areas differ from each other by more than chance brings (dispersion {number(self.dispersion, 1)}); "
                f"limits are {number(self.widened_by, 1)} times as wide as chance alone would make them. "
                "The method of widening is Spiegelhalter's (2005), of which only public code was read (unverified)."
            )
        elif self.dispersion is not None and self.dispersion > _dispersed_from(len(known)):
            said.append(
                f"Areas differ from each other by more than chance brings (dispersion {number(self.dispersion, 1)}); "
                "limits were not widened for it, so more areas lie outside."
            )
        return tuple(said)

    def _value(self, one: Placed) -> str:
        return f"{number(one.value, 2)} times the expected" if self.ratio else percent(one.value)


def funnel_of_shares(areas: Sequence[AreaCount], *, centre: float | None = None, widen: bool = False) -> Funnel:
    """Shares of people around the share of all areas together, or around another `centre`."""
    of = sum(one.of for one in areas)
    if centre is None and of:
        centre = sum(one.count for one in areas) / of
    return _funnel(areas, centre, widen=widen, ratio=False)


def funnel_of_ratios(areas: Sequence[AreaCount], *, widen: bool = False) -> Funnel:
    """Events against those expected, around 1."""
    return _funnel(areas, 1.0, widen=widen, ratio=True)


def share_limits(centre: float, of: float, level: float, widened_by: float = 1.0) -> tuple[float, float]:
    """Exact limits of a share for so many people, kept within 0 and 1."""
    low, high = _limits(binomial(round(of), centre), centre, of, level, widened_by)
    return low, min(1.0, high)


def ratio_limits(expected: float, level: float, widened_by: float = 1.0) -> tuple[float, float]:
    """Exact limits of observed against expected."""
    return _limits(poisson(expected), 1.0, expected, level, widened_by)


def limits_along(
    limits: Callable[[float], tuple[float, float]], sizes: Sequence[float], *, whole: bool = True
) -> Limits:
    """Limits along the whole axis, each area's own size among them."""
    if not sizes:
        return Limits((), (), ())
    least = 1.0 if whole else min(sizes) / 2
    steps = (max(least, max(sizes) * step / STEPS) for step in range(1, STEPS + 1))
    grid = sorted({*sizes, *(float(round(one)) if whole else one for one in steps)})
    found = [limits(of) for of in grid]
    return Limits(tuple(grid), tuple(low for low, _ in found), tuple(high for _, high in found))


def level(which: str) -> float:
    """The level of the `inner` or the `outer` limits."""
    return float(parameter(f"measures.funnel_{which}_level").value)


def placed_by(value: float, inner: tuple[float, float], outer: tuple[float, float]) -> Place:
    """Where a value lies; on a limit is not outside it."""
    if not outer[0] <= value <= outer[1]:
        return Place.BEYOND_998
    return Place.WITHIN if inner[0] <= value <= inner[1] else Place.BEYOND_95


def _how_many(areas: int) -> str:
    return number(areas) if areas else "none"


def _limits(chance: Chance, centre: float, of: float, level: float, widened_by: float) -> tuple[float, float]:
    low, high = (limit / of for limit in chance.limits(level))
    return max(0.0, centre - (centre - low) * widened_by), centre + (high - centre) * widened_by


def _funnel(areas: Sequence[AreaCount], centre: float | None, *, widen: bool, ratio: bool) -> Funnel:
    known = [one for one in areas if one.of > 0]
    dispersion = None if centre is None else dispersion_of(known, centre, ratio=ratio)
    widened_by = 1.0
    if widen and dispersion is not None and dispersion > _dispersed_from(len(known)):
        widened_by = sqrt(dispersion)

    sizes = [] if centre is None else sorted({float(one.of) for one in known})
    inner = _curve(sizes, centre, level("inner"), widened_by, ratio=ratio)
    outer = _curve(sizes, centre, level("outer"), widened_by, ratio=ratio)
    placed = tuple(_placed(one, inner, outer) for one in areas)
    by_chance = _by_chance(placed, centre, widened_by, ratio=ratio)
    return Funnel(placed, centre, inner, outer, dispersion, widened_by, by_chance, ratio)


def _curve(sizes: Sequence[float], centre: float | None, level: float, widened_by: float, *, ratio: bool) -> Limits:
    if ratio:
        return limits_along(lambda of: ratio_limits(of, level, widened_by), sizes, whole=False)
    return limits_along(lambda of: share_limits(centre or 0.0, of, level, widened_by), sizes)


def _placed(one: AreaCount, inner: Limits, outer: Limits) -> Placed:
    near, far = inner.at(one.of), outer.at(one.of)
    if one.of <= 0 or near is None or far is None:
        return Placed(one.name, one.count, one.of, None, None, None, Place.UNKNOWN)
    value = one.count / one.of
    return Placed(one.name, one.count, one.of, value, near, far, placed_by(value, near, far))


def dispersion_of(areas: Sequence[AreaCount], centre: float, *, ratio: bool) -> float | None:
    """How much areas differ against what chance brings: 1 for as much. The outermost count as the less far ones."""
    if len(areas) < 2 or centre <= 0 or (not ratio and centre >= 1):
        return None
    spread = 1.0 if ratio else centre * (1 - centre)
    scores = np.array([(one.count / one.of - centre) / sqrt(spread / one.of) for one in areas])
    share = float(parameter("comparison.winsorised_share").value)
    low, high = np.quantile(scores, (share, 1 - share))
    return float(np.mean(np.clip(scores, low, high) ** 2))


def _dispersed_from(areas: int) -> float:
    """The dispersion from which it is more than chance would bring."""
    beyond = float(parameter("comparison.dispersed_beyond_deviations").value)
    return 1 + beyond * sqrt(2 / areas) if areas else 1.0


def _by_chance(areas: Sequence[Placed], centre: float | None, widened_by: float, *, ratio: bool) -> tuple[float, float]:
    """How many would lie outside if none differed; of widened limits only the nominal number is known."""
    known = [(one.of, one.inner, one.outer) for one in areas if one.inner and one.outer]
    if widened_by > 1 or centre is None:
        return len(known) * (1 - level("inner")), len(known) * (1 - level("outer"))
    near = far = 0.0
    for of, inner, outer in known:
        chance = poisson(of) if ratio else binomial(round(of), centre)
        near += chance.outside(inner[0] * of, inner[1] * of)
        far += chance.outside(outer[0] * of, outer[1] * of)
    return near, far
