"""The array type that the generator's parts hand to each other, and two small ways of drawing from uniform numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def again(uniform: Array, times: int = 1) -> Array:
    """Another uniform number from the lower digits of one, for details that need no fine grain."""
    result: Array = (uniform * np.float32(64**times)) % 1
    return result


def normal(first: Array, second: Array) -> Array:
    """Standard normal numbers from two uniform ones (Box and Muller)."""
    result: Array = np.sqrt(-2 * np.log1p(-first.astype(np.float64))) * np.cos(2 * np.pi * second)
    return result


def pick(uniform: Array, shares: tuple[float, ...]) -> Array:
    """The place (from 0) in `shares`, which add up to 1, on which each uniform number falls."""
    edges = np.cumsum(shares)[:-1].astype(uniform.dtype)
    result: Array = np.searchsorted(edges, uniform, side="right")
    return result


def between(uniform: Array, low: int, high: int) -> Array:
    """Whole numbers from low to high, both included, equally likely."""
    result: Array = low + np.minimum((uniform * (high - low + 1)).astype(np.int64), high - low)
    return result
