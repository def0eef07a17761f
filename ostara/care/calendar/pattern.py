"""How medicine is handed over from week to week: on which weekdays, where, and which doses are watched."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from ostara.care.calendar.days import WEEK, WEEKDAYS, days_between
from ostara.knowledge.refusal import RefusalError

# Days to begin with when only "so many times a week" is agreed: spread, and no Sunday unless it is every day.
SPREAD: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        1: (0,),
        2: (0, 3),
        3: (0, 2, 4),
        4: (0, 2, 4, 5),
        5: (0, 1, 2, 3, 4),
        6: (0, 1, 2, 3, 4, 5),
        7: (0, 1, 2, 3, 4, 5, 6),
    }
)


@dataclass(frozen=True)
class Pickup:
    """One weekday's hand-over. `observed`: the dose of that day itself is taken while somebody watches."""

    place: str
    observed: bool


@dataclass(frozen=True)
class SupplyPattern:
    """Hand-overs by weekday (Monday 0), in every `every_weeks`-th week counted from the week of `counted_from`."""

    pickups: Mapping[int, Pickup]
    every_weeks: int = 1
    counted_from: date | None = None

    def __post_init__(self) -> None:
        if not self.pickups or not set(self.pickups) <= set(range(WEEK)):
            raise RefusalError("supply pattern", "names no weekday, or one that does not exist")
        if self.every_weeks < 1 or (self.every_weeks > 1 and self.counted_from is None):
            raise RefusalError("supply pattern", "every so many weeks needs a number, and a day to count from")
        object.__setattr__(self, "pickups", MappingProxyType(dict(sorted(self.pickups.items()))))

    @classmethod
    def on_days(cls, weekdays: Iterable[int], place: str, *, observed: Collection[int] = ()) -> "SupplyPattern":
        """Returns a pattern at one place; `observed` names those of the weekdays on which the dose is watched."""
        return cls({weekday: Pickup(place, weekday in observed) for weekday in weekdays})

    @classmethod
    def daily(cls, place: str, *, observed: bool) -> "SupplyPattern":
        """Returns a pattern of every day, all watched or none."""
        return cls({weekday: Pickup(place, observed) for weekday in range(WEEK)})

    @classmethod
    def weekly(cls, weekday: int, place: str, *, observed: bool) -> "SupplyPattern":
        """Returns a pattern of one day a week."""
        return cls({weekday: Pickup(place, observed)})

    @classmethod
    def times_a_week(cls, times: int, place: str, *, observed: bool) -> "SupplyPattern":
        """Returns a pattern of so many days a week, spread over it."""
        if times not in SPREAD:
            raise RefusalError("supply pattern", f"{times} times a week is not from 1 to {WEEK}")
        return cls({weekday: Pickup(place, observed) for weekday in SPREAD[times]})

    def due_on(self, day: date) -> bool:
        """Returns whether medicine is handed over on this day."""
        return day.weekday() in self.pickups and self._in_turn(day)

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """Returns the days of hand-over from `first` to `last`, both included."""
        return tuple(day for day in days_between(first, last) if self.due_on(day))

    def covering(self, day: date) -> Pickup:
        """Returns the hand-over whose doses would include this day: its own weekday's, or the nearest one before."""
        return next(
            self.pickups[weekday] for back in range(WEEK) if (weekday := (day.weekday() - back) % WEEK) in self.pickups
        )

    @property
    def words(self) -> str:
        """The interval as people say it: every day; on Mondays and Thursdays; every second week on Fridays."""
        named = [f"{WEEKDAYS[weekday]}s" for weekday in self.pickups]
        if len(named) == WEEK:
            days = "every day"
        else:
            days = "on " + " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)
        return days if self.every_weeks == 1 else f"every {self.every_weeks} weeks, {days}"

    def _in_turn(self, day: date) -> bool:
        if self.every_weeks == 1 or self.counted_from is None:
            return True
        return (_week_of(day) - _week_of(self.counted_from)).days // WEEK % self.every_weeks == 0


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
