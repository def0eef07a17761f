"""The dictionary of the seam: every table and column in words, for a terminal or for docs/generated/tables.md."""

from collections.abc import Iterator

from ostara.knowledge.codes import code_list
from ostara.tables import SCHEMA_VERSION, TABLES
from ostara.tables.column import Column, Kind
from ostara.tables.table import Table

KINDS = {
    Kind.KEY: "number of a row",
    Kind.DAY: "day",
    Kind.CODE: "code",
    Kind.TEXT: "text",
    Kind.MG: "decimal, 3 places",
    Kind.COUNT: "whole number",
    Kind.NUMBER: "number",
    Kind.FLAG: "yes or no",
}


def dictionary_page() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join(
        [
            "# The seam: tables and columns",
            "",
            f"Schema version {SCHEMA_VERSION}. Written by `./run docs` from `ostara/tables`; change it there.",
            "A *day* is a date in a calendar store, and a number of days from the person's day zero in a relative one.",
            *(line for table in TABLES.values() for line in _section(table)),
            "",
        ]
    )


def _section(table: Table) -> Iterator[str]:
    yield from ("", f"## {table.name}", "", table.meaning, "")
    yield f"Unique by {', '.join(table.key)}; sorted by {', '.join(table.order)}."
    yield from ("", "| column | type | may be empty | identifying | meaning |", "|---|---|---|---|---|")
    for column in table.columns:
        yield "| " + " | ".join(column_words(column)) + " |"
    for rule in table.rules:
        yield from ("", f"Rule: {rule.says}.")


def column_words(column: Column) -> tuple[str, str, str, str, str]:
    """Name, type, may it be empty, could it identify somebody, and meaning with unit, limits and codes."""
    more = [column.meaning]
    if column.unit:
        more.append(f"unit: {column.unit}")
    if column.high is not None:
        more.append(f"from {column.low} to {column.high}")
    if column.codes:
        more.append("one of " + ", ".join(f"`{code}`" for code in code_list(column.codes)))
    if column.refers_to:
        more.append(f"a row of {column.refers_to}")
    kind = KINDS[column.kind]
    return column.name, kind, "" if column.required else "yes", "yes" if column.identifying else "", "; ".join(more)
