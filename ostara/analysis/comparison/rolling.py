"""Rolling years, which overlap: drawn as they are, judged only by the separate periods they are made of.

Neighbouring rolling years share three quarters of their people, so that one unusual quarter moves four of them and a
run on one side comes of itself. Alarms are therefore looked for in the quarters (or months), or, where only rolling
years are published, in years that do not overlap. A rolling year is marked where its newest part sets off the alarm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ostara.analysis.comparison.control import Alarm, ControlSeries, Kind, PeriodCount, control_series


@dataclass(frozen=True)
class RollingPoint:
    """A rolling year. `alarms` are those of its newest part."""

    name: str
    value: float | None
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True)
class RollingSeries:
    """Rolling years, and the separate periods by which they are judged."""

    points: tuple[RollingPoint, ...]
    judged_by: ControlSeries

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        why = "Rolling years overlap, so they are judged by the separate periods behind them."
        return (why, *self.judged_by.says)


def rolling_series(
    rolling: Sequence[PeriodCount], parts: Sequence[PeriodCount], *, width: int, kind: Kind = Kind.SHARE
) -> RollingSeries:
    """Rolling years of `width` parts each, the first of them ending with part number `width`.

    Parts are counted on their own and need not add up to the years: somebody in treatment all year is in each quarter.
    """
    if len(rolling) != len(parts) - width + 1:
        raise ValueError(f"{len(parts)} parts make {len(parts) - width + 1} rolling periods, not {len(rolling)}")
    judged = control_series(parts, kind=kind)
    newest = judged.points[width - 1 :]
    points = tuple(
        RollingPoint(one.name, one.count / one.of if one.count is not None and one.of else None, part.alarms)
        for one, part in zip(rolling, newest, strict=True)
    )
    return RollingSeries(points, judged)


def without_parts(rolling: Sequence[PeriodCount], *, width: int, kind: Kind = Kind.SHARE) -> RollingSeries:
    """Rolling years of which nothing else is known: every `width`-th of them, counted back from the latest."""
    apart = range((len(rolling) - 1) % width, len(rolling), width)
    judged = control_series([rolling[which] for which in apart], kind=kind)
    alarms = dict(zip(apart, (point.alarms for point in judged.points), strict=True))
    points = tuple(
        RollingPoint(one.name, one.count / one.of if one.count is not None and one.of else None, alarms.get(which, ()))
        for which, one in enumerate(rolling)
    )
    return RollingSeries(points, judged)
