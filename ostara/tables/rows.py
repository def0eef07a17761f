"""Rows for tests, made from the tables' own descriptions: what is not given gets a plain, valid value."""

from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from ostara.knowledge.codes import code_list
from ostara.tables import TABLES
from ostara.tables.column import Clock, Column, Kind
from ostara.tables.manifest import Origin
from ostara.tables.store import Store, open_store
from ostara.tables.table import Table
from ostara.tables.writer import StoreWriter

Value = int | str | bool | date | Decimal | None
Row = dict[str, Value]

_PYTHON: dict[Kind, tuple[type, ...]] = {
    Kind.KEY: (int,),
    Kind.DAY: (int, date),
    Kind.CODE: (str,),
    Kind.TEXT: (str,),
    Kind.MG: (Decimal, int),
    Kind.COUNT: (int,),
    Kind.FLAG: (bool,),
}


def row(table: str, **given: Value) -> Row:
    """One row of a table. Raises TypeError for a column that does not exist or a value of the wrong type."""
    description = TABLES[table]
    unknown = set(given) - set(description.names)
    if unknown:
        raise TypeError(f"{table} has no column {min(unknown)}")
    for name, value in given.items():
        if value is not None and not isinstance(value, _PYTHON[description.column(name).kind]):
            raise TypeError(f"{table}.{name} cannot hold {value!r}")
    return {column.name: given.get(column.name, _plain(column)) for column in description.columns}


def _plain(column: Column) -> Value:
    if not column.required:
        return None
    if column.kind is Kind.CODE:
        codes = list(code_list(str(column.codes)))
        return "unknown" if "unknown" in codes else codes[0]
    plain: dict[Kind, Value] = {Kind.TEXT: "not said", Kind.MG: Decimal(0), Kind.FLAG: False}
    return plain.get(column.kind, 0)


def write_rows(
    folder: Path,
    tables: dict[str, list[Row]],
    *,
    clock: Clock = Clock.RELATIVE,
    origin: Origin | None = None,
    observed_until: str | None = None,
    start_cohort: str | None = None,
) -> Store:
    """Write a small store from rows, sorted as each table wants it, checked like any other, and open it."""
    made = origin or Origin(door="rows", words="rows written by hand", version="tests", made_up=True)
    with StoreWriter(
        folder, clock, made, observed_until=observed_until, start_cohort=start_cohort, replace=True
    ) as writer:
        for name, rows in tables.items():
            ordered = sorted(rows, key=partial(_place, TABLES[name]))
            writer.write(name, {column: [one[column] for one in ordered] for column in TABLES[name].names})
    return open_store(folder)


def _place(table: Table, one: Row) -> tuple[Any, ...]:
    return tuple((one[column] is None, one[column]) for column in table.order)
