"""Days of London: where each begins, how long it is, and which are working days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from ostara.care.calendar.bank_holidays import bank_holiday
from ostara.care.rows.days import LONDON

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WEEK = 7
SATURDAY = 5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Returns every day from `first` to `last`, both included; none where `last` is before `first`."""
    return tuple(first + timedelta(days=after) for after in range((last - first).days + 1))


def begins_at(day: date) -> datetime:
    """Returns the instant, in UTC, at which this day begins in London."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def hours_of(day: date) -> int:
    """Returns how many hours the day has in London: 23 and 25 on the days on which clocks change."""
    return (begins_at(day + DAY) - begins_at(day)) // HOUR


def is_working_day(on: date) -> bool:
    """Returns whether this is a day from Monday to Friday that is no bank holiday in England."""
    return on.weekday() < SATURDAY and bank_holiday(on) is None


def working_day_after(on: date, count: int = 1) -> date:
    """Returns the working day that is `count` (at least one) working days after this day, which may be any day."""
    if count < 1:
        raise ValueError("working days after a day are counted from one")
    for day in _days_after(on):
        count -= is_working_day(day)
        if count <= 0:
            return day
    raise AssertionError("the calendar does not end")  # for the type checker: the days after a day never run out


def working_days_from(after: date, until: date) -> int:
    """Returns the number of working days after `after`, up to `until`, which counts."""
    return sum(map(is_working_day, days_between(after + DAY, until)))


def said_day(day: date) -> str:
    """Returns the day as people write it: Monday 4 May 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {day:%B %Y}"


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += DAY
        yield day
