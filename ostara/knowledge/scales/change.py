"""Change between two scores of one scale: the points, which way, and whether so many count, where that is known."""

from dataclasses import dataclass
from enum import StrEnum

from ostara.knowledge.scales.scale import Direction, Notable
from ostara.knowledge.scales.scoring import Score


class Way(StrEnum):
    """Which way a total went, for the person."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"


@dataclass(frozen=True)
class ScaleChange:
    """`points` and `way` are None where the two cannot be compared; `counts` also where no number of points is known.

    `notable` is the number of points that `counts` rests on; `why` says what is not known.
    """

    points: int | None
    way: Way | None
    counts: bool | None
    notable: Notable | None
    why: str | None


def scale_change(before: Score, after: Score) -> ScaleChange:
    """How one score differs from an earlier one of the same scale. Raises ValueError for two scales."""
    if before.scale.id != after.scale.id:
        raise ValueError(f"{before.scale.name} and {after.scale.name} are not one scale")
    why = _not_comparable(before, after)
    if why or before.total is None or after.total is None:
        return ScaleChange(None, None, None, None, why)
    points, notable = after.total - before.total, after.scale.notable
    way = _way(points, after.scale.higher_is)
    if notable is None:
        said = f"From how many points a change in {after.scale.name} counts is not known here."
        return ScaleChange(points, way, None, None, said)
    return ScaleChange(points, way, abs(points) >= notable.points, notable, None)


def _not_comparable(before: Score, after: Score) -> str | None:
    if before.scale.version != after.scale.version:
        return "The two were asked with different versions of the scale."
    if before.about != after.about:
        return "The two were asked about different substances."
    if before.total is None or after.total is None:
        return "One of the two has no total."
    return None


def _way(points: int, higher_is: Direction) -> Way:
    if points == 0:
        return Way.SAME
    return Way.BETTER if (points > 0) == (higher_is is Direction.BETTER) else Way.WORSE
