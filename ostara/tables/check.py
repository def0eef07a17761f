"""Checks a table's Parquet file against its description in one pass, and names the column and row of a fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError
from ostara.tables.column import Clock, Column, Kind
from ostara.tables.engine import quoted
from ostara.tables.table import Table

# Days beyond these are mistakes: no service kept records before 1900, and no study runs for a century.
CALENDAR_DAYS = ("DATE '1900-01-01'", "DATE '2100-12-31'")
RELATIVE_DAYS = ("-36525", "36525")


@dataclass(frozen=True)
class Condition:
    """One thing that would be wrong: `bad` is SQL over a row, `says` the words for it."""

    column: Column
    bad: str
    says: str


def conditions(table: Table, clock: Clock) -> Iterator[Condition]:
    """Everything that can be wrong within one row of a table."""
    for column in table.columns:
        if column.required:
            yield Condition(column, f'"{column.name}" IS NULL', "is empty")
        yield from _range(column, clock)
        if column.kind is Kind.CODE:
            allowed = ", ".join(f"'{code}'" for code in code_list(str(column.codes)))
            yield Condition(
                column, f'"{column.name}" NOT IN ({allowed})', f"is not one of the code list {column.codes}"
            )
        if column.kind is Kind.TEXT:
            yield Condition(column, f"trim(\"{column.name}\") = ''", "is blank")
    for rule in table.rules:
        yield Condition(table.column(rule.column), rule.bad, f"breaks the rule that {rule.says}")


def _range(column: Column, clock: Clock) -> Iterator[Condition]:
    low, high = (None if column.low is None else str(column.low)), (None if column.high is None else str(column.high))
    if column.kind is Kind.DAY:
        low, high = CALENDAR_DAYS if clock is Clock.CALENDAR else RELATIVE_DAYS
    unit = f" {column.unit}" if column.unit else ""
    if low is not None:
        yield Condition(column, f'"{column.name}" < {low}', f"is below {low.removeprefix('DATE ')}{unit}")
    if high is not None:
        yield Condition(column, f'"{column.name}" > {high}', f"is above {high.removeprefix('DATE ')}{unit}")


def check_contents(connection: duckdb.DuckDBPyConnection, table: Table, file: Path, clock: Clock) -> None:
    """Raise RefusalError for the first fault found in `file`, naming table, column and row (counted from 1)."""
    rows = f"read_parquet({quoted(file)}, file_row_number = true)"
    found = list(conditions(table, clock))
    counts = connection.execute(
        f"SELECT {', '.join(f'count(*) FILTER ({condition.bad})' for condition in found)} FROM {rows}"
    ).fetchone()
    for condition, count in zip(found, counts or (), strict=True):
        if count:
            raise _refusal(connection, table, rows, condition, count)
    _check_key(connection, table, rows)
    _check_order(connection, table, rows)


def _refusal(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: str, condition: Condition, count: int
) -> RefusalError:
    name = condition.column.name
    row, value = connection.execute(
        f'SELECT file_row_number + 1, "{name}"::VARCHAR FROM {rows} WHERE {condition.bad} ORDER BY 1 LIMIT 1'
    ).fetchone() or (0, None)
    shown = "" if value is None or condition.column.identifying else f"{value} "
    more = f" ({count:,} rows like it)" if count > 1 else ""
    return RefusalError(f"{table.name}.parquet column {name} row {row}", f"{shown}{condition.says}{more}")


def _check_key(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    columns = ", ".join(f'"{name}"' for name in table.key)
    repeated = connection.execute(
        f"SELECT min(file_row_number) + 1, max(file_row_number) + 1 FROM {rows} GROUP BY {columns} "
        "HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    ).fetchone()
    if repeated:
        raise RefusalError(
            f"{table.name}.parquet column {', '.join(table.key)} row {repeated[1]}",
            f"has the same key as row {repeated[0]}",
        )


def _check_order(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    now = "row(" + ", ".join(f'"{name}"' for name in table.order) + ")"
    unsorted = connection.execute(
        f"SELECT min(file_row_number) + 1 FROM "
        f"(SELECT file_row_number, {now} < lag({now}) OVER (ORDER BY file_row_number) AS bad FROM {rows}) WHERE bad"
    ).fetchone()
    if unsorted and unsorted[0]:
        raise RefusalError(f"{table.name}.parquet row {unsorted[0]}", f"is not sorted by {', '.join(table.order)}")


def check_references(connection: duckdb.DuckDBPyConnection, table: Table, file: Path, folder: Path) -> None:
    """Raise RefusalError for the first row naming a person, episode or specimen that its own table does not hold."""
    for column in table.columns:
        if column.refers_to is None:
            continue
        target = folder / f"{column.refers_to}.parquet"
        orphan = connection.execute(
            f"SELECT min(file_row_number) + 1 FROM read_parquet({quoted(file)}, file_row_number = true) AS here "
            f'WHERE here."{column.name}" IS NOT NULL AND NOT EXISTS '
            f"(SELECT 1 FROM read_parquet({quoted(target)}) AS there "
            f'WHERE there."{_key_of(column)}" = here."{column.name}")'
        ).fetchone()
        if orphan and orphan[0]:
            raise RefusalError(
                f"{table.name}.parquet column {column.name} row {orphan[0]}",
                f"names a row that {column.refers_to} does not hold",
            )


def _key_of(column: Column) -> str:
    return {"people": "person", "episodes": "episode", "specimens": "specimen"}[str(column.refers_to)]
