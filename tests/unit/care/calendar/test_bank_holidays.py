"""England's bank holidays against known ones: moved, proclaimed, and those of years to come."""

from datetime import date

import pytest

from ostara.care.calendar.bank_holidays import bank_holiday, bank_holidays

# the eight of a year, and what was special about it
KNOWN = [
    ("2020-05-08", True),  # early May moved to a Friday for VE Day
    ("2020-05-04", False),
    ("2022-06-02", True),  # spring moved to a Thursday for the jubilee
    ("2022-06-03", True),  # the jubilee itself
    ("2022-05-30", False),
    ("2022-09-19", True),  # the state funeral
    ("2022-12-27", True),  # Christmas on a Sunday
    ("2023-05-08", True),  # the coronation
    ("2021-12-27", True),  # Christmas on a Saturday
    ("2021-12-28", True),
    ("2022-01-03", True),  # New Year on a Saturday
    ("2026-04-03", True),  # Good Friday
    ("2026-04-06", True),  # Easter Monday
    ("2026-08-31", True),
    ("2026-08-03", False),  # Scotland's summer holiday
    ("2026-11-30", False),  # Scotland's St Andrew
    ("2026-03-17", False),  # Northern Ireland's St Patrick
    ("2026-12-28", True),  # Boxing Day on a Saturday
    ("2024-02-29", False),
    ("2038-04-26", True),  # the latest Easter Monday of the century
    ("2038-04-23", True),
]


@pytest.mark.parametrize(("day", "holiday"), KNOWN)
def test_a_day_is_a_bank_holiday_of_england_or_not(day, holiday):
    assert (bank_holiday(date.fromisoformat(day)) is not None) is holiday


def test_a_moved_day_says_so():
    assert bank_holiday(date(2026, 12, 28)) == "Boxing Day (substitute day)"
    assert bank_holiday(date(2026, 12, 25)) == "Christmas Day"


def test_a_stretch_over_the_turn_of_a_year_holds_both_ends_in_order():
    assert list(bank_holidays(date(2026, 12, 25), date(2027, 1, 1))) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 28),
        date(2027, 1, 1),
    ]


@pytest.mark.parametrize("year", range(2016, 2041))
def test_every_year_has_eight_on_weekdays_and_at_most_two_proclaimed_beside_them(year):
    on_weekdays = [day for day in bank_holidays(date(year, 1, 1), date(year, 12, 31)) if day.weekday() < 5]
    assert 8 <= len(on_weekdays) <= 10
