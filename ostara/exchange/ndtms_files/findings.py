"""Findings of a file as they are gathered: kept in DuckDB, which spills to disk, and given back line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

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
        rows = [
            {"number": number, "id": check.id, "severity": str(check.severity), "message": check.message}
            for number, check in enumerate(checks)
        ]
        connection.register("listed", pa.Table.from_pylist(rows))
        connection.execute("CREATE TABLE checks AS SELECT * FROM listed")
        connection.unregister("listed")

    def add(self, id: str, line: int, *, column: str = "", value: str = "") -> None:
        """One finding."""
        row = (line, self._numbers[id], column, value)
        self._connection.execute("INSERT INTO findings VALUES (?, ?, ?, ?)", row)

    def add_lines(self, heard: Sequence[tuple[str, int]]) -> None:
        """Findings about whole lines: the check and the line of each."""
        self.add_many(
            [
                (id, pa.array(lines, pa.int64()), pa.nulls(len(lines), pa.string()))
                for id in dict(heard)
                if (lines := [line for other, line in heard if other == id])
            ]
        )

    def add_many(self, found: Sequence[tuple[str, pa.Array, pa.Array]]) -> None:
        """The lines on which each check spoke, with the values there."""
        if not found:
            return
        numbers = [pa.repeat(pa.scalar(self._numbers[id], pa.int32()), len(lines)) for id, lines, _ in found]
        columns = [pa.repeat(self._checks[self._numbers[id]].column, len(lines)) for id, lines, _ in found]
        batch = pa.table(
            {
                "line": pa.concat_arrays([lines for _, lines, _ in found]),
                "number": pa.concat_arrays(numbers),
                "place": pa.concat_arrays(columns),
                "value": pa.concat_arrays([values for _, _, values in found]),
            }
        )
        self._connection.register("batch", batch)
        self._connection.execute("INSERT INTO findings SELECT line, number, place, coalesce(value, '') FROM batch")
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
