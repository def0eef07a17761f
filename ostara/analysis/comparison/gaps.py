"""The gap between two groups: the difference of their shares and the ratio, each with an interval.

Both intervals put together Wilson's intervals of the two shares: the difference by Newcombe's method 10 (1998), the
ratio in the same manner (MOVER-R). They hold for small groups and for shares near none or all.
"""

from dataclasses import dataclass
from math import sqrt

from ostara.analysis.measures.interval import wilson


@dataclass(frozen=True)
class Group:
    """A group of people: `hits` of `known` count; of `unknown` more nobody can tell. None is not recorded."""

    name: str | None
    hits: int
    known: int
    unknown: int = 0


@dataclass(frozen=True)
class Between:
    """A number with its interval; an end is None where it has no bound."""

    value: float | None
    low: float | None
    high: float | None


def difference(one: Group, other: Group, level: float | None = None) -> Between:
    """The share of one group less that of the other. Both must have people."""
    first, second = one.hits / one.known, other.hits / other.known
    (low, high), (other_low, other_high) = (wilson(it.hits, it.known, level) for it in (one, other))
    apart = first - second
    return Between(
        apart,
        apart - sqrt((first - low) ** 2 + (other_high - second) ** 2),
        apart + sqrt((high - first) ** 2 + (second - other_low) ** 2),
    )


def ratio(one: Group, other: Group, level: float | None = None) -> Between:
    """The share of one group as a multiple of the other's. No value, and no upper end, where that is none."""
    first, second = one.hits / one.known, other.hits / other.known
    (low, high), (other_low, other_high) = (wilson(it.hits, it.known, level) for it in (one, other))
    product = first * second
    top, bottom = low * (2 * first - low), other_high * (2 * second - other_high)
    below = product + sqrt(max(product**2 - top * bottom, 0.0))
    top, bottom = high * (2 * first - high), other_low * (2 * second - other_low)
    above = product + sqrt(max(product**2 - top * bottom, 0.0))
    return Between(
        first / second if second else None,
        # The lower root over its conjugate, so that nothing is divided by what may be none.
        low * (2 * first - low) / below if below > 0 else 0.0,
        above / bottom if bottom > 0 else None,
    )
