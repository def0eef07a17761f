"""Reading an area: every refusal names the file and the key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.parameters import Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source
from ostara.planning.specification.ages import AGE_BANDS

_NUMBERS = ("people", "women", "entries_per_1000", "entries_change")
_LISTS = ("ages", "entry_ages")
_FIELDS = frozenset({"meaning", "value", "source", "place", "status"})
_BOUNDS = {"people": (1, 1e8), "women": (0, 1), "entries_per_1000": (0, 1000), "entries_change": (-0.9, 1)}


@dataclass(frozen=True)
class Area:
    """An area. `ages` and `entry_ages` are shares that add up to one; `entries` are people a year in the first year."""

    name: str
    title: str
    start_year: int
    people: float
    women: float
    entries_per_1000: float
    entries_change: float
    ages: tuple[float, ...]
    entry_ages: tuple[float, ...]
    unverified: tuple[str, ...]  # keys whose numbers nobody has read in a source
    studies: frozenset[str]

    @property
    def key(self) -> int:
        """64 bits that tell this area's people from those of others."""
        return int.from_bytes(sha256(self.name.encode()).digest()[:8], "little")

    def of_size(self, people: float) -> "Area":
        """The same area with another number of people at the start."""
        if not people >= 1:
            raise RefusalError("--people", f"{people:g} is not a number of people to plan for")
        return replace(self, people=float(people))


def areas_shipped() -> tuple[str, ...]:
    """The names of the areas that come with Ostara."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml")))


def area(name: str) -> Area:
    """An area that comes with Ostara. Raises RefusalError for one that does not."""
    if name not in areas_shipped():
        raise RefusalError(f"area {name}", f"is none of {', '.join(areas_shipped())}")
    return _shipped(name)


def read_area(file: Traversable, name: str) -> Area:
    """An area from a file. Raises RefusalError that names the file and the key."""
    entries = read_entries(file, place=file.name)
    for key in sorted(entries.keys() - {"title", "start_year", *_NUMBERS, *_LISTS}):
        raise RefusalError(f"{file.name} {key}", "is a key nobody knows")
    for key in ("title", "start_year", *_NUMBERS, *_LISTS):
        if key not in entries:
            raise RefusalError(f"{file.name} {key}", "is missing")
    start = entries["start_year"]
    if not isinstance(start, int):
        raise RefusalError(f"{file.name} start_year", "is not a year")
    told = {key: _told(entries[key], f"{file.name} {key}") for key in (*_NUMBERS, *_LISTS)}
    numbers = {key: _number(told[key]["value"], f"{file.name} {key}", *_BOUNDS[key]) for key in _NUMBERS}
    return Area(
        name=name,
        title=words(entries, "title", place=file.name),
        start_year=start,
        **numbers,
        ages=_shares(told["ages"]["value"], f"{file.name} ages"),
        entry_ages=_shares(told["entry_ages"]["value"], f"{file.name} entry_ages"),
        unverified=tuple(key for key in told if told[key]["status"] in (Status.ASSUMED, Status.UNVERIFIED)),
        studies=frozenset(str(one["source"]) for one in told.values()) - {"ostara"},
    )


def _folder() -> Traversable:
    return files(__package__)


@cache
def _shipped(name: str) -> Area:
    return read_area(_folder() / f"{name}.toml", name)


def _told(value: object, place: str) -> Mapping[str, object]:
    entry = as_entry(value, place=place, required=_FIELDS, optional=frozenset())
    if entry["status"] not in list(Status):
        raise RefusalError(place, f"status is none of {', '.join(Status)}")
    try:
        source(words(entry, "source", place=place))
    except RefusalError as error:
        raise RefusalError(place, f"{error.place} {error.reason}") from error
    return MappingProxyType(dict(entry))


def _number(value: object, place: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise RefusalError(place, "value is not a number")
    if not low <= value <= high:
        raise RefusalError(place, f"value {value} is not between {low:g} and {high:g}")
    return float(value)


def _shares(value: object, place: str) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != len(AGE_BANDS):
        raise RefusalError(place, f"value is not a list of {len(AGE_BANDS)} shares")
    shares = tuple(_number(each, place, 0, 1) for each in value)
    if abs(sum(shares) - 1) > 1e-6:
        raise RefusalError(place, f"shares add up to {sum(shares):g}, not to 1")
    return shares
