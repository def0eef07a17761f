"""The account of an import: every source row is kept, or set aside with its reason, and the totals add up.

A source table is *judged* once: each row gets a reason, empty when it is kept. What is written to the store comes from
the kept rows; the rest goes to `set_aside` as it came.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ostara.tables.manifest import Account
from ostara.tables.writer import StoreWriter

# The reasons that any table may need; `project` is empty for a person whom `everybody` does not hold.
KNOWN_PERSON = (("who IS NULL", "no person is named"), ("project IS NULL", "the person is not in everybody"))
KNOWN_PERSON_AND_DAY = (*KNOWN_PERSON, ('"when" IS NULL', "no day"))


@dataclass(frozen=True)
class Remark:
    """Something about rows that were kept which a reader of results should know."""

    source: str
    rows: int
    says: str


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    `accounts` counts the rows of each source table, `reasons` those set aside by reason, `written` the rows of each
    table of the store; `not_read` and `absent` say why a table is not among them.
    """

    store: Path
    accounts: Mapping[str, Account]
    reasons: Mapping[str, Mapping[str, int]]
    written: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()
    not_read: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values for JSON."""
        return {**asdict(self), "store": str(self.store)}


class Ledger:
    """The source tables, the store being written from them, and the account of both."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, writer: StoreWriter, tables: Mapping[str, pa.Table]
    ) -> None:
        self._connection = connection
        self._writer = writer
        self._columns = {
            name: [column for column in table.column_names if column != "row"] for name, table in tables.items()
        }
        self.reasons: dict[str, dict[str, int]] = {}
        self.written: dict[str, int] = {}
        self.remarks: list[Remark] = []
        for name, table in tables.items():
            connection.register(name, table)

    def has(self, source: str) -> bool:
        """Whether the folder held this table."""
        return source in self._columns

    def columns(self, source: str) -> list[str]:
        """The columns of a source table that were read."""
        return self._columns[source]

    def register(self, name: str, rows: pa.Table) -> None:
        """Make a list of this door known to SQL under `name`."""
        self._connection.register(name, rows)

    def make(self, name: str, select: str) -> None:
        """Keep the rows of a query under a name for the queries after it."""
        self._connection.execute(f"CREATE TABLE {name} AS {select}")

    def judge(self, source: str, select: str, *reasons: tuple[str, str]) -> None:
        """Make `judged_SOURCE`: the rows of `select`, one for each source row, with the first reason that applies."""
        cases = "".join(f" WHEN {bad} THEN '{says}'" for bad, says in reasons)
        reason = f"CASE{cases} END" if cases else "NULL::VARCHAR"
        self.make(f"judged_{source}", f"SELECT *, {reason} AS reason FROM ({select})")
        rows = f"SELECT reason, count(*) FROM judged_{source} GROUP BY reason ORDER BY count(*) DESC, reason"
        counts = dict(self._connection.execute(rows).fetchall())
        kept, read = counts.pop(None, 0), self._count(f"FROM {source}")
        self.reasons[source] = counts
        self._writer.accounts[source] = Account(read=read, kept=kept, set_aside=sum(counts.values()))

    def write(self, table: str, select: str) -> None:
        """Write the rows of a query to a table of the store; columns left out are empty."""
        rows = self._connection.sql(select).to_arrow_table().combine_chunks()
        self._writer.write(table, {name: rows.column(name) for name in rows.column_names})
        self.written[table] = rows.num_rows

    def remark(self, source: str, says: str, rows: str) -> None:
        """Note `says` when the query `FROM …` that is `rows` has any."""
        count = self._count(rows)
        if count:
            self.remarks.append(Remark(source, count, says))

    def write_set_aside(self) -> None:
        """Write every row that was set aside, as it came."""
        rows = [self._set_aside(source, columns) for source, columns in self._columns.items()]
        self.write("set_aside", f'SELECT * FROM ({" UNION ALL ".join(rows)}) ORDER BY source, "row"')

    def _set_aside(self, source: str, columns: list[str]) -> str:
        content = ", ".join(f"'{column}': \"{column}\"" for column in columns)
        return (
            f'SELECT \'{source}\' AS source, "row"::INTEGER AS "row", reason, '
            f"to_json({{{content}}})::VARCHAR AS content FROM judged_{source} WHERE reason IS NOT NULL"
        )

    def _count(self, rows: str) -> int:
        ((counted,),) = self._connection.execute(f"SELECT count(*) {rows}").fetchall()
        return int(counted)
