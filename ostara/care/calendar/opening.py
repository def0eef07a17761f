"""When a pharmacy or a service is open: its week, bank holidays, one-off closures and openings.

What nobody has recorded is unknown, and is neither open nor closed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType

from ostara.care.calendar.bank_holidays import bank_holiday
from ostara.care.calendar.days import WEEK, WEEKDAYS
from ostara.care.rows.days import LONDON
from ostara.knowledge.refusal import RefusalError

Week = tuple["tuple[Hours, ...] | None", ...]


@dataclass(frozen=True)
class Hours:
    """A stretch of opening on one day, by London's clock."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise RefusalError("opening hours", f"{self.opens:%H:%M} to {self.closes:%H:%M} does not run forward")


@dataclass(frozen=True)
class Opening:
    """Opening of one place. `week` has seven entries, Monday first: () is closed, None is not recorded.

    `on_bank_holidays`: whether it keeps its ordinary hours then. `closures` give the reason; `extra` openings win over
    everything else.
    """

    week: Week
    on_bank_holidays: bool | None = None
    closures: Mapping[date, str] = field(default_factory=dict)
    extra: Mapping[date, tuple[Hours, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.week) != WEEK:
            raise RefusalError("opening hours", f"a week has {WEEK} days, and {len(self.week)} are given")
        object.__setattr__(self, "closures", MappingProxyType(dict(self.closures)))
        object.__setattr__(self, "extra", MappingProxyType(dict(self.extra)))

    def hours(self, on: date) -> tuple[Hours, ...] | None:
        """Returns the hours of this day; () when closed, None when nobody recorded it."""
        if on in self.extra:
            return self.extra[on]
        ordinary = self.week[on.weekday()]
        if on in self.closures or ordinary == ():
            return ()
        if bank_holiday(on) is not None and not self.on_bank_holidays:
            return None if self.on_bank_holidays is None else ()
        return ordinary

    def is_open(self, on: date) -> bool | None:
        """Returns whether it opens at all on this day; None when nobody recorded it."""
        hours = self.hours(on)
        return None if hours is None else bool(hours)

    def is_open_at(self, instant: datetime) -> bool | None:
        """Returns whether it is open at an instant, which carries its zone."""
        if instant.tzinfo is None:
            raise ValueError("an instant carries its zone")
        here = instant.astimezone(LONDON)
        hours = self.hours(here.date())
        return None if hours is None else any(one.opens <= here.time() < one.closes for one in hours)

    def usually_closed(self, weekday: int) -> bool:
        """Returns whether it is closed on this weekday (Monday 0) in an ordinary week."""
        return self.week[weekday] == ()

    def why_closed(self, on: date) -> str:
        """Returns why it is closed on this day, in words; empty when it is open or nobody recorded it."""
        if self.is_open(on) is not False:
            return ""
        if self.closures.get(on):
            return self.closures[on]
        if self.usually_closed(on.weekday()):
            return f"closed on {WEEKDAYS[on.weekday()]}s"
        return bank_holiday(on) or "closed"


def open_week(closed: Iterable[int] = (6,), *, opens: time = time(9), closes: time = time(17, 30)) -> Week:
    """Returns a week with the same hours every day but the closed ones (Monday is 0)."""
    shut = frozenset(closed)
    return tuple(() if weekday in shut else (Hours(opens, closes),) for weekday in range(WEEK))


NOBODY_KNOWS = Opening((None,) * WEEK)
