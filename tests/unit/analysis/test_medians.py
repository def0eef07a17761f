"""A median with an interval that makes no assumption on what it is of."""

from math import comb

import numpy as np
import pytest

from ostara.analysis.measures.cultures.medians import Median, median_of


def test_nothing_has_no_median():
    assert median_of([]) == Median(0, None)


def test_five_values_are_too_few_for_an_interval_and_six_are_enough():
    assert median_of([5, 1, 4, 2, 3]) == Median(5, 3)
    assert median_of([6, 5, 1, 4, 2, 3]) == Median(6, 3.5, 1, 6)


@pytest.mark.parametrize("size", [6, 9, 10, 20, 37, 100])
def test_the_interval_is_the_narrowest_that_holds_as_often_as_it_should(size):
    """The median lies between the k-th values from either end with a chance of 1 - 2 P(fewer than k heads)."""
    told = median_of(list(range(1, size + 1)))
    place = int(told.low)
    assert told.high == size + 1 - place

    def outside(k):
        return 2 * sum(comb(size, heads) for heads in range(k)) / 2**size

    assert outside(place) <= 0.05 < outside(place + 1)


def test_it_holds_the_true_median_as_often_as_it_says():
    random = np.random.default_rng(3)
    drawn = [median_of(random.exponential(size=25).tolist()) for _ in range(2_000)]
    held = np.mean([one.low <= np.log(2) <= one.high for one in drawn])
    assert 0.94 < held < 0.985
