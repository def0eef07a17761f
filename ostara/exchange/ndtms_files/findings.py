"""Findings of a file as they are gathered: kept in DuckDB, which spills to disk, and given back line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from ostara.exchange.ndtms_files.records import whole_numbers
from ostara.ndtms.rule import Check

_AT_ONCE = 10_000
_FIRST_LINES = 5


@dataclass(frozen=True)
class ByRule:
    """How often one check spoke about one column, how many rows it spoke about, and where first."""

    check: Check
    column: str
    count: int
    first_lines: tuple[int, ...]


class Findings:
    """Every finding, each with its line, the number of its check, its column and the value there."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
        self._connection = connection
        self._checks = checks
        self._numbers = {check.id: number for number, check in enumerate(checks)}
        connection.execute("CREATE TABLE findings (line BIGINT, number INTEGER, place VARCHAR, value VARCHAR)")
        connection.execute("CREATE TABLE checks (number INTEGER, id VARCHAR, severity VARCHAR, message VARCHAR)")
        connection.execute(
            "INSERT INTO checks SELECT unnest($numbers), unnest($ids), unnest($severities), unnest($messages)",
            {
                "numbers": list(range(len(checks))),
                "ids": [check.id for check in checks],
                "severities": [str(check.severity) for check in checks],
                "messages": [check.message for check in checks],
            },
        )

    def add_lines(self, heard: Sequence[tuple[str, int, str]]) -> None:
        """Findings about whole lines: the check, the line and, if it is about one, the column of each."""
        if heard:
            ids, lines, columns = zip(*heard, strict=True)
            self._connection.execute(
                "INSERT INTO findings SELECT unnest($lines), unnest($numbers), unnest($columns), ''",
                {"lines": lines, "numbers": [self._numbers[id] for id in ids], "columns": columns},
            )

    def add_many(self, found: Sequence[tuple[str, pa.Array, pa.Array]]) -> None:
        """The lines on which each check spoke, with the values there."""
        if not found:
            return
        numbers = np.repeat([self._numbers[id] for id, _, _ in found], [len(lines) for _, lines, _ in found])
        batch = pa.Table.from_arrays(
            [
                pa.concat_arrays([lines for _, lines, _ in found]),
                whole_numbers(numbers),
                pa.concat_arrays([values for _, _, values in found]),
            ],
            names=["line", "number", "value"],
        )
        self._connection.register("batch", batch)
        self._connection.execute(
            "INSERT INTO findings SELECT line, number, $columns[number + 1], coalesce(value, '') FROM batch",
            {"columns": [check.column for check in self._checks]},
        )
        self._connection.unregister("batch")

    def add_from(self, id: str, lines_and_values: str) -> None:
        """What a query of (line, value) finds."""
        number = self._numbers[id]
        self._connection.execute(
            f"INSERT INTO findings SELECT line, {number}, $column, coalesce(value, '') FROM ({lines_and_values})",
            {"column": self._checks[number].column},
        )

    def rejected(self) -> int:
        """How many rows were turned away."""
        ((count,),) = self._connection.execute(
            "SELECT count(DISTINCT line) FROM findings JOIN checks USING (number) WHERE severity = 'reject'"
        ).fetchall()
        return int(count)

    def as_json(self) -> Iterator[str]:
        """Every finding as a JSON object, by line and then in the order of the checks."""
        rows = self._connection.execute(
            """SELECT to_json({line: line, "column": place, value: value, rule: id, severity: severity,
                               message: message})::VARCHAR
               FROM findings JOIN checks USING (number) ORDER BY line, number, place"""
        )
        while some := rows.fetchmany(_AT_ONCE):
            yield from (text for (text,) in some)

    def by_rule(self) -> list[ByRule]:
        """How often each check spoke, the most grave and then the most frequent first."""
        rows = self._connection.execute(
            f"""SELECT number, place, count(*), min(line, {_FIRST_LINES})
                FROM findings JOIN checks USING (number) GROUP BY number, place, severity
                ORDER BY list_position(['reject', 'warn', 'info'], severity), count(*) DESC, number, place"""
        ).fetchall()
        return [ByRule(self._checks[number], place, count, tuple(lines)) for number, place, count, lines in rows]
