"""One XML file of a release, record by record, never held whole; known by its outermost element, not by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from ostara.knowledge.refusal import RefusalError

HEAD = 4096
KINDS = {  # outermost element: what it holds, and the elements in which a record may stand
    "LOOKUP": "lists",
    "INGREDIENT_SUBSTANCES": "ingredients",
    "VIRTUAL_THERAPEUTIC_MOIETIES": "moieties",
    "VIRTUAL_MED_PRODUCTS": "products",
    "ACTUAL_MEDICINAL_PRODUCTS": "makers' products",
}
RECORDS = frozenset({"INFO", "ING", "VTM", "VMP", "VPI", "DFORM", "AMP"})


@dataclass(frozen=True)
class Entry:
    """One record: the element around it, its own element, and its fields, blanks at their ends taken away."""

    group: str
    kind: str
    fields: dict[str, str]


def kind_of(path: Path) -> str | None:
    """Returns what a file of a release holds, or None for one that is not read. Raises RefusalError for no XML."""
    _refuse_doctype(path)
    for _, element in _events(path, ("start",)):
        return KINDS.get(_name(element))
    return None


def entries(path: Path) -> Iterator[Entry]:
    """Returns the records of a file, one at a time. Raises RefusalError with the line on which it is broken."""
    around: list[ElementTree.Element] = []
    for event, element in _events(path, ("start", "end")):
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if around and _name(element) in RECORDS:
            fields = {_name(field): (field.text or "").strip() for field in element}
            yield Entry(_name(around[-1]), _name(element), fields)
            around[-1].clear()


def _events(path: Path, wanted: tuple[Literal["start", "end"], ...]) -> Iterator[tuple[str, ElementTree.Element]]:
    try:
        yield from ElementTree.iterparse(path, wanted)  # noqa: S314  # a DOCTYPE was refused first
    except ElementTree.ParseError as error:
        line, _ = error.position
        raise RefusalError(f"{path.name} line {line}", "is not readable as XML") from error


def _refuse_doctype(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(HEAD).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise RefusalError(path.name, "declares a document type, which no release does")


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
