"""Days and instants as people read them: in words, in London, and *not known* where nothing is."""

from datetime import UTC, date, datetime

import pytest

from ostara.web.showing import day, instant


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2026, 3, 3), "3 March 2026"), (date(2026, 11, 22), "22 November 2026"), (None, "not known")],
)
def test_a_day(value, shown):
    assert day(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 1, 5, 14, 5, tzinfo=UTC), "5 January 2026, 14:05"),
        (datetime(2026, 7, 5, 14, 5, tzinfo=UTC), "5 July 2026, 15:05"),
        (datetime(2026, 7, 5, 23, 30, tzinfo=UTC), "6 July 2026, 00:30"),
        (None, "not known"),
    ],
)
def test_an_instant_is_shown_by_the_clock_of_london(value, shown):
    assert instant(value) == shown


def test_what_is_not_known_may_be_said_otherwise():
    assert day(None, unknown="today") == "today" and instant(None, unknown="") == ""
