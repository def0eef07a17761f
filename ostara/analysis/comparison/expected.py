"""How sure an observed count is against an expected one, where people have shares of their own.

The area is thought to raise or lower everybody's odds alike. Given that, the chance of each count is the one expected,
tilted; its exact interval follows from the tail on either side, as Clopper and Pearson's does for one share.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from ostara.analysis.comparison.chance import Array, Chance, mixed

_HALVINGS = 60
_FARTHEST = 40.0  # log odds


def expected_count(groups: Sequence[tuple[int, float]]) -> float:
    """How many of groups of so many people with these shares are expected to count."""
    return sum(of * share for of, share in groups)


def plausible_counts(
    groups: Sequence[tuple[int, float]], observed: int, levels: Sequence[float]
) -> list[tuple[float, float]]:
    """For each level, the lowest and the highest count to expect of these people that the observed one agrees with.

    Where the share of everybody is none or all, there is nothing to be unsure of: both ends are the expected count.
    """
    certain = sum(of for of, share in groups if share >= 1)
    unsure = [(of, share) for of, share in groups if of and 0 < share < 1]
    if not unsure:
        return [(float(certain), float(certain)) for _ in levels]
    people = np.array([of for of, _ in unsure], dtype=np.float64)
    shares = np.array([share for _, share in unsure])
    logits = np.log(shares / (1 - shares))
    count, all_of_them = observed - certain, int(people.sum())
    shift = _shift(people, logits, min(max(count, 0.5), all_of_them - 0.5))
    here = mixed(zip(people.astype(int).tolist(), _shares(logits + shift).tolist(), strict=True))
    return [
        (
            certain + (_end(here, count, (1 - level) / 2, upwards=False) if count > 0 else 0.0),
            certain + (_end(here, count, (1 - level) / 2, upwards=True) if count < all_of_them else all_of_them),
        )
        for level in levels
    ]


def _shares(logits: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-logits))
    return result


def _shift(people: Array, logits: Array, count: float) -> float:
    """How much everybody's log odds must rise for this count to be the expected one."""
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if float(people @ _shares(logits + middle)) < count else (low, middle)
    return (low + high) / 2


def _end(here: Chance, count: int, tail: float, *, upwards: bool) -> float:
    """The expected count at which the observed one has just this tail left on its side."""
    away = np.arange(len(here.probabilities)) + here.first - here.mean
    logs = np.log(here.probabilities)
    seen = slice(None, count - here.first + 1) if upwards else slice(max(count - here.first, 0), None)

    def left(by: float) -> float:
        raised = logs + (by if upwards else -by) * away
        weights = np.exp(raised - raised.max())
        return float(weights[seen].sum() / weights.sum())

    variance = float(here.probabilities @ np.square(away))
    near, far = 0.0, 1 / sqrt(max(variance, 0.01))
    while left(far) > tail and far < _FARTHEST:
        near, far = far, far * 2
    for _ in range(_HALVINGS // 2):
        middle = (near + far) / 2
        near, far = (middle, far) if left(middle) > tail else (near, middle)
    return here.tilted(far if upwards else -far).mean
