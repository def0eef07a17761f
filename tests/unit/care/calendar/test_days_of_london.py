"""Days of London: where they begin, how long they are, and working days."""

from datetime import UTC, date, datetime

import pytest

from ostara.care.calendar.days import (
    begins_at,
    days_between,
    hours_of,
    is_working_day,
    said_day,
    working_day_after,
    working_days_from,
)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25), ("2028-02-29", 24), ("2026-12-31", 24)],
)
def test_clocks_change_twice_a_year(day, hours):
    assert hours_of(date.fromisoformat(day)) == hours


def test_a_summer_day_begins_an_hour_before_utc_midnight():
    assert begins_at(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert begins_at(date(2026, 1, 1)) == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "count", "expected"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),  # Friday
        ("2026-03-07", 1, "2026-03-09"),  # Saturday
        ("2026-04-02", 1, "2026-04-07"),  # the Thursday before Easter
        ("2026-05-01", 1, "2026-05-05"),  # the Friday before a bank-holiday Monday
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-24", 3, "2026-12-31"),
        ("2028-02-28", 1, "2028-02-29"),
    ],
)
def test_one_working_day_after(after, count, expected):
    assert working_day_after(date.fromisoformat(after), count) == date.fromisoformat(expected)


def test_working_days_are_counted_after_a_day_up_to_another():
    assert working_days_from(date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert working_days_from(date(2026, 4, 7), date(2026, 4, 7)) == 0


def test_no_working_day_after_none():
    with pytest.raises(ValueError, match="from one"):
        working_day_after(date(2026, 4, 2), 0)


def test_days_backwards_are_none():
    assert days_between(date(2026, 4, 2), date(2026, 4, 1)) == ()


def test_a_day_is_said_as_people_write_it():
    assert said_day(date(2026, 5, 4)) == "Monday 4 May 2026"
    assert not is_working_day(date(2026, 5, 4))
