"""How sure a share is: Wilson's interval, and the levels of normal intervals."""

from math import sqrt
from statistics import NormalDist

from ostara.knowledge.parameters import parameter


def z_of(level: float) -> float:
    """Half-width of a two-sided normal interval of this level, in standard deviations: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def level_of(deviations: float) -> float:
    """The level of a two-sided normal interval of so many standard deviations: 0.9973 for 3."""
    return 2 * NormalDist().cdf(deviations) - 1


def confidence_level() -> float:
    """The house's confidence level."""
    return float(parameter("measures.confidence_level").value)


def wilson(numerator: int, denominator: int, level: float | None = None) -> tuple[float, float]:
    """Lower and upper end of Wilson's score interval (Wilson 1927), at the house's confidence level or another."""
    z = z_of(confidence_level() if level is None else level)
    share = numerator / denominator
    scale = 1 + z * z / denominator
    centre = (share + z * z / (2 * denominator)) / scale
    half = z / scale * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    # At none and at all the ends are 0 and 1 exactly; rounding must not put them a hair inside.
    low = 0.0 if numerator == 0 else centre - half
    high = 1.0 if numerator == denominator else centre + half
    return low, high
