"""How complete each field of a national file is: in how many episodes, or parts of them, something is written."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ostara.exchange.ndtms_files.places import PARTS, Place, places
from ostara.exchange.submission.tracing import REFERENCES
from ostara.ndtms.data_set import DataSet

EPISODE = "EPISODID"
# Nothing is missing where these are empty: care goes on, or the service gives the help itself.
MAY_BE_EMPTY = frozenset({"DISD", "MODEND", "OPRAGNCY"})
ONLY_WITH = {"DISRSN": "DISD", "MODEXIT": "MODEND"}  # asked only where something has ended


@dataclass(frozen=True)
class Filled:
    """A field: in how many of its rows something is written, and whether something must be."""

    column: str
    meaning: str
    of_what: str
    filled: int
    of: int
    required: bool
    unverified: bool


def completeness(file: Path, data_set: DataSet) -> list[Filled]:
    """Returns every field that a record can fill, in the order of the file. One pass over it."""
    held = [place for place in places(data_set) if place.table and place.header not in MAY_BE_EMPTY]
    asked: dict[str, set[str]] = {place.header: set() for place in held}
    filled: dict[str, set[str]] = {place.header: set() for place in held}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for place in held:
                _count(row, place, asked[place.header], filled[place.header])
    return [_said(place, len(filled[place.header]), len(asked[place.header])) for place in held]


def _count(row: Mapping[str, str], place: Place, asked: set[str], filled: set[str]) -> None:
    key = row[_key(place)]
    if key and row[ONLY_WITH.get(place.header, _key(place))]:
        asked.add(key)
        if row[place.header]:
            filled.add(key)


def _key(place: Place) -> str:
    """The field that says of which part, or of which episode, this one tells."""
    return REFERENCES.get(str(place.table), EPISODE)


def _said(place: Place, filled: int, of: int) -> Filled:
    what = str(place.table).replace("_", " ") if place.table in PARTS else "episodes"
    field = place.field
    required = field.required is not None
    return Filled(place.header, field.meaning, what, filled, of, required, str(field.standing) == "unverified")
