"""Gaps between groups against published intervals, and the slope over tenths of deprivation."""

import pytest

from ostara.analysis.comparison.equity import equity
from ostara.analysis.comparison.gaps import Group, difference, ratio
from ostara.analysis.comparison.slope import slope
from ostara.drawing.funnel import Place


def test_the_difference_is_newcombes():
    """By hand from Wilson's intervals of 56/70 and 48/80, 0.6915 to 0.8769 and 0.4904 to 0.7005."""
    found = difference(Group("a", 56, 70), Group("b", 48, 80))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=6e-4)


def test_the_ratio_turned_round_is_one_over_it():
    one, other = Group("a", 56, 70), Group("b", 48, 80)
    found, turned = ratio(one, other), ratio(other, one)
    assert found.value == pytest.approx(4 / 3)
    assert found.low == pytest.approx(1 / turned.high)
    assert found.high == pytest.approx(1 / turned.low)
    assert 1 < found.low < 4 / 3 < found.high


def test_ratios_with_none():
    assert ratio(Group("a", 0, 20), Group("b", 5, 20)).low == 0
    to_none = ratio(Group("a", 5, 20), Group("b", 0, 20))
    assert (to_none.value, to_none.high) == (None, None)
    assert to_none.low > 0


def test_each_group_is_judged_against_all_the_others():
    found = equity(
        "ethnicity", [Group("a", 500, 1000), Group("b", 480, 1000), Group("c", 60, 200), Group(None, 3, 30, 2)]
    )
    places = {one.name: one.place for one in found.gaps}
    assert places == {"a": Place.BEYOND_95, "b": Place.WITHIN, "c": Place.BEYOND_998}
    c = found.gaps[2]
    assert (c.share, c.others) == (0.3, 0.49)
    assert c.difference.low < -0.19 < c.difference.high < 0
    assert "Of 32 people the ethnicity is not recorded." in found.says
    assert "Of 2 more people the outcome is not known." in found.says
    assert "c: 30%, 19.0 percentage points lower than the others" in found.says[0]


def test_small_groups_are_shown_and_not_judged_and_unknown_is_not_no():
    found = equity("sex", [Group("a", 10, 100, 900), Group("b", 15, 150), Group("few", 19, 19)])
    assert [one.name for one in found.gaps] == ["a", "b"]
    assert found.gaps[0].share == 0.1
    assert [one.name for one in found.too_few] == ["few"]
    assert "Not judged, with fewer than 20 people: few." in found.says


def test_where_there_is_only_one_group_nothing_is_compared():
    found = equity("sex", [Group("a", 10, 100), Group("b", 1, 3)])
    assert found.gaps == ()
    assert found.says[0] == "By sex there are no two groups with enough people to compare."


def test_a_slope_that_is_a_line_is_found_exactly():
    """Ten tenths of equal size, from 70% for the most deprived to 25%, five points a step."""
    found = slope([Group(str(tenth), 700 - 50 * (tenth - 1), 1000) for tenth in range(1, 11)])
    assert found.index.value == pytest.approx(0.5)  # five points a tenth, over the whole width
    assert (found.most_deprived, found.least_deprived) == pytest.approx((0.725, 0.225))
    assert found.ratio == pytest.approx(0.725 / 0.225)
    assert 0 < found.index.low < 0.5 < found.index.high
    assert "50.0 percentage points higher for the most deprived" in found.says[0]


def test_tenths_stand_in_the_order_of_numbers_and_those_not_recorded_are_left_out():
    groups = [Group(str(tenth), 10 * tenth, 200) for tenth in range(1, 11)]
    found = slope([*reversed(groups), Group(None, 200, 200)])
    assert found.index.value == pytest.approx(-0.5)
    assert (found.people, found.tenths) == (2000, 10)


def test_no_slope_through_two_tenths_or_few_people():
    assert slope([Group("1", 10, 200), Group("10", 30, 200)]) is None
    assert slope([Group(str(tenth), 1, 2) for tenth in (1, 5, 9)]) is None
