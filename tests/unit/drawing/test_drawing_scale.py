"""Marks of an axis are round, cover what is drawn, and never run into each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.drawing.scale import Scale, evenly_thinned, share_ticks, spread, thinned, ticks, whole_ticks

values = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(values, values)
def test_ticks_ascend_and_cover_the_values(one, other):
    low, high = sorted((one, other))
    marks = ticks(low, high)
    assert 2 <= len(marks) <= 9
    assert list(marks) == sorted(set(marks))
    assert marks[0] <= low + 1e-6
    assert marks[-1] >= high - 1e-6


def test_ticks_are_round():
    assert ticks(0, 1) == (0, 0.25, 0.5, 0.75, 1)
    assert ticks(0, 97) == (0, 25, 50, 75, 100)
    assert ticks(3, 3) == (2.5, 2.75, 3, 3.25, 3.5)


@given(st.floats(0, 1))
def test_shares_start_at_nothing_and_never_pass_all(highest):
    marks = share_ticks(highest)
    assert marks[0] == 0
    assert highest - 1e-9 <= marks[-1] <= 1


@given(st.integers(0, 10**7))
def test_people_are_counted_in_whole_numbers(highest):
    marks = whole_ticks(highest)
    assert len(marks) >= 2
    assert all(mark == int(mark) for mark in marks)
    assert marks[-1] >= highest


def test_a_scale_holds_values_at_its_ends_and_survives_no_width():
    scale = Scale(0, 10, 100, 200)
    assert [scale.at(value) for value in (-5, 0, 5, 10, 99)] == [100, 100, 150, 200, 200]
    assert Scale(3, 3, 0, 10).at(3) == 5


sorted_places = st.lists(st.floats(0, 500), max_size=30).map(sorted)


@given(sorted_places, st.floats(1, 80))
@pytest.mark.parametrize("choose", [thinned, evenly_thinned])
def test_labels_kept_do_not_touch(choose, places, width):
    kept = choose(places, [width] * len(places))
    assert all(places[right] - places[left] >= width + 7.99 for left, right in pairwise(kept))
    assert bool(kept) == bool(places)


@given(st.lists(st.floats(0, 200), max_size=4))
def test_spread_labels_stay_apart_and_inside(wanted):
    placed = sorted(spread(wanted, 20, 0, 200))
    assert all(0 <= place <= 200 for place in placed)
    assert all(right - left >= 19.99 for left, right in pairwise(placed))
