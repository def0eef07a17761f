"""Where numbers and code lists come from, and how far each source was checked. One entry each in sources.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.refusal import RefusalError

_REQUIRED = frozenset({"title", "where", "checked"})
_OPTIONAL = frozenset({"publisher", "year"})


@dataclass(frozen=True)
class Source:
    """A document, page or data set. `where` is a site to look on; `checked` says how far we read it."""

    id: str
    title: str
    where: str
    checked: str
    publisher: str | None = None
    year: int | None = None


@cache
def sources(file: Traversable | None = None) -> Mapping[str, Source]:
    """Every source by its id, in the order of the file. Raises RefusalError for an entry that is not whole."""
    file = file or files(__package__) / "sources.toml"
    entries = read_entries(file, place=file.name)
    return MappingProxyType({id: _source(id, entry, f"{file.name} {id}") for id, entry in entries.items()})


def source(id: str) -> Source:
    """One source by its id. Raises RefusalError, naming the nearest ids, for one that nobody has written down."""
    known = sources()
    if id not in known:
        near = get_close_matches(id, known, n=3)
        raise RefusalError(
            f"source {id}", f"is not in sources.toml{'; did you mean ' + ', '.join(near) if near else ''}"
        )
    return known[id]


def _source(id: str, value: object, place: str) -> Source:
    entry = as_entry(value, place=place, required=_REQUIRED, optional=_OPTIONAL)
    year = entry.get("year")
    if year is not None and type(year) is not int:
        raise RefusalError(place, "year is not a whole number")
    return Source(
        id=id,
        title=words(entry, "title", place=place),
        where=words(entry, "where", place=place),
        checked=words(entry, "checked", place=place),
        publisher=words(entry, "publisher", place=place) if "publisher" in entry else None,
        year=year,
    )
