"""Counter-based random numbers: the same person, step and purpose give the same number, whoever asks and when.

SplitMix64 of a person's key and a counter. No state, no order of asking, no position in an array: so two arms of a
comparison share their luck, and adding people or moves alters nobody else's.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy.special import pdtr, pdtrik

U64 = npt.NDArray[np.uint64]

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
PURPOSES = 16


class Purpose(IntEnum):
    """What a number is for. The numbers of these are part of the model: changing one changes every result."""

    MOVE = 0
    FLIP = 1  # and 2, 3: one for each flag, in the order of the model
    AGE = 4
    START = 5
    ENTRIES = 6
    QUEUE = 7
    DRAW = 8


def mixed(value: int) -> int:
    """SplitMix64's finaliser: 64 bits, well stirred."""
    value &= _MASK
    value = ((value ^ (value >> 30)) * _FIRST) & _MASK
    value = ((value ^ (value >> 27)) * _SECOND) & _MASK
    return value ^ (value >> 31)


def number(key: int, step: int, purpose: int) -> int:
    """A 32-bit number, 0 to 2**32 - 1, for a key, a step and a purpose."""
    counter = step * PURPOSES + purpose + 1
    return mixed(key + counter * _GOLDEN) >> 32


def numbers(keys: U64, step: int, purpose: int) -> U64:
    """The same for many keys at once."""
    counter = np.uint64((step * PURPOSES + purpose + 1) * _GOLDEN & _MASK)
    with np.errstate(over="ignore"):
        value = keys + counter
        value = (value ^ (value >> np.uint64(30))) * np.uint64(_FIRST)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(_SECOND)
        value ^= value >> np.uint64(31)
    return value >> np.uint64(32)


def person_key(area: int, step: int, ordinal: int) -> int:
    """The key of the `ordinal`th person to come into an area at a step; those there at the start came at step 0.

    Initial people have ordinals from 0; people who enter during step t have step t + 1.
    """
    return mixed(mixed(area + step * _GOLDEN) + ordinal * _SECOND + 1)


def share(number: int) -> float:
    """A 32-bit number as a share, 0 <= share < 1."""
    return number / 4294967296.0


def poisson(mean: float, number: int) -> int:
    """A count with a Poisson distribution by inversion: a larger mean never gives fewer for the same number."""
    if mean <= 0:
        return 0
    at = (number + 0.5) / 4294967296.0
    count = max(int(pdtrik(at, mean)) - 2, 0)
    while pdtr(count, mean) < at:
        count += 1
    return count
