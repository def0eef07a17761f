"""Columns of words that take few values, as DuckDB's ENUMs while tables are made.

So they are joined, sorted and written as small numbers, in half the time. In the files they are words again, and so
they are to whoever asks. Areas stay words: DuckDB keeps the first and last word of each part of a file, by which one
area is found, but not of ENUMs.
"""

from collections.abc import Collection, Sequence

import duckdb

from ostara.ndtms.substances import SubstanceGroup

MOST = 5_000  # beyond that a dictionary in each part of a file costs more than it saves
FEW = {
    "service": "SELECT service AS word FROM episodes",
    "referral_source": "SELECT referral_source AS word FROM episodes",
    "sex": "SELECT sex AS word FROM people",
    "ethnicity": "SELECT ethnicity AS word FROM people",
    "injecting": "SELECT injecting AS word FROM presentations",
    "accommodation": "SELECT accommodation AS word FROM presentations",
    "employment": "SELECT employment AS word FROM presentations",
    "parental_status": "SELECT parental_status AS word FROM presentations",
    "main_item": "SELECT item AS word FROM substance_codes",
    "simple": "SELECT simple AS word FROM journey_reasons",
    "period": "SELECT period AS word FROM financial_years",
}
GROUPS = tuple(group.value for group in SubstanceGroup)  # of journeys, which no table before them holds


def few_words(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Name a type for each such column, from the words that it has in this store. Gives the columns that have one."""
    found = {column: _words(connection, sql) for column, sql in FEW.items()} | {"substance_group": GROUPS}
    few = {column: words for column, words in found.items() if len(words) <= MOST}
    for column, words in few.items():
        # DuckDB 2.0 now and then casts what a join's filter has set aside in a file already, and finds '' there: an
        # error once in about ten times at 2.8 million journeys. So '' is a word too; what is set aside stays so.
        held = {"words": ["", *filter(None, words)]}
        connection.execute(f"CREATE TYPE {_type(column)} AS ENUM (SELECT unnest($words))", held).fetchall()
    return frozenset(few)


def _words(connection: duckdb.DuckDBPyConnection, sql: str) -> Sequence[str]:
    """The words of a column in order; one more than can be held where there are so many."""
    distinct = f"SELECT DISTINCT word FROM ({sql}) AS words WHERE word IS NOT NULL ORDER BY word LIMIT {MOST + 1}"
    return [word for (word,) in connection.execute(distinct).fetchall()]


def shortened(
    connection: duckdb.DuckDBPyConnection, sql: str, columns: Collection[str], values: dict[str, int] | None = None
) -> str:
    """The same SELECT, with those of its columns as ENUMs that have a type of their own."""
    held = connection.execute(f"SELECT * FROM ({sql}) AS here LIMIT 0", values).description
    short = [name for name, *_ in held if name in columns]
    casts = ", ".join(f"CAST({name} AS {_type(name)}) AS {name}" for name in short)
    return f"SELECT * REPLACE ({casts}) FROM ({sql}) AS here" if short else sql


def _type(column: str) -> str:
    return f"words_of_{column}"
