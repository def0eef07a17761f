"""Does a figure of one area change over time by more than chance? Control limits and run rules for separate periods.

Periods must not share people's days: quarters or years one after the other. For rolling years see `rolling`. The rules
are two of those of Western Electric (1956): a point beyond the limits, and a run on one side of the centre. A period
that is not known ends a run; a point on the centre neither ends nor lengthens it.

Of 200 people a quarter over six years about 40%, 7 in 100 series that never changed set off an alarm (12 in 100 if the
centre is known), a step in the middle to 50% does in 97, one to 45% in 47 (87 if the centre is known). For other sizes
`chance_in_series` works it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ostara.analysis.comparison.chance import Chance, binomial, poisson
from ostara.analysis.comparison.false_alarms import Steps, chance_of_alarm
from ostara.analysis.comparison.wording import one_in
from ostara.analysis.measures.interval import level_of
from ostara.drawing.words import listed, number, percent
from ostara.knowledge.parameters import parameter


class Kind(Enum):
    """What is counted in a period."""

    SHARE = "share"  # so many of so many people (a p-chart)
    RATE = "rate"  # so many events over so much time or so many people (a u-chart)


class Alarm(Enum):
    """Why a point is not taken for chance."""

    BEYOND = "beyond the control limits"
    RUN = "one of a run on one side of the centre"


@dataclass(frozen=True)
class PeriodCount:
    """A period: `count` of `of`. None where it is not known, or withheld."""

    name: str
    count: int | None
    of: float | None


@dataclass(frozen=True)
class ControlPoint:
    """A period with its value and limits; None where it is not known."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True)
class ControlSeries:
    """Periods about their centre. `by_chance` is how likely any alarm is in such a series if nothing changed."""

    points: tuple[ControlPoint, ...]
    centre: float | None
    by_chance: float
    kind: Kind = Kind.SHARE

    @property
    def alarms(self) -> tuple[ControlPoint, ...]:
        """Points with an alarm."""
        return tuple(point for point in self.points if point.alarms)

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        known = [point for point in self.points if point.value is not None]
        if self.centre is None or len(known) < 2:
            return ("There are too few periods to tell change from chance.",)
        chance = f"If nothing changed, {one_in(self.by_chance)} such series would set off an alarm all the same."
        if not self.alarms:
            return (f"No change beyond chance in {number(len(known))} periods. {chance}",)
        said = []
        beyond = [f"{point.name} ({self._value(point)})" for point in self.points if Alarm.BEYOND in point.alarms]
        if beyond:
            said.append(f"Beyond the control limits: {listed(beyond)}; usual is {self._said(self.centre)}.")
        run = [point.name for point in self.points if Alarm.RUN in point.alarms]
        if run:
            length = parameter("comparison.control_run").whole
            said.append(f"{number(length)} or more in a row on one side of the usual: told in {listed(run)}.")
        return (*said, chance)

    def _value(self, point: ControlPoint) -> str:
        return self._said(point.value)

    def _said(self, value: float | None) -> str:
        return percent(value) if self.kind is Kind.SHARE else number(value, 2)


def control_series(
    periods: Sequence[PeriodCount], *, kind: Kind = Kind.SHARE, baseline: int | None = None
) -> ControlSeries:
    """The periods, in their order, with limits about the centre of all of them, or of the first `baseline` ones."""
    usual = [one for one in periods[:baseline] if one.count is not None and one.of]
    of = sum(one.of or 0 for one in usual)
    centre = sum(one.count or 0 for one in usual) / of if of else None
    if centre is None:
        return ControlSeries(tuple(ControlPoint(one.name, _value(one), None, None) for one in periods), None, 0, kind)
    limits = tuple(None if one.of is None or one.of <= 0 else _limits(centre, one.of, kind) for one in periods)
    alarms = _alarms(periods, limits, centre)
    points = tuple(
        ControlPoint(one.name, _value(one), limit and limit[0], limit and limit[1], alarm)
        for one, limit, alarm in zip(periods, limits, alarms, strict=True)
    )
    known = [one.of for one in periods if one.count is not None and one.of]
    return ControlSeries(points, centre, chance_in_series(centre, known, [centre] * len(known), kind=kind), kind)


def chance_in_series(centre: float, of: Sequence[float], truth: Sequence[float], *, kind: Kind = Kind.SHARE) -> float:
    """How likely it is that any period of a series sets off an alarm, where the truth of each is known.

    With the centre for the truth it is the chance of a false alarm; with another truth from some period on, the chance
    that this change is seen. Exact, where the centre is known rather than estimated from the same periods.
    """
    return chance_of_alarm(
        [_steps(centre, size, true, kind) for size, true in zip(of, truth, strict=True)],
        run=parameter("comparison.control_run").whole,
    )


def _steps(centre: float, of: float, truth: float, kind: Kind) -> Steps:
    low, high = _limits(centre, of, kind)
    chance = _chance(truth, of, kind)
    middle = centre * of
    return Steps(
        beyond=chance.outside(low * of, high * of),
        below=chance.between(max(low * of, 0) - _A_HAIR, middle - _A_HAIR),
        above=chance.between(middle + _A_HAIR, high * of + _A_HAIR),
    )


_A_HAIR = 1e-9  # two ways of working out one number may differ by this much


@lru_cache(maxsize=4096)
def _limits(centre: float, of: float, kind: Kind) -> tuple[float, float]:
    level = level_of(float(parameter("comparison.control_deviations").value))
    low, high = (limit / of for limit in _chance(centre, of, kind).limits(level))
    return max(0.0, low), min(1.0, high) if kind is Kind.SHARE else high


def _chance(share: float, of: float, kind: Kind) -> Chance:
    return binomial(round(of), share) if kind is Kind.SHARE else poisson(share * of)


def _value(one: PeriodCount) -> float | None:
    return None if one.count is None or not one.of else one.count / one.of


def _alarms(
    periods: Sequence[PeriodCount], limits: Sequence[tuple[float, float] | None], centre: float
) -> list[tuple[Alarm, ...]]:
    """The alarms of each period. A run is told from the point on at which it is long enough."""
    long = parameter("comparison.control_run").whole
    found: list[tuple[Alarm, ...]] = []
    run = 0  # how many in a row; below nought where they lie below the centre
    for one, limit in zip(periods, limits, strict=True):
        value = _value(one)
        if value is None or limit is None or one.of is None:
            run = 0
            found.append(())
            continue
        if abs(value - centre) * one.of > _A_HAIR:
            side = 1 if value > centre else -1
            run = run + side if run * side > 0 else side
        beyond = () if limit[0] <= value <= limit[1] else (Alarm.BEYOND,)
        found.append((*beyond, *((Alarm.RUN,) if abs(run) >= long else ())))
    return found
