"""How sure a share is: Wilson's interval, and the limits of a funnel plot."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from ostara.knowledge.parameters import parameter


def z_of(level: float) -> float:
    """Half-width of a two-sided normal interval of this level, in standard deviations: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Lower and upper end of Wilson's score interval (Wilson 1927) at the house's confidence level."""
    z = z_of(float(parameter("measures.confidence_level").value))
    share = numerator / denominator
    scale = 1 + z * z / denominator
    centre = (share + z * z / (2 * denominator)) / scale
    half = z / scale * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    # At none and at all the ends are 0 and 1 exactly; rounding must not put them a hair inside.
    low = 0.0 if numerator == 0 else centre - half
    high = 1.0 if numerator == denominator else centre + half
    return low, high


@dataclass(frozen=True)
class Limits:
    """Limits of a funnel plot for one denominator: where a share falls by chance if the service is like the rest."""

    low: float
    high: float


def control_limits(overall: float, denominator: int, level: float) -> Limits:
    """Score limits around the overall share (Spiegelhalter 2005), kept within 0 and 1."""
    half = z_of(level) * sqrt(overall * (1 - overall) / denominator)
    return Limits(max(0.0, overall - half), min(1.0, overall + half))
