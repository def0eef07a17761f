"""Exact chances against SciPy, which the tests have and the package does not need."""

import numpy as np
import pytest
from scipy import stats

from ostara.analysis.comparison.chance import binomial, mixed, poisson


def counts_of(chance):
    return np.arange(chance.first, chance.first + len(chance.probabilities))


@pytest.mark.parametrize(("of", "share"), [(1, 0.5), (10, 0.1), (400, 0.5), (3_000, 0.01), (250_000, 0.45)])
def test_binomial(of, share):
    chance = binomial(of, share)
    assert chance.probabilities == pytest.approx(stats.binom.pmf(counts_of(chance), of, share), abs=1e-12)
    assert chance.mean == pytest.approx(of * share)


@pytest.mark.parametrize("mean", [0.02, 1.0, 7.3, 5_000.0])
def test_poisson(mean):
    chance = poisson(mean)
    assert chance.probabilities == pytest.approx(stats.poisson.pmf(counts_of(chance), mean), abs=1e-12)


@pytest.mark.parametrize(("chance", "count"), [(binomial(0, 0.3), 0), (binomial(9, 0), 0), (binomial(9, 1), 9)])
def test_what_is_certain(chance, count):
    assert (chance.first, chance.mean, chance.at_most(count), chance.at_least(count)) == (count, count, 1, 1)
    assert poisson(0).mean == 0


def test_tails_and_what_lies_between():
    chance = binomial(40, 0.3)
    assert chance.at_most(9) == pytest.approx(stats.binom.cdf(9, 40, 0.3))
    assert chance.at_least(10) == pytest.approx(1 - stats.binom.cdf(9, 40, 0.3))
    assert (chance.at_most(-1), chance.at_least(41), chance.at_least(-3)) == (0, 0, pytest.approx(1))
    assert chance.outside(9.5, 14.5) == pytest.approx(1 - chance.between(9.5, 14.5))
    assert chance.between(9, 12) == pytest.approx(stats.binom.pmf([10, 11], 40, 0.3).sum())


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize(("of", "share"), [(7, 0.5), (30, 0.1), (30, 0.9), (200, 0.02), (4_000, 0.37)])
def test_no_more_than_half_of_what_is_left_lies_beyond_either_limit(of, share, level):
    chance = binomial(of, share)
    low, high = chance.limits(level)
    tail = (1 - level) / 2
    below, above = int(np.ceil(low)) - 1, int(np.floor(high)) + 1
    assert chance.at_most(below) <= tail + 1e-12
    assert chance.at_least(above) <= tail + 1e-12
    assert chance.at_most(below + 1) > tail or below < 0
    assert chance.at_least(above - 1) > tail or above > of


def test_limits_of_many_are_those_of_the_normal_distribution():
    low, high = (limit / 100_000 for limit in binomial(100_000, 0.45).limits(0.998))
    half = stats.norm.ppf(0.999) * np.sqrt(0.45 * 0.55 / 100_000)
    assert (low, high) == pytest.approx((0.45 - half, 0.45 + half), abs=1e-5)


def test_mixed_groups_are_what_all_of_their_people_together_come_to():
    groups = [(3, 0.2), (4, 0.7), (0, 0.5), (2, 1.0)]
    everybody = [share for of, share in groups for _ in range(of)]
    plain = np.ones(1)
    for share in everybody:
        plain = np.convolve(plain, [1 - share, share])
    found = mixed(groups)
    assert found.probabilities == pytest.approx(plain[found.first :], abs=1e-12)
    assert found.mean == pytest.approx(sum(everybody))


def test_tilting_is_raising_the_log_odds_of_everybody():
    groups = [(30, 0.2), (40, 0.7)]
    raised = [(of, 1 / (1 + (1 - share) / share * np.exp(-0.8))) for of, share in groups]
    assert mixed(groups).tilted(0.8).probabilities == pytest.approx(mixed(raised).probabilities, abs=1e-12)
