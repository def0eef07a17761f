"""Days of doses as they are handed over: each day watched by itself, or a week at a time to take away.

A pharmacy that shuts on Sundays hands that day's dose over on Saturday.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = "ahead"  # written for a day that has not come
SUNDAY, WEEK = 6, 7
GIVEN = ("observed", "collected")


@dataclass
class Portion:
    """What is handed over at one time: from a day on, for days on end, the same dose."""

    due: date
    days: int
    mg: int
    watched: int
    outcome: str

    @property
    def last(self) -> date:
        """The last day it is for."""
        return self.due + timedelta(days=self.days - 1)


Day = tuple[date, str, int]


def portions(
    days: Iterable[Day], *, watched: Callable[[date], bool], weekday: int, sundays: bool, longest: int = WEEK
) -> Iterator[Portion]:
    """Yields what was handed over, from what became of each day's dose.

    Args:
        days: day, outcome and milligrams, in order.
        watched: whether doses are watched on a day.
        weekday: on which somebody collects who takes doses away.
        sundays: whether the place is open then.
        longest: for how many days at most.
    """
    open_one: Portion | None = None
    for day, outcome, mg in _whole(days):
        here = watched(day)
        if (
            open_one
            and open_one.mg == mg
            and open_one.last + timedelta(days=1) == day
            and _goes_on(open_one, day, outcome, watched=here, weekday=weekday, sundays=sundays, longest=longest)
        ):
            open_one.days += 1
            continue
        if open_one:
            yield open_one
        open_one = Portion(day, 1, mg, 1 if here and outcome != "collected" else 0, outcome)
    if open_one:
        yield open_one


def _goes_on(
    one: Portion, day: date, outcome: str, *, watched: bool, weekday: int, sundays: bool, longest: int
) -> bool:
    """Whether a day belongs to what was handed over before it."""
    if watched:
        shut = day.weekday() == SUNDAY and not sundays
        same = one.outcome == outcome or (one.outcome in GIVEN and outcome in (*GIVEN, AHEAD))
        return shut and one.days == 1 and one.watched == 1 and same
    same = one.outcome == outcome or (one.outcome in GIVEN and outcome == AHEAD)
    return one.watched == 0 and same and day.weekday() != weekday and one.days < longest


def _whole(days: Iterable[Day]) -> Iterator[Day]:
    """Yields each day once: a dose given in two parts is one dose."""
    before: Day | None = None
    for day in days:
        if before and before[0] == day[0]:
            before = (day[0], before[1], before[2] + day[2])
            continue
        if before:
            yield before
        before = day
    if before:
        yield before
