"""Reading scales: a file that does not add up is refused, naming the file and the entry, for whoever edits it."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales.parts import (
    GROUNDS,
    bands_of,
    grounds_of,
    heed_of,
    items_of,
    licence_of,
    listed,
    notable_of,
    require,
    whole,
)
from ostara.knowledge.scales.scale import Direction, Scale

_REQUIRED = frozenset({"id", "version", "name", "title", "higher_is", "total", "licence", "answers", "labels", "bands"})
_OPTIONAL = frozenset({"heeds", "change"})


def scale(id: str, version: int | None = None) -> Scale:
    """One scale by its id, in this version or in the latest. Raises RefusalError for one that does not exist."""
    known = every_version()
    versions = sorted(one for name, one in known if name == id)
    if not versions:
        near = get_close_matches(id, {name for name, _ in known}, n=3)
        raise RefusalError(f"scale {id}", "does not exist" + (f"; did you mean {', '.join(near)}" if near else ""))
    if version is not None and version not in versions:
        raise RefusalError(f"scale {id}", f"has no version {version} here, only {', '.join(map(str, versions))}")
    return known[id, version or versions[-1]]


def scales() -> Mapping[str, Scale]:
    """Every scale in its latest version, by id."""
    return MappingProxyType({id: scale(id) for id, _ in every_version()})


@cache
def every_version(folder: Traversable | None = None) -> Mapping[tuple[str, int], Scale]:
    """Every version of every scale of the folder (this one when left out), file by file."""
    found: dict[tuple[str, int], Scale] = {}
    inside = (folder or files(__package__)).iterdir()
    for file in sorted((file for file in inside if file.name.endswith(".toml")), key=lambda file: file.name):
        one = _scale(file)
        require((one.id, one.version) not in found, file.name, f"{one.id} version {one.version} is in another file too")
        found[one.id, one.version] = one
    return MappingProxyType(found)


def _scale(file: Traversable) -> Scale:
    place = file.name
    entry = as_entry(read_entries(file, place=place), place=place, required=_REQUIRED, optional=_OPTIONAL)
    licence = licence_of(entry["licence"], f"{place} licence")
    labels = as_entry(
        entry["labels"], place=f"{place} labels", required=GROUNDS | {"items"}, optional=frozenset({"wording"})
    )
    answers = as_entry(
        entry["answers"], place=f"{place} answers", required=GROUNDS | {"values"}, optional=frozenset({"of"})
    )
    items = tuple(items_of(labels, answers, licence, place))
    lowest, highest = (sum(item.answers[end] for item in items) for end in (0, -1))
    require(entry["total"] == [lowest, highest], f"{place} total", f"the items add up to {lowest} to {highest}")
    higher_is = words(entry, "higher_is", place=place)
    require(higher_is in list(Direction), place, f"higher_is {higher_is} is none of {', '.join(Direction)}")
    return Scale(
        id=words(entry, "id", place=place),
        version=whole(entry, "version", place),
        name=words(entry, "name", place=place),
        title=words(entry, "title", place=place),
        higher_is=Direction(higher_is),
        items=items,
        bands=tuple(
            bands_of(one, lowest, highest, f"{place} bands {number}")
            for number, one in enumerate(listed(entry["bands"], f"{place} bands"), start=1)
        ),
        heeds=tuple(
            heed_of(one, items, f"{place} heeds {number}")
            for number, one in enumerate(listed(entry.get("heeds", []), f"{place} heeds"), start=1)
        ),
        notable=notable_of(entry["change"], f"{place} change") if "change" in entry else None,
        licence=licence,
        answers_grounds=grounds_of(answers, f"{place} answers"),
        labels_grounds=grounds_of(labels, f"{place} labels"),
    )
