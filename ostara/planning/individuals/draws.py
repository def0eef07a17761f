"""Random numbers that belong to a person, a step and a purpose, whoever asks for them and in whatever order.

SplitMix64's finaliser over the person's key and the step's; Philox 4x32-10 (Salmon and others 2011) as a switch.
"""

from enum import IntEnum

import numpy as np
from numpy import uint32, uint64

from ostara.planning import randomness
from ostara.planning.individuals.chances import Array, Whole
from ostara.planning.individuals.compiling import inner

GOLDEN, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
PURPOSES = np.uint64(randomness.PURPOSES)
MULTIPLY_0, MULTIPLY_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
ROUNDS = 10


class Generator(IntEnum):
    """Which generator draws."""

    SPLITMIX = 0
    PHILOX = 1


@inner
def mixed(value: Whole) -> Whole:
    """SplitMix64's finaliser (Stafford's thirteenth): each bit of 64 depends on every other."""
    once = (value ^ (value >> uint64(30))) * FIRST
    twice = (once ^ (once >> uint64(27))) * SECOND
    return twice ^ (twice >> uint64(31))


@inner
def draw(generator: Whole, key: Array, step: Whole, counter: Whole, high: Array, low: Array) -> None:
    """Fills `high` and `low` (uint32[people]) with the halves of a number of 64 bits for each person at a step."""
    if generator == 0:
        splitmix(key, step, counter, high, low)
    else:
        philox(key, step, counter, high, low)


@inner
def splitmix(key: Array, step: Whole, counter: Whole, high: Array, low: Array) -> None:
    """The finaliser of the person's key and the counter, as `randomness.number` says it."""
    add = (uint64(step) * PURPOSES + uint64(counter) + uint64(1)) * GOLDEN
    for person in range(len(key)):
        number = mixed(key[person] + add)
        high[person] = uint32(number >> uint64(32))
        low[person] = uint32(number)


@inner
def philox(key: Array, step: Whole, counter: Whole, high: Array, low: Array) -> None:
    """Its counter: the person's key and the step; its key: what for. The first two of its four words."""
    for person in range(len(key)):
        a, b = uint32(key[person]), uint32(key[person] >> uint64(32))
        c, d = uint32(step), uint32(0)
        k, m = uint32(counter), uint32(0)
        for _ in range(ROUNDS):
            left, right = uint64(a) * MULTIPLY_0, uint64(c) * MULTIPLY_1
            a, b = uint32(right >> uint64(32)) ^ b ^ k, uint32(right)
            c, d = uint32(left >> uint64(32)) ^ d ^ m, uint32(left)
            k, m = uint32(k + WEYL_0), uint32(m + WEYL_1)
        high[person] = a
        low[person] = b


def keys(area: int, step: Array, ordinal: Array) -> Array:
    """`randomness.person_key` of many: uint64[people] from the area's key, steps of entry and ordinals."""
    place = np.array([area & (2**64 - 1)], np.uint64) + step.astype(np.uint64) * GOLDEN
    return _mixed_column(_mixed_column(place) + ordinal.astype(np.uint64) * SECOND + np.uint64(1))


def _mixed_column(value: Array) -> Array:
    once = (value ^ (value >> np.uint64(30))) * FIRST
    twice = (once ^ (once >> np.uint64(27))) * SECOND
    return np.asarray(twice ^ (twice >> np.uint64(31)))
