"""What an area is to be fitted to, read from a file: every refusal names the file and the key."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import log
from pathlib import Path

import numpy as np

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.refusal import RefusalError
from ostara.planning.calibration.space import Floats
from ostara.planning.calibration.yearly import MEASURES

# By judgement: how far a model that is right in all its numbers may still be from a figure, as a share of it.
MODEL_ERROR = 0.05
_REQUIRED = frozenset({"measure", "year", "value", "low", "high", "source", "place"})
_OPTIONAL = frozenset({"size", "status", "unit"})
_YEARS = (1990, 2100)
_WIDTH = 2 * 1.959963984540054


@dataclass(frozen=True)
class Target:
    """One figure of one financial year (`year` is the one in which it begins), with its 95 % interval."""

    id: str
    measure: str
    year: int
    value: float
    low: float
    high: float
    source: str
    place: str

    @property
    def figure(self) -> str:
        """What the model calls the same."""
        return f"{self.measure}.{self.year}"

    @property
    def error(self) -> float:
        """Standard deviation of its logarithm, of the figure and of the model together."""
        return float(np.hypot(log(self.high / self.low) / _WIDTH, MODEL_ERROR))


@dataclass(frozen=True)
class Targets:
    """All figures that an area is fitted to."""

    name: str
    of: tuple[Target, ...]

    @property
    def first_year(self) -> int:
        """The year in which a run must begin."""
        return min(one.year for one in self.of)

    @property
    def years(self) -> int:
        """How many years a run must have."""
        return max(one.year for one in self.of) - self.first_year + 1

    @property
    def observed(self) -> Floats:
        """[targets] logarithms."""
        return np.log([one.value for one in self.of])

    @property
    def errors(self) -> Floats:
        """[targets] standard deviations of the logarithms."""
        return np.array([one.error for one in self.of])

    @property
    def studies(self) -> frozenset[str]:
        """Whose figures they are."""
        return frozenset(one.source for one in self.of)


def targets_named(said: str) -> Targets:
    """Targets from a file, or those that come with Ostara by their name."""
    shipped = files(__package__) / f"{said}.toml"
    if said == "england-2011":
        return read_targets(shipped)
    file = Path(said)
    if not file.is_file():
        raise RefusalError(f"targets {said}", "is no file; england-2011 comes with Ostara")
    return read_targets(file)


def read_targets(file: Traversable) -> Targets:
    """Targets from a file. A target that cannot be met by anything is refused, and nothing runs half."""
    entries = read_entries(file, place=file.name)
    if not entries:
        raise RefusalError(file.name, "has no targets")
    return Targets(file.name.removesuffix(".toml"), tuple(_target(id, of, file.name) for id, of in entries.items()))


def _target(id: str, said: object, file: str) -> Target:
    place = f"{file} {id}"
    entry = as_entry(said, place=place, required=_REQUIRED, optional=_OPTIONAL)
    measure = words(entry, "measure", place=place)
    if measure not in MEASURES:
        near = get_close_matches(measure, MEASURES, n=2) or list(MEASURES)
        raise RefusalError(f"{place} measure", f"{measure} is none that the model has; there is {' or '.join(near)}")
    if entry.get("size") == 0:
        raise RefusalError(f"{place} size", "is 0: a target with no data says nothing")
    year = entry["year"]
    if not isinstance(year, int) or not _YEARS[0] <= year <= _YEARS[1]:
        raise RefusalError(f"{place} year", "is not the year in which a financial year begins")
    value, low, high = (_number(entry, key, place) for key in ("value", "low", "high"))
    if not low <= value <= high or low == high:
        raise RefusalError(f"{place} value", "is not between low and high, or they leave no room")
    return Target(
        id, measure, year, value, low, high, words(entry, "source", place=place), words(entry, "place", place=place)
    )


def _number(entry: Mapping[str, object], key: str, place: str) -> float:
    value = entry[key]
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise RefusalError(f"{place} {key}", "is not a number: a target with no data says nothing")
    if value <= 0:
        raise RefusalError(f"{place} {key}", "is not above nought, and the model compares shares of it")
    return float(value)
