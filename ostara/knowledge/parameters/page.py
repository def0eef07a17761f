"""The parameters as a page of the documentation: one table for each file, with where each number comes from."""

from itertools import groupby

from ostara.knowledge.parameters.number import Parameter
from ostara.knowledge.parameters.reading import parameters
from ostara.knowledge.sources import source, sources

_OPENING = """# Parameters

Every number that a rule or a measure rests on. Written by `./run docs` from `ostara/knowledge/parameters/`; change it
there.

A number marked **unverified** is often quoted, or comes from another country, and was not read in a source that governs
here. Treat every result that rests on it as unverified too.
"""


def parameters_page() -> str:
    """All parameters and the sources they name, as Markdown."""
    by_file = groupby(parameters().values(), key=lambda one: one.file)
    return "\n".join([_OPENING, _counts(), *(_table(file, list(ones)) for file, ones in by_file), _sources()])


def _counts() -> str:
    ones = list(parameters().values())
    doubtful = sum(one.unverified for one in ones)
    return f"{len(ones)} parameters, {doubtful} of them unverified.\n"


def _table(file: str, ones: list[Parameter]) -> str:
    head = ["name", "value", "what it is", "status", "source", "place", "rules", "note"]
    return "\n".join([f"## {file}", "", _cells(head), _cells(["---"] * len(head)), *map(_row, ones), ""])


def _row(one: Parameter) -> str:
    status = f"**{one.status}**" if one.unverified else str(one.status)
    cells = [f"`{one.name}`", f"{one.value} {one.unit}", one.meaning, status, source(one.source).title, one.place]
    return _cells([*cells, ", ".join(one.rules), one.note or ""])


def _sources() -> str:
    head = ["id", "title", "publisher", "year", "where", "how far it was checked"]
    rows = [
        _cells([f"`{one.id}`", one.title, one.publisher or "", str(one.year or ""), one.where, one.checked])
        for one in sources().values()
    ]
    return "\n".join(["## Sources", "", _cells(head), _cells(["---"] * len(head)), *rows, ""])


def _cells(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
