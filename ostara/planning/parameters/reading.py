"""Reading the model's numbers: every refusal names the file and the number, for whoever edits one."""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.parameters import Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source
from ostara.planning.parameters.number import BOUNDED, Distribution, Estimate, Unit

_REQUIRED = frozenset(
    {
        "meaning",
        "value",
        "unit",
        "distribution",
        "evidence",
        "source",
        "place",
        "population",
        "transformation",
        "status",
    }
)
_OPTIONAL = frozenset({"low", "high", "cause"})
_OURS = frozenset({"ostara", "judge"})  # judgement is no study

Choice = TypeVar("Choice", Unit, Distribution, Status)


@cache
def estimates(folder: Traversable | None = None) -> Mapping[str, Estimate]:
    """Every number of every TOML file in the folder (this one when left out), by its id."""
    found: dict[str, Estimate] = {}
    listed = (folder or files(__package__)).iterdir()
    for file in sorted((file for file in listed if file.name.endswith(".toml")), key=lambda file: file.name):
        for one in _in_file(file):
            if one.id in found:
                raise RefusalError(f"{file.name} {one.id}", f"is written in {found[one.id].file} already")
            found[one.id] = one
    return MappingProxyType(found)


@cache
def evidence() -> Mapping[str, Mapping[str, str]]:
    """Rows of evidence.csv by their id: quantity, value, low, high, unit, population, year, study, verified."""
    with (files(__package__) / "evidence.csv").open(encoding="utf-8") as lines:
        return MappingProxyType({row["id"]: MappingProxyType(row) for row in csv.DictReader(lines)})


def _in_file(file: Traversable) -> Iterator[Estimate]:
    for id, value in read_entries(file, place=file.name).items():
        place = f"{file.name} {id}"
        yield _checked(_estimate(id, as_entry(value, place=place, required=_REQUIRED, optional=_OPTIONAL), file), place)


def _estimate(id: str, entry: Mapping[str, object], file: Traversable) -> Estimate:
    place = f"{file.name} {id}"
    value = _number(entry, "value", place)
    rows, named = _rows(entry["evidence"], place), words(entry, "source", place=place)
    return Estimate(
        id=id,
        meaning=words(entry, "meaning", place=place),
        value=value,
        low=_number(entry, "low", place) if "low" in entry else value,
        high=_number(entry, "high", place) if "high" in entry else value,
        unit=_one_of(Unit, entry, "unit", place),
        distribution=_one_of(Distribution, entry, "distribution", place),
        cause=words(entry, "cause", place=place) if "cause" in entry else None,
        evidence=rows,
        source=named,
        place=words(entry, "place", place=place),
        population=words(entry, "population", place=place),
        transformation=words(entry, "transformation", place=place),
        status=_one_of(Status, entry, "status", place),
        file=file.name,
        studies=frozenset({evidence()[row]["study"] for row in rows} | {named}) - _OURS,
    )


def _rows(said: object, place: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(row, str) for row in said):
        raise RefusalError(place, "evidence is not a list of ids of rows")
    for row in said:
        if row not in evidence():
            raise RefusalError(place, f"row {row} is not in evidence.csv")
    return tuple(said)


def _number(entry: Mapping[str, object], field: str, place: str) -> float:
    number = entry[field]
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or not Decimal(number).is_finite():
        raise RefusalError(place, f"{field} is not a finite number")
    return float(number)


def _one_of(kind: type[Choice], entry: Mapping[str, object], field: str, place: str) -> Choice:
    said = words(entry, field, place=place)
    if said not in list(kind):
        raise RefusalError(place, f"{field} {said} is none of {', '.join(kind)}")
    return kind(said)


def _checked(one: Estimate, place: str) -> Estimate:
    try:
        source(one.source)
    except RefusalError as error:
        raise RefusalError(place, f"{error.place} {error.reason}") from error
    if not one.low <= one.value <= one.high:
        raise RefusalError(place, f"value {one.value} is not between its low and its high")
    if one.low < 0:
        raise RefusalError(place, f"{one.unit} cannot be negative")
    if one.unit in BOUNDED and one.high > 1:
        raise RefusalError(place, f"{one.unit} cannot be above 1")
    if (one.distribution is Distribution.FIXED) != (one.low == one.high):
        raise RefusalError(place, "has an interval exactly where it is not fixed")
    if one.file == "mortality.toml" and one.cause is None:
        raise RefusalError(place, "a number of mortality names its cause")
    return one
