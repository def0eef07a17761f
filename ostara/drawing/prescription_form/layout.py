"""Where each part of the form stands, from a table of positions in millimetres with its source and who checked it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.instalment_wordings import day_checked
from ostara.knowledge.refusal import RefusalError

PARTS = (
    *("serial", "person", "address", "born", "age", "nhs_number", "pharmacy", "medicine", "dose", "days", "interval"),
    *("instalment_count", "total", "instalments", "wordings", "prescriber", "prescriber_number", "prescriber_address"),
    *("signature", "date"),
)
COLUMNS = ("field", "label", "x_mm", "y_mm", "width_mm", "height_mm", "largest_pt")
_OURS = frozenset({"name", "width_mm", "height_mm", "source", "place", "status"})
_LOADED = frozenset({"name", "width_mm", "height_mm", "source", "place", "checked_by", "checked_on"})


@dataclass(frozen=True)
class Box:
    """A box of the form: its label, its upper left corner and size in millimetres, its largest letters in points."""

    field: str
    label: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    largest_pt: float


@dataclass(frozen=True)
class FormLayout:
    """The form: its size, its boxes, and who checked them against the specification, if anybody did."""

    name: str
    width_mm: float
    height_mm: float
    boxes: tuple[Box, ...]
    source: str
    place: str
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def checked(self) -> bool:
        """Whether somebody compared it with the form's specification."""
        return bool(self.checked_by and self.checked_on)


def form_layout(own: Path | None = None) -> FormLayout:
    """Returns our own drawing, or what a service loaded in its folder `own` (fp10mda.toml and fp10mda.csv).

    Raises RefusalError naming file and line where a folder lacks its source or its check, where a part of the form is
    missing, or where a box lies outside the paper or on another.
    """
    folder: Traversable = own or files(__package__)
    heading = folder / "fp10mda.toml"
    if not heading.is_file():
        raise RefusalError(str(own), "holds no fp10mda.toml that says where its positions come from")
    place = heading.name
    entries = read_entries(heading, place=place)
    required = _OURS if own is None else _LOADED
    entry = as_entry(entries.get("form"), place=f"{place} form", required=required, optional=frozenset())
    return _checked(
        FormLayout(
            name=words(entry, "name", place=place),
            width_mm=_size(entry, "width_mm", place),
            height_mm=_size(entry, "height_mm", place),
            boxes=_boxes(folder / "fp10mda.csv"),
            source=words(entry, "source", place=place),
            place=words(entry, "place", place=place),
            checked_by="" if own is None else words(entry, "checked_by", place=place),
            checked_on=None if own is None else day_checked(entry, place),
        )
    )


def _boxes(file: Traversable) -> tuple[Box, ...]:
    if not file.is_file():
        raise RefusalError(file.name, "there is no such file beside fp10mda.toml")
    with file.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise RefusalError(file.name, f"its columns are not {', '.join(COLUMNS)}")
        boxes = tuple(_box(row, f"{file.name} line {line}") for line, row in enumerate(reader, start=2))
    named = [box.field for box in boxes]
    for part in PARTS:
        if named.count(part) != 1:
            raise RefusalError(file.name, f"places {part} {named.count(part)} times, and not once")
    return boxes


def _box(row: Mapping[str, str], place: str) -> Box:
    if row["field"] not in PARTS:
        raise RefusalError(place, f"{row['field']} is no part of the form")
    try:
        numbers = [float(Decimal(row[column])) for column in COLUMNS[2:]]
    except (InvalidOperation, TypeError) as error:
        raise RefusalError(place, "a position is not a number of millimetres") from error
    if not all(0 <= number < 1000 for number in numbers) or 0 in numbers[2:]:
        raise RefusalError(place, "a position or size is not on any paper")
    return Box(row["field"], row["label"], *numbers)


def _checked(layout: FormLayout) -> FormLayout:
    for box in layout.boxes:
        if box.x_mm + box.width_mm > layout.width_mm or box.y_mm + box.height_mm > layout.height_mm:
            raise RefusalError("fp10mda.csv", f"{box.field} stands beyond the edge of the paper")
    for at, box in enumerate(layout.boxes):
        for other in layout.boxes[at + 1 :]:
            if _overlap(box, other):
                raise RefusalError("fp10mda.csv", f"{box.field} and {other.field} stand on each other")
    return layout


def _overlap(one: Box, other: Box) -> bool:
    beside = one.x_mm + one.width_mm <= other.x_mm or other.x_mm + other.width_mm <= one.x_mm
    below = one.y_mm + one.height_mm <= other.y_mm or other.y_mm + other.height_mm <= one.y_mm
    return not (beside or below)


def _size(entry: Mapping[str, object], field: str, place: str) -> float:
    value = entry[field]
    if not isinstance(value, int | Decimal) or not 0 < value < 1000:
        raise RefusalError(place, f"{field} is not a size in millimetres")
    return float(value)
