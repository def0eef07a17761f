"""Parts the staged rows of a checked file into those that are kept and those that are set aside, with the reason."""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from ostara.exchange.ndtms_files.checking import Checked
from ostara.exchange.ndtms_files.compiling import typed_rows
from ostara.exchange.ndtms_files.staging import Staging
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.reading import DateStyle
from ostara.tables.engine import quoted

NO_CONSENT = "no consent to share"


@dataclass(frozen=True)
class Kept:
    """The rows that are kept, as the table `accepted` of the connection; `columns` are all that the file has."""

    connection: duckdb.DuckDBPyConnection
    data_set: DataSet
    style: DateStyle
    columns: tuple[str, ...]

    def typed(self, headers: Collection[str], rows: str = "accepted") -> str:
        """A query of the kept rows, with their `line` and what rules and tables see of these fields.

        Where lines of kept rows are joined anyway, `staged` will do for `rows`, and takes less.
        """
        rows = f"(SELECT 0 AS place, NULL::BLOB AS whole, * FROM {rows})"
        return typed_rows(self.data_set, rows, self.style, headers)

    def count(self, rows: str) -> int:
        """How many rows a query `FROM …` has."""
        ((count,),) = self.connection.execute(f"SELECT count(*) {rows}").fetchall()
        return int(count)


def judge(checked: Checked, staging: Staging) -> Kept:
    """Make `staged` (every row), `broken` (records that are no rows), `aside` (line, reason) and `accepted`."""
    connection = checked.connection
    source = f"read_parquet({quoted(staging.rows)})"
    named = connection.execute(f"SELECT column_name FROM (DESCRIBE SELECT * FROM {source})").fetchall()
    columns = tuple(name for (name,) in named if name != "line")
    texts = ", ".join(_text(name, padded=staging.padded) for name in columns)
    connection.execute(f"CREATE VIEW written AS SELECT * FROM {source}")
    connection.execute(f"CREATE VIEW staged AS SELECT line, {texts} FROM written")
    connection.execute(f"CREATE VIEW broken AS SELECT * FROM read_parquet({quoted(staging.left)})")
    connection.execute(_ASIDE)
    connection.execute("DROP TABLE IF EXISTS keys")  # the checks have asked all they ask; grouping needs the memory
    connection.execute("CREATE VIEW accepted AS SELECT * FROM staged ANTI JOIN aside USING (line)")
    return Kept(connection, checked.data_set, checked.style, columns)


_ASIDE = f"""
    CREATE TABLE aside AS
    SELECT line, concat_ws('; ', CASE WHEN refused THEN '{NO_CONSENT}' END, rejected) AS reason
    FROM (SELECT line, true AS refused FROM staged WHERE "CONSENT" = 'N')
    FULL JOIN (SELECT line, string_agg(DISTINCT id || ': ' || message, '; ' ORDER BY id || ': ' || message) AS rejected
               FROM findings JOIN checks USING (number) WHERE severity = 'reject' GROUP BY line)
    USING (line)"""


def _text(name: str, *, padded: bool) -> str:
    return f"""nullif(trim("{name}", ' '), '') AS "{name}" """ if padded else f'"{name}"'
