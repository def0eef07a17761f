"""The chance behind the nation: a number for each question about each person, journey, episode or review.

A number is a hash of the seed, the question and the key of what it is asked about (the mixing steps of SplitMix64), so
that it depends on nothing else: not on the size of blocks, and not on who else was made.
"""

from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np

from ostara.exchange.made_up.arrays import Array

_ALL = (1 << 64) - 1
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_HALF = 2.0**-32


class Of(IntEnum):
    """What is drawn, by what it is drawn for."""

    # a person
    ENTRY = 0
    GROUP = auto()
    SEX = auto()
    AGE = auto()
    ETHNICITY = auto()
    NATION = auto()
    AREA = auto()
    OUTSIDE = auto()
    DEPRIVATION = auto()
    YOUNG = auto()
    SHARED_KEY = auto()
    NO_KEY = auto()
    KEY_CELL = auto()
    SERVICE = auto()
    PATTERN = auto()
    RETURNING = auto()
    # a journey
    SWITCH = auto()
    OTHER_PATTERN = auto()
    HOUSING = auto()
    INJECTING = auto()
    WORK = auto()
    COMPLETION = auto()
    REASON = auto()
    LENGTH = auto()
    DEATH = auto()
    DEATH_AFTER = auto()
    RETURN = auto()
    GAP = auto()
    GAP_KIND = auto()
    AUGUST = auto()
    MOVE = auto()
    MOVE_TO = auto()
    MOVED_WITHIN = auto()
    PRISON_BEFORE = auto()
    RELEASE_BEFORE = auto()
    STAY_BEFORE = auto()
    PRISON_AFTER = auto()
    STAY_AFTER = auto()
    CUSTODY = auto()
    EPISODES = auto()
    TOGETHER = auto()
    CONFLICT = auto()
    # an episode
    CUT = auto()
    JOIN = auto()
    EARLIER_REASON = auto()
    WAIT = auto()
    REFERRAL = auto()
    CODE = auto()
    DETAIL = auto()
    CASE = auto()
    HEALTH = auto()
    BASELINE = auto()
    COURSE = auto()
    # a row within an episode
    HELP = auto()
    HELP_DAYS = auto()
    HELP_END = auto()
    REVIEW = auto()
    LIFE = auto()
    UNASKED = auto()
    PARTS = auto()
    PARTS_FLAGS = auto()
    HOURS = auto()
    # an area
    AREA_SIZE = auto()
    AREA_OPIATES = auto()
    AREA_HOUSING = auto()
    AREA_DEPRIVED = auto()
    AREA_COMPLETION = auto()


@dataclass(frozen=True)
class Chance:
    """Draws for one seed. Keys are whole numbers, each used once for a question."""

    seed: int

    def bits(self, what: Of, key: Array) -> Array:
        """64 random bits for each key."""
        salt = _mixed(_mixed(self.seed + _STEP) + (what + 1) * _STEP)
        bits = key.astype(np.uint64)
        bits *= np.uint64(_STEP)
        bits += np.uint64(salt)
        bits ^= bits >> np.uint64(30)
        bits *= np.uint64(_FIRST)
        bits ^= bits >> np.uint64(27)
        bits *= np.uint64(_SECOND)
        bits ^= bits >> np.uint64(31)
        return bits

    def of(self, what: Of, key: Array) -> Array:
        """A uniform number from 0 (included) to 1 (not) for each key."""
        return _unit(self.bits(what, key))

    def two(self, what: Of, key: Array) -> tuple[Array, Array]:
        """Two uniform numbers for each key, in steps of 2 to the power of -32."""
        bits = self.bits(what, key)
        return (bits >> np.uint64(32)) * _HALF, (bits & np.uint64(0xFFFFFFFF)) * _HALF

    def normal(self, what: Of, key: Array) -> Array:
        """A standard normal number for each key (Box and Muller)."""
        first, second = self.two(what, key)
        result: Array = np.sqrt(-2 * np.log1p(-first)) * np.cos(2 * np.pi * second)
        return result


def _unit(bits: Array) -> Array:
    result: Array = (bits >> np.uint64(11)) * 2.0**-53
    return result


def _mixed(number: int) -> int:
    number &= _ALL
    number = (number ^ (number >> 30)) * _FIRST & _ALL
    number = (number ^ (number >> 27)) * _SECOND & _ALL
    return number ^ (number >> 31)


def part(bits: Array, place: int, width: int) -> Array:
    """Some of the bits of each, as a small whole number: `width` of them from `place` on."""
    result: Array = (bits >> np.uint64(place)).astype(np.uint32) & np.uint32((1 << width) - 1)
    return result


def exponential(uniform: Array, mean: float | Array) -> Array:
    """Waiting times of this mean, from uniform numbers."""
    result: Array = -np.log1p(-uniform) * mean
    return result
