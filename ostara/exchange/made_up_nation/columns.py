"""Columns as Arrow arrays: days, words and numbers, empty where they are not known."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array

Rows = dict[str, Any]


def days(values: Array, known: Array | None = None) -> pa.Array:
    """Days since 1970 as dates."""
    return counts(values, known).view(pa.date32())


def counts(values: Array, known: Array | None = None) -> pa.Array:
    """Whole numbers."""
    return pa.array(values.astype(np.int32, copy=False), mask=None if known is None else ~known)


def flags(values: Array, known: Array | None = None) -> pa.Array:
    """Yes or no."""
    return pa.array(values, mask=None if known is None else ~known)


def words(vocabulary: Sequence[str], places: Array, known: Array | None = None) -> pa.Array:
    """Text as a dictionary, so that millions of rows stay small until they are written."""
    return pa.DictionaryArray.from_arrays(counts(places, known), pa.array(vocabulary, pa.string()))


def numbered(prefix: str, numbers: Array) -> list[str]:
    """A word for each number."""
    return [f"{prefix}{number}" for number in numbers.tolist()]


def running(groups: Array) -> Array:
    """For rows sorted by group: the place of each row within its group, from 0."""
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if groups.size else groups
    sizes = np.diff(np.r_[first, groups.size])
    result: Array = np.arange(groups.size) - np.repeat(first, sizes)
    return result


def sorted_by(who: Array, day: Array) -> Array:
    """The order of rows by person and day; rows of the same day stay as they are."""
    # One number for both sorts in one go: nobody's days span more than 2 to the power of 21.
    result: Array = np.argsort((who.astype(np.int64) << 21) + (day + (1 << 19)), kind="stable")
    return result
