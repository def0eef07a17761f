"""Intervals against published examples."""

import pytest

from ostara.analysis.measures.answer import count, share
from ostara.analysis.measures.interval import level_of, wilson, z_of

# Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3 (score without continuity correction).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("numerator", "denominator", "low", "high"), NEWCOMBE)
def test_wilson(numerator, denominator, low, high):
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("of", range(1, 60))
def test_none_and_all_end_at_nought_and_one_exactly(of):
    assert wilson(0, of)[0] == 0
    assert wilson(of, of)[1] == 1


def test_z():
    assert z_of(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert z_of(0.998) == pytest.approx(3.090232, abs=1e-6)


def test_a_level_and_its_deviations_are_the_same_thing():
    assert level_of(3) == pytest.approx(0.9973002, abs=1e-7)
    assert level_of(z_of(0.95)) == pytest.approx(0.95)


def test_another_level_may_be_asked_for():
    assert wilson(15, 148, 0.95) == wilson(15, 148)
    assert wilson(15, 148, 0.998)[0] < wilson(15, 148)[0]


def test_a_share_of_nothing_has_no_value():
    part = share(0, 0)
    assert (part.numerator, part.denominator, part.value, part.low) == (0, 0, None, None)


def test_a_count_is_its_own_value():
    assert count(7).as_json() == {"numerator": 7, "denominator": None, "value": 7.0, "low": None, "high": None}
