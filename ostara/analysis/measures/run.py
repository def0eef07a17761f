"""Runs measures over a prepared store and puts the rows of each into an answer."""

from collections.abc import Iterable
from dataclasses import replace

import duckdb

from ostara.analysis.measures.answer import Answer, count, share
from ostara.analysis.measures.measure import Measure, Shape

NOT_RECORDED = "not recorded"

# Millions of members become a row for each person, medicine and service, from which every cut follows.
_COUNTED = """
CREATE OR REPLACE TEMP TABLE counted AS
SELECT person, medicine, service,
       count(*) FILTER (hit) AS hits, count(hit) AS known, count(*) - count(hit) AS unknown
FROM ({members}) GROUP BY ALL
"""
_SHARES = """
SELECT {group} AS name, sum(hits)::BIGINT AS hits, sum(known)::BIGINT AS known, sum(unknown)::BIGINT AS unknown
FROM counted GROUP BY 1 ORDER BY 1
"""
_PEOPLE = """
SELECT {group} AS name,
       count(DISTINCT person) FILTER (hits > 0) AS hits,
       count(DISTINCT person) FILTER (known > 0) AS known,
       count(DISTINCT person) - count(DISTINCT person) FILTER (known > 0) AS unknown
FROM counted GROUP BY 1 ORDER BY 1
"""
MEMBER = ("person", "medicine", "service", "hit")
DIMENSIONS = ("medicine", "service")


def run(connection: duckdb.DuckDBPyConnection, measure: Measure) -> Answer:
    """The answer to a measure over the store that `prepare` made available.

    Where a measure says more of its members than whether they count, they are left in the table `members`.
    """
    return _counted(connection, measure) if measure.shape is Shape.COUNT else _shared(connection, measure)


def _shared(connection: duckdb.DuckDBPyConnection, measure: Measure) -> Answer:
    if _says_more(connection, measure):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE members AS {measure.sql}", measure.bound())
        connection.execute(_COUNTED.format(members="FROM members"))
    else:
        connection.execute(_COUNTED.format(members=measure.sql), measure.bound())
    people = _answer(connection, measure, _PEOPLE) if measure.people_too else None
    return replace(_answer(connection, measure, _SHARES), people=people, unverified=measure.unverified)


def _says_more(connection: duckdb.DuckDBPyConnection, measure: Measure) -> bool:
    columns = connection.execute(f"FROM ({measure.sql}) LIMIT 0", measure.bound()).description or []
    return {name for name, *_ in columns} != set(MEMBER)


def _answer(connection: duckdb.DuckDBPyConnection, measure: Measure, sql: str) -> Answer:
    def rows(group: str) -> list[tuple[str, int, int, int]]:
        return connection.execute(sql.format(group=group)).fetchall()

    (_, hits, known, unknown), *_ = rows("'all'") or [("all", 0, 0, 0)]
    by = {
        dimension: {
            name: share(hit, of) for name, hit, of, _ in rows(f"coalesce({dimension}::VARCHAR, '{NOT_RECORDED}')")
        }
        for dimension in DIMENSIONS
    }
    return Answer(measure.name, share(hits, known), by, unknown)


def _counted(connection: duckdb.DuckDBPyConnection, measure: Measure) -> Answer:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE tally AS {measure.sql}", measure.bound())
    # Rows that name a person count people, each once in all however many groups they are in; others add up.
    number = "CASE WHEN count(person) > 0 THEN count(DISTINCT person) ELSE coalesce(sum(hits), 0) END"
    total = connection.execute(f"SELECT {number} FROM tally").fetchone() or (0,)
    by = {
        dimension: {
            name: count(int(hits))
            for name, hits in connection.execute(
                f"SELECT coalesce({dimension}::VARCHAR, '{NOT_RECORDED}'), {number} FROM tally GROUP BY 1 ORDER BY 1"
            ).fetchall()
        }
        for dimension in DIMENSIONS
    }
    return Answer(measure.name, count(int(total[0])), by)


def run_all(connection: duckdb.DuckDBPyConnection, measures: Iterable[Measure]) -> dict[str, Answer]:
    """Answers under their measures' names."""
    return {measure.name: run(connection, measure) for measure in measures}
