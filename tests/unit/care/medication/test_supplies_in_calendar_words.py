"""Supplies in the words of the calendar: late, in part, and of which nobody has said anything."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from ostara.care.calendar.days import days_between
from ostara.care.calendar.in_hand import Outcome
from ostara.care.medication.questions.supplies import Due, expected

MONDAY, WEDNESDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 8)
WEEK = days_between(MONDAY, SUNDAY)


def in_words(outcome, on, mg=None):
    """A week's instalment of 60 mg a day and what became of it, in the words of the calendar."""
    week = Due(uuid4(), covers_from=MONDAY, days=7, dose_mg=Decimal(60))
    return expected(week._replace(outcome=outcome, on=on, given_mg=mg and Decimal(mg)) if outcome else week)


@pytest.mark.parametrize(
    ("on", "mg", "given", "part"),
    [
        (MONDAY, 420, WEEK, ()),
        (MONDAY, 400, WEEK, WEEK),
        (date(2026, 3, 1), 420, WEEK, ()),  # handed over the day before, because Monday was closed
        (WEDNESDAY, 300, WEEK[2:], ()),  # two days late: the rest of the instalment, and no part of a dose
        (WEDNESDAY, 240, WEEK[2:], WEEK[2:]),
        (date(2026, 3, 9), 60, (), ()),
    ],
)
def test_what_was_given_covers_the_days_that_were_left(on, mg, given, part):
    found = in_words("collected", on, mg)
    assert (found.given_days, found.part_days) == (given, frozenset(part))


def test_what_was_not_given_covers_nothing_and_silence_is_silence():
    assert in_words("not_collected", MONDAY).outcome is Outcome.NOT_COLLECTED
    assert not any(in_words("not_collected", MONDAY).gave(day) for day in WEEK)
    assert in_words(None, MONDAY).outcome is Outcome.NOT_REPORTED
