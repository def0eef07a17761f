"""Luck by counter: the same for the same person, step and purpose; even, and without ties between them."""

import numpy as np
import pytest
from scipy import stats

from ostara.planning.randomness import Purpose, mixed, number, numbers, person_key, poisson, share


def test_the_finaliser_is_splitmix64():
    """First outputs of SplitMix64 from seed 1234567, as its public test vectors have them."""
    golden = 0x9E3779B97F4A7C15
    made = [mixed(1234567 + step * golden) for step in range(1, 6)]
    assert made == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_one_at_a_time_or_all_at_once():
    keys = np.array([person_key(5, 3, ordinal) for ordinal in range(50)], dtype=np.uint64)
    assert numbers(keys, 17, Purpose.FLIP).tolist() == [number(int(key), 17, Purpose.FLIP) for key in keys]


def test_people_have_keys_of_their_own():
    keys = {person_key(area, step, ordinal) for area in range(5) for step in range(40) for ordinal in range(50)}
    assert len(keys) == 5 * 40 * 50


@pytest.mark.parametrize("purpose", [Purpose.MOVE, Purpose.FLIP, Purpose.AGE])
def test_numbers_are_even_over_people_and_steps(purpose):
    keys = np.array([person_key(9, 0, ordinal) for ordinal in range(400)], dtype=np.uint64)
    lattice = np.array([numbers(keys, step, purpose) for step in range(100)]) / 2.0**32
    assert stats.kstest(lattice.ravel(), "uniform").pvalue > 0.001
    by_person, by_step = lattice[:, :-1].ravel(), lattice[:, 1:].ravel()
    assert abs(np.corrcoef(by_person, by_step)[0, 1]) < 0.02
    assert abs(np.corrcoef(lattice[:-1].ravel(), lattice[1:].ravel())[0, 1]) < 0.02


def test_purposes_do_not_share_numbers():
    key = person_key(1, 0, 0)
    found = {number(key, step, purpose) for step in range(200) for purpose in range(9)}
    assert len(found) > 200 * 9 - 3


@pytest.mark.parametrize("mean", [0.0, 0.2, 3.0, 180.5])
def test_counts_are_poisson_by_inversion(mean):
    for drawn in (0, 12345, 2**31, 2**32 - 1):
        expected = 0 if mean == 0 else stats.poisson.ppf((drawn + 0.5) / 2**32, mean)
        assert poisson(mean, drawn) == expected


def test_a_larger_mean_never_gives_fewer():
    for drawn in range(0, 2**32, 2**32 // 50):
        counts = [poisson(mean, drawn) for mean in (0.1, 0.5, 1, 2, 10, 50)]
        assert counts == sorted(counts)


def test_shares_lie_between_nought_and_one():
    assert share(0) == 0
    assert share(2**32 - 1) < 1
