"""Patterns of supply: their days, their words, the weeks they skip, and pharmacies by weekday."""

from datetime import date

import pytest

from ostara.care.calendar.pattern import SPREAD, Pickup, SupplyPattern
from ostara.knowledge.refusal import RefusalError

MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (SupplyPattern.daily("a", observed=True), "every day"),
        (SupplyPattern.weekly(2, "a", observed=False), "on Wednesdays"),
        (SupplyPattern.times_a_week(2, "a", observed=False), "on Mondays and Thursdays"),
        (SupplyPattern.times_a_week(3, "a", observed=False), "on Mondays, Wednesdays and Fridays"),
        (SupplyPattern({4: Pickup("a", True)}, 2, MONDAY), "every 2 weeks, on Fridays"),
    ],
)
def test_the_interval_in_words(pattern, words):
    assert pattern.words == words


@pytest.mark.parametrize("times", SPREAD)
def test_so_many_times_a_week_is_so_many_days_and_none_a_sunday_but_for_every_day(times):
    days = SupplyPattern.times_a_week(times, "a", observed=True).days(MONDAY, SUNDAY)
    assert len(days) == times
    assert (SUNDAY in days) is (times == 7)


def test_every_second_week_is_counted_from_a_day():
    pattern = SupplyPattern({4: Pickup("a", False)}, 2, MONDAY)
    assert SupplyPattern({4: Pickup("a", False)}, 2, SUNDAY).days(MONDAY, date(2026, 3, 20)) == (
        date(2026, 3, 6),
        date(2026, 3, 20),
    )  # of the whole week, whichever of its days is named
    assert pattern.days(MONDAY, date(2026, 4, 5)) == (date(2026, 3, 6), date(2026, 3, 20), date(2026, 4, 3))


def test_the_hand_over_that_covers_a_day_is_its_own_or_the_one_before():
    pattern = SupplyPattern({0: Pickup("week", True), 5: Pickup("weekend", False)})
    assert pattern.covering(date(2026, 3, 6)).place == "week"
    assert pattern.covering(SUNDAY).place == "weekend"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: SupplyPattern({}),
        lambda: SupplyPattern({7: Pickup("a", True)}),
        lambda: SupplyPattern({0: Pickup("a", True)}, 2),
        lambda: SupplyPattern({0: Pickup("a", True)}, 0, MONDAY),
        lambda: SupplyPattern.times_a_week(8, "a", observed=True),
    ],
)
def test_a_pattern_that_says_nothing_is_refused(wrong):
    with pytest.raises(RefusalError, match="supply pattern"):
        wrong()
