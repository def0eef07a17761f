"""Reading parameters: every refusal names the file and the parameter, for whoever edits a number."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.parameters.number import Number, Parameter, Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source


def parameter(name: str) -> Parameter:
    """One parameter by its name. Raises RefusalError, naming the nearest names, for one that does not exist."""
    known = parameters()
    if name not in known:
        near = get_close_matches(name, known, n=3)
        raise RefusalError(
            f"parameter {name}", "does not exist" + (f"; did you mean {', '.join(near)}" if near else "")
        )
    return known[name]


@cache
def parameters(folder: Traversable | None = None) -> Mapping[str, Parameter]:
    """Every parameter of every TOML file in the folder (this one when left out), file by file."""
    found: dict[str, Parameter] = {}
    listed = (folder or files(__package__)).iterdir()
    for file in sorted((file for file in listed if file.name.endswith(".toml")), key=lambda file: file.name):
        for one in _in_file(file):
            if one.name in found:
                raise RefusalError(f"{file.name} {one.name}", f"is written in {found[one.name].file} already")
            found[one.name] = one
    return MappingProxyType(found)


def _in_file(file: Traversable) -> Iterator[Parameter]:
    for group, members in read_entries(file, place=file.name).items():
        if not isinstance(members, dict):
            raise RefusalError(f"{file.name} {group}", "stands outside any entry")
        for short, entry in members.items():
            yield _parameter(f"{group}.{short}", entry, file.name)


_REQUIRED = frozenset({"meaning", "value", "unit", "source", "place", "status"})
_OPTIONAL = frozenset({"low", "high", "rules", "note"})


def _parameter(name: str, value: object, file: str) -> Parameter:
    place = f"{file} {name}"
    entry = as_entry(value, place=place, required=_REQUIRED, optional=_OPTIONAL)
    one = Parameter(
        name=name,
        meaning=words(entry, "meaning", place=place),
        value=_number(entry, "value", place),
        unit=words(entry, "unit", place=place),
        source=words(entry, "source", place=place),
        place=words(entry, "place", place=place),
        status=_status(words(entry, "status", place=place), place),
        file=file,
        low=_number(entry, "low", place) if "low" in entry else None,
        high=_number(entry, "high", place) if "high" in entry else None,
        rules=_rules(entry.get("rules", []), place),
        note=words(entry, "note", place=place) if "note" in entry else None,
    )
    _check_source(one.source, place)
    _check_range(one, place)
    return one


def _number(entry: Mapping[str, object], field: str, place: str) -> Number:
    number = entry[field]
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise RefusalError(place, f"{field} is not a number")
    if not Decimal(number).is_finite():
        raise RefusalError(place, f"{field} is not a finite number")
    return number


def _status(said: str, place: str) -> Status:
    if said not in list(Status):
        raise RefusalError(place, f"status {said} is none of {', '.join(Status)}")
    return Status(said)


_RULE = re.compile(r"[A-Z]{2,4}-\d{2}[a-z]?|Q\d{1,2}")


def _rules(said: object, place: str) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise RefusalError(place, "rules is not a list")
    for rule in said:
        if not isinstance(rule, str) or not _RULE.fullmatch(rule):
            raise RefusalError(place, f"{rule} does not look like the id of a rule (IND-02) or a quality gap (Q1)")
    return tuple(said)


def _check_source(id: str, place: str) -> None:
    try:
        source(id)
    except RefusalError as error:
        raise RefusalError(place, f"{error.place} {error.reason}") from error


def _check_range(one: Parameter, place: str) -> None:
    if one.low is not None and one.value < one.low:
        raise RefusalError(place, f"value {one.value} is below its own low of {one.low}")
    if one.high is not None and one.value > one.high:
        raise RefusalError(place, f"value {one.value} is above its own high of {one.high}")
