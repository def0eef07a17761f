"""How often a test is asked for, and the drawing of days by chance. Plain functions over days, without a clock.

How often rests on parameters, most of them unverified: pages say so (`RESTS_ON`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ostara.care.specimens.models import Drawing
from ostara.knowledge.parameters import Parameter, parameter

EARLY, EARLY_WEEKS, LATER, LONGEST, AFTER_USE = (
    "testing.early_days",
    "testing.early_weeks_high",
    "testing.later_days",
    "testing.longest_days",
    "quality.use_on_top_test_days",
)
RESTS_ON = (EARLY, EARLY_WEEKS, LATER, LONGEST, AFTER_USE)
SATURDAY = 5
WEEKS_DRAWN = 26  # how far ahead days are drawn: a way of working, no threshold of the field


@dataclass(frozen=True)
class Often:
    """How often a test is asked for: one in each stretch of so many days, and why (`Drawing.Because`)."""

    every_days: int
    because: str
    number: Parameter


def how_often(*, started: date, on: date, use_on_top: bool | None) -> Often:
    """How often a test is asked for.

    Args:
        started: first day of opioid treatment.
        on: today.
        use_on_top: whether there was use on top of late, by a test or by what the person said; none: not known, which
            is asked as often as a yes.
    """
    if (on - started).days < 7 * parameter(EARLY_WEEKS).whole:
        return _often(EARLY, Drawing.Because.FIRST_WEEKS)
    if use_on_top is None:
        return _often(LATER, Drawing.Because.NOT_KNOWN)
    return _often(AFTER_USE, Drawing.Because.USE_ON_TOP) if use_on_top else _often(LONGEST, Drawing.Because.STEADY)


def next_by(*, started: date, on: date, use_on_top: bool | None, tested: date | None) -> tuple[date, Often]:
    """The day by which the next test is asked for, and how often that comes to; `tested` is the last one's day."""
    often = how_often(started=started, on=on, use_on_top=use_on_top)
    return (tested or started) + timedelta(days=often.every_days), often


def draw(seed: str, *, from_on: date, until_on: date, every_days: int) -> list[date]:
    """Draws one weekday in each whole stretch of days, by chance that begins from a seed: the same seed, the same days.

    A stretch without a weekday has none. The last stretch may be shorter.
    """
    chance = Random(seed)  # noqa: S311 - the days are kept, and kept secret; the seed is for drawing them again
    return [chance.choice(days) for days in _stretches(from_on, until_on, every_days) if days]


def _stretches(first: date, last: date, every: int) -> Iterator[list[date]]:
    while first <= last:
        beyond = min(first + timedelta(days=every - 1), last)
        days = (first + timedelta(days=one) for one in range((beyond - first).days + 1))
        yield [day for day in days if day.weekday() < SATURDAY]
        first = beyond + timedelta(days=1)


def _often(name: str, because: Drawing.Because) -> Often:
    return Often(parameter(name).whole, str(because), parameter(name))
