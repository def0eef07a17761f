"""Compiled draws are those of `randomness`, Philox is Philox, and neither has a pattern over people and steps."""

import numpy as np
import pytest
from scipy.stats import chi2

from ostara.planning import randomness
from ostara.planning.individuals.draws import Generator, draw, keys

PEOPLE, STEPS = 1_000, 400
GENERATORS = list(Generator)


def drawn(generator, key, step, counter):
    high, low = np.empty(len(key), np.uint32), np.empty(len(key), np.uint32)
    draw(int(generator), key, step, counter, high, low)
    return high, low


def people(many=PEOPLE, area=7):
    return keys(area, np.zeros(many, np.int64), np.arange(many))


def lattice(generator, counter=0):
    """Shares [people, steps, halves]."""
    key = people()
    found = [np.stack(drawn(generator, key, step, counter), axis=-1) for step in range(STEPS)]
    return np.stack(found, axis=1) / 2.0**32


def test_a_key_is_that_of_the_contract():
    steps, ordinals = np.array([0, 0, 5, 1040]), np.array([0, 3, 0, 999_999])
    area = 6_877_867_745_560_646_618
    told = [randomness.person_key(area, int(step), int(each)) for step, each in zip(steps, ordinals, strict=True)]
    assert keys(area, steps, ordinals).tolist() == told


@pytest.mark.parametrize("purpose", [0, 1, 2, 4])
def test_the_first_half_is_the_number_of_the_contract(purpose):
    key = people(50)
    for step in (0, 1, 1039):
        assert drawn(Generator.SPLITMIX, key, step, purpose)[0].tolist() == [
            randomness.number(int(each), step, purpose) for each in key
        ]


@pytest.mark.parametrize(
    ("key", "step", "counter", "first", "second"),
    [
        (0, 0, 0, 0x6627E8D5, 0xE169C58D),  # the known answer of Random123 for Philox 4x32-10 of nothing but noughts
    ],
)
def test_philox_gives_its_known_answer(key, step, counter, first, second):
    high, low = drawn(Generator.PHILOX, np.array([key], np.uint64), step, counter)
    assert (int(high[0]), int(low[0])) == (first, second)


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda it: it.name)
def test_numbers_are_even_over_people_and_over_steps(generator):
    shares = lattice(generator)
    for of in (shares.mean(axis=0), shares.mean(axis=1)):  # of each step over people, of each person over steps
        many = shares.size // of.size
        z = (of - 0.5) * np.sqrt(12 * many)
        assert np.abs(z).max() < 5.5
        assert chi2.sf((z**2).sum(), z.size) > 1e-4
        assert chi2.cdf((z**2).sum(), z.size) > 1e-4
    for bits in (4, 8):
        cells = np.bincount((shares[..., 0].ravel() * 2**bits).astype(int), minlength=2**bits)
        wanted = cells.sum() / len(cells)
        assert 1e-4 < chi2.sf(((cells - wanted) ** 2 / wanted).sum(), len(cells) - 1) < 1 - 1e-4


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda it: it.name)
def test_neighbours_know_nothing_of_each_other(generator):
    """The next person, the next step, the other half, the next purpose, and the pairs that meet on a diagonal."""
    shares, other = lattice(generator) - 0.5, lattice(generator, counter=1) - 0.5
    first = shares[..., 0]
    pairs = {
        "person": (first[:-1], first[1:]),
        "step": (first[:, :-1], first[:, 1:]),
        "diagonal": (first[:-1, :-1], first[1:, 1:]),
        "across": (first[:-1, 1:], first[1:, :-1]),
        "half": (first, shares[..., 1]),
        "purpose": (first, other[..., 0]),
        "a year on": (first[:, :-52], first[:, 52:]),
    }
    for name, (one, two) in pairs.items():
        z = (one * two).sum() * 12 / np.sqrt(one.size)
        assert abs(z) < 4.5, name


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda it: it.name)
def test_one_bit_of_a_key_turns_half_of_the_numbers(generator):
    key = people(2_000)
    before = np.stack(drawn(generator, key, 3, 0))
    for bit in range(0, 64, 7):
        after = np.stack(drawn(generator, key ^ np.uint64(1 << bit), 3, 0))
        turned = np.unpackbits((before ^ after).view(np.uint8)).mean()
        assert abs(turned - 0.5) < 0.01


def test_no_two_people_share_a_key():
    many = np.arange(200_000)
    everybody = np.concatenate([keys(area, many % 1041, many // 1041) for area in (1, 2)])
    assert len(np.unique(everybody)) == len(everybody)
