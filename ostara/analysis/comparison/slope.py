"""The slope index of inequality: how a share changes from the most to the least deprived, over all tenths at once.

Tenths stand in the order of their deprivation, 1 the most deprived, each as wide as its people; a line is laid through
their shares, weighted by people (as in the technical guidance of the national profiles: sii-guidance). The interval
follows from the chance spread of each tenth's count, and is our own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from ostara.analysis.comparison.gaps import Between, Group
from ostara.analysis.comparison.wording import between, points
from ostara.analysis.measures.interval import confidence_level, z_of
from ostara.drawing.words import number, percent
from ostara.knowledge.parameters import parameter

_FEWEST = 3  # a line through two points is no slope


@dataclass(frozen=True)
class Slope:
    """The line. `index` is its value at the most deprived end less that at the least deprived; `ratio` is of the two.

    `ratio` is None where the line falls to none at the least deprived end.
    """

    index: Between
    most_deprived: float
    least_deprived: float
    ratio: float | None
    people: int
    tenths: int

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        low, high = self.index.low or 0.0, self.index.high or 0.0
        judged = "more than chance brings" if low > 0 or high < 0 else "no more than chance brings"
        return (
            f"From the least to the most deprived homes the share goes from {percent(_kept(self.least_deprived))} to "
            f"{percent(_kept(self.most_deprived))}: {points(self.index.value or 0)} for the most deprived "
            f"({between(low, high)}), {judged}. {number(self.people)} people in {number(self.tenths)} tenths.",
        )


def slope(tenths: Sequence[Group]) -> Slope | None:
    """The slope over tenths named 1 to 10. None where there are too few tenths or people to lay a line through."""
    known = sorted((one for one in tenths if one.name is not None and one.known), key=lambda one: int(one.name or 0))
    people = sum(one.known for one in known)
    if len(known) < _FEWEST or people < parameter("comparison.group_people").whole:
        return None
    weights = [one.known / people for one in known]
    ranks = [sum(weights[:which]) + weight / 2 for which, weight in enumerate(weights)]
    middle = sum(weight * rank for weight, rank in zip(weights, ranks, strict=True))
    spread = sum(weight * (rank - middle) ** 2 for weight, rank in zip(weights, ranks, strict=True))
    pulls = [weight * (rank - middle) / spread for weight, rank in zip(weights, ranks, strict=True)]
    rise = sum(pull * one.hits / one.known for pull, one in zip(pulls, known, strict=True))
    unsure = z_of(confidence_level()) * sqrt(
        sum(pull**2 * _variance(one) for pull, one in zip(pulls, known, strict=True))
    )
    mean = sum(one.hits for one in known) / people
    most, least = mean - rise * middle, mean + rise * (1 - middle)
    return Slope(
        Between(-rise, -rise - unsure, -rise + unsure),
        most,
        least,
        most / least if least > 0 else None,
        people,
        len(known),
    )


def _variance(one: Group) -> float:
    """Of a share; drawn towards the middle by two people on each side, so that none of few is not taken for certain."""
    share = (one.hits + 2) / (one.known + 4)
    return share * (1 - share) / one.known


def _kept(share: float) -> float:
    """A line may run below none or above all; nobody's share does."""
    return min(max(share, 0.0), 1.0)
