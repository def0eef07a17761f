"""What validation looks at, as data: each figure with its study, its people, and the design that finds it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source
from ostara.planning.validation.designs import DESIGNS

_REQUIRED = frozenset(
    {
        "target",
        "title",
        "design",
        "of",
        "published",
        "low",
        "high",
        "unit",
        "source",
        "place",
        "population",
        "verified",
        "scored",
        "series",
    }
)
_OPTIONAL = frozenset({"events", "known"})


@dataclass(frozen=True)
class Part:
    """One published figure. `events` is how many deaths or people it rests on: chance enough to be off by itself.

    `target` groups parts that hold or miss together; those of a `series` are years of one. `known` is what is known to
    be different in the model, told when it misses.
    """

    id: str
    target: str
    title: str
    design: str
    of: str
    published: float
    low: float
    high: float
    unit: str
    events: float | None
    source: str
    place: str
    population: str
    verified: bool
    scored: bool
    series: bool
    known: str


@cache
def parts(file: Traversable | None = None) -> tuple[Part, ...]:
    """Every figure, in the order of the file. Raises RefusalError that names the file and the key."""
    file = file or files(__package__) / "studies.toml"
    return tuple(_part(id, of, file.name) for id, of in read_entries(file, place=file.name).items())


def _part(id: str, said: object, file: str) -> Part:
    place = f"{file} {id}"
    entry = as_entry(said, place=place, required=_REQUIRED, optional=_OPTIONAL)
    design, named = (words(entry, key, place=place) for key in ("design", "source"))
    if design not in DESIGNS:
        raise RefusalError(f"{place} design", f"{design} is none of {', '.join(DESIGNS)}")
    source(named)
    published, low, high = (_number(entry, key, place) for key in ("published", "low", "high"))
    if not low <= published <= high:
        raise RefusalError(f"{place} published", "is not between low and high")
    return Part(
        id=id,
        target=words(entry, "target", place=place),
        title=words(entry, "title", place=place),
        design=design,
        of=words(entry, "of", place=place),
        published=published,
        low=low,
        high=high,
        unit=words(entry, "unit", place=place),
        events=_number(entry, "events", place) if "events" in entry else None,
        source=named,
        place=words(entry, "place", place=place),
        population=words(entry, "population", place=place),
        verified=bool(entry["verified"]),
        scored=bool(entry["scored"]),
        series=bool(entry["series"]),
        known=words(entry, "known", place=place) if "known" in entry else "",
    )


def _number(entry: Mapping[str, object], key: str, place: str) -> float:
    value = entry[key]
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise RefusalError(f"{place} {key}", "is not a number")
    return float(value)
