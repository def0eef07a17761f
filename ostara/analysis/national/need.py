"""Unmet need: how many of the people who are estimated to use a substance are not in treatment, with the interval.

The estimates are models with intervals, and those of different methods cannot be compared or added (ndtms, 5.4).
Where more people are in treatment than the estimate holds, need is negative, and is shown as that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class Estimate:
    """How many people are estimated to use a substance in an area, from `low` to `high`, by one method."""

    area: str
    group: str
    method: str
    period: str
    people: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.people <= self.high:
            raise RefusalError(
                f"estimate of {self.area}, {self.group}", "is not within its own interval, or not above 0"
            )


@dataclass(frozen=True)
class UnmetNeed:
    """The share of an estimate that is not in treatment, and where it lies when only the estimate is uncertain."""

    in_treatment: int
    estimate: Estimate
    share: float
    low: float
    high: float


def unmet_need(in_treatment: int, estimate: Estimate) -> UnmetNeed:
    """One less the share in treatment. A low estimate gives a low need, which may be negative."""
    share, low, high = (1 - in_treatment / people for people in (estimate.people, estimate.low, estimate.high))
    return UnmetNeed(in_treatment, estimate, share, low, high)


def summed(area: str, estimates: Iterable[Estimate]) -> Estimate:
    """Estimates of several areas as one. The interval is the sum of the ends: never too narrow, mostly too wide.

    Raises RefusalError for estimates of different methods, groups or periods, and for none at all.
    """
    parts = list(estimates)
    kinds = {(one.group, one.method, one.period) for one in parts}
    if len(kinds) != 1:
        what = " and ".join(sorted(" ".join(kind) for kind in kinds)) or "no estimate at all"
        raise RefusalError(f"estimate of {area}", f"cannot be added up from {what}")
    [(group, method, period)] = kinds
    people, low, high = (sum(getattr(one, end) for one in parts) for end in ("people", "low", "high"))
    return Estimate(area, group, method, period, people, low, high)
