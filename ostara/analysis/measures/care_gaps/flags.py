"""Every gap in care of a store as rows, one for each gap and person, and as answers counted from those rows."""

from collections.abc import Iterable
from dataclasses import replace

import duckdb

from ostara.analysis.measures.answer import Answer
from ostara.analysis.measures.care_gaps.as_at import can_be_asked, prepare_as_at
from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.run import run
from ostara.tables.store import Store

_FLAGS = """
CREATE TEMP TABLE flags (
    gap VARCHAR, person BIGINT, medicine VARCHAR, service VARCHAR, hit BOOLEAN, excluded VARCHAR, latest DATE
)
"""
_ADD = "INSERT INTO flags BY NAME SELECT '{id}' AS gap, * FROM ({rows})"


def make_flags(
    connection: duckdb.DuckDBPyConnection, store: Store, gaps: Iterable[CareGap] = CARE_GAPS.values()
) -> bool:
    """Make the table `flags`, on a connection that has the store's tables; false where there is no day to ask as at."""
    if not can_be_asked(store):
        return False
    prepare_as_at(connection, store)
    connection.execute(_FLAGS)
    for gap in gaps:
        connection.execute(_ADD.format(id=gap.id, rows=gap.rows), gap.measure.bound())
    return True


def gap_answers(connection: duckdb.DuckDBPyConnection) -> dict[str, Answer]:
    """The answer to each gap under its name, from `flags`. `left_out` among the numbers counts who is not looked at."""
    return {gap.name: _answer(connection, gap) for gap in CARE_GAPS.values()}


def _answer(connection: duckdb.DuckDBPyConnection, gap: CareGap) -> Answer:
    of = f"FROM flags WHERE gap = '{gap.id}'"
    counted = replace(
        gap.measure, sql=f"SELECT person, medicine, service, hit {of} AND excluded IS NULL", parameters={}
    )
    (left_out,) = connection.execute(f"SELECT count(*) {of} AND excluded IS NOT NULL").fetchone() or (0,)
    answer = run(connection, counted)
    return replace(answer, unverified=gap.measure.unverified, numbers={"left_out": left_out})
