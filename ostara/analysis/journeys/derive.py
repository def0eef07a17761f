"""Runs the steps over a store with DuckDB: one table after the other, each from those before it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import duckdb

from ostara.analysis.journeys.chains import EPISODE_JOURNEYS, EPISODES_OF_MOVERS, MOVERS
from ostara.analysis.journeys.episodes import PRISON_EPISODES, TREATMENT_EPISODES
from ostara.analysis.journeys.few_words import few_words, shortened
from ostara.analysis.journeys.journeys import JOURNEYS, TREATED_YEARS
from ostara.analysis.journeys.lookups import Lookup, lookups
from ostara.analysis.journeys.outcomes import journey_reviews, outcomes
from ostara.analysis.journeys.releases import RELEASES
from ostara.analysis.journeys.step import Scope, Step, of_scope
from ostara.analysis.journeys.sums import JOURNEY_SUMS, SUMS_OF_MOVERS
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError
from ostara.tables.column import Clock
from ostara.tables.engine import quoted
from ostara.tables.store import Store

# The tables of the seam that the steps read.
SOURCES = ("people", "episodes", "presentations", "interventions", "reviews", "custody")
BOTH = ("episode_journeys", "journeys", "treated_years", "outcomes")  # tables made for both scopes at once
KEPT = "COMPRESSION lz4, ROW_GROUP_SIZE 40960"  # small groups of rows, so that one area is few of them
PASSING = "COMPRESSION uncompressed, ROW_GROUP_SIZE 122880"  # read once or twice, then gone

SUBSTANCE_CODES = """
SELECT DISTINCT national_substance_1 FROM episodes WHERE national_substance_1 IS NOT NULL
UNION SELECT DISTINCT national_substance_2 FROM episodes WHERE national_substance_2 IS NOT NULL
UNION SELECT DISTINCT national_substance_3 FROM episodes WHERE national_substance_3 IS NOT NULL
"""
KNOWN_DAYS = "SELECT min(started) AS first_day, max(coalesce(ended, started)) AS last_day FROM episodes"

Say = Callable[[str], None]


def in_silence(_name: str) -> None:
    """Say nothing of progress."""


def steps() -> Iterator[Step]:
    """Every step in the order in which they build on each other."""
    months = parameter("national.heroin_stopped_months").whole
    yield from (TREATMENT_EPISODES, PRISON_EPISODES, RELEASES, MOVERS, EPISODES_OF_MOVERS, EPISODE_JOURNEYS)
    yield from (JOURNEY_SUMS, SUMS_OF_MOVERS, JOURNEYS, TREATED_YEARS, outcomes(months))
    for scope in Scope:
        yield from (of_scope(table, scope) for table in BOTH)
        yield journey_reviews(scope)


def derive(
    connection: duckdb.DuckDBPyConnection, store: Store, folder: Path | None = None, *, say: Say = in_silence
) -> None:
    """Make every derived table of a store available on this connection: as tables, or as files in `folder`.

    `say` hears the name of each. Raises RefusalError for a store on a relative clock: financial years need dates.
    """
    read_sources(connection, store)
    add_lookups(connection, store, folder)
    short = frozenset[str]() if folder is None else few_words(connection)
    for name in SOURCES if short else ():
        read_file(connection, name, store.file(name), short)
    for step in steps():
        say(step.name.replace("_", " "))
        _make(connection, step, folder, short)


def add_lookups(connection: duckdb.DuckDBPyConnection, store: Store, folder: Path | None = None) -> None:
    """Make the small tables that the steps join, for a store whose tables `read_sources` has named."""
    for lookup in lookups_of(connection, store):
        columns = ", ".join(f"{column} {kind}" for column, kind in lookup.columns.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE lookup_rows ({columns})").fetchall()
        if lookup.rows:  # in one statement: one for each row takes as long as all the steps
            places = ", ".join(f"({', '.join('?' * len(row))})" for row in lookup.rows)
            values = [value for row in lookup.rows for value in row]
            connection.execute(f"INSERT INTO lookup_rows VALUES {places}", values)
        _make(connection, Step(lookup.name, "a lookup", "SELECT * FROM lookup_rows"), folder)


def _make(
    connection: duckdb.DuckDBPyConnection, step: Step, folder: Path | None, short: frozenset[str] = frozenset()
) -> None:
    if step.view:
        make_view(connection, step)
        return
    if folder is None:
        connection.execute(f"CREATE TABLE {step.name} AS {step.sql}", step.bound()).fetchall()
        return
    order = f" ORDER BY {', '.join(step.order)}" if step.order else ""
    file = folder / f"{step.name}.parquet"
    written = PASSING if step.passing else KEPT
    connection.execute(
        f"COPY ({shortened(connection, step.sql, short, step.bound())}{order}) TO {quoted(file)} "
        f"(FORMAT parquet, {written})",
        step.bound(),
    ).fetchall()
    read_file(connection, step.name, file, short)


def make_view(connection: duckdb.DuckDBPyConnection, step: Step) -> None:
    """A step that is worked out whenever it is read. It has no parameters: those cannot be bound in a view."""
    connection.execute(f"CREATE VIEW {step.name} AS {step.sql}").fetchall()


def read_file(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    file: Path,
    short: frozenset[str] = frozenset(),
    *,
    held: bool = False,
) -> None:
    """Name the rows of a Parquet file, with the words of some columns as ENUMs (`few_words`).

    The few rows of a lookup are `held` in memory: every question reads them, and opening a file takes longer.
    """
    sql = shortened(connection, f"SELECT * FROM read_parquet({quoted(file)})", short)
    connection.execute(f"CREATE OR REPLACE {'TABLE' if held else 'VIEW'} {name} AS {sql}").fetchall()


def read_sources(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Name the store's tables that the steps read. Raises RefusalError for a store on a relative clock."""
    refuse_relative_days(store)
    for name in SOURCES:
        read_file(connection, name, store.file(name))


def lookups_of(connection: duckdb.DuckDBPyConnection, store: Store) -> list[Lookup]:
    """The lookups that fit a store whose tables `read_sources` has named. Raises RefusalError where it is empty."""
    codes = [code for (code,) in connection.execute(SUBSTANCE_CODES).fetchall()]
    [(first, last)] = connection.execute(KNOWN_DAYS).fetchall()
    return lookups_between(store, codes, first, last)


def refuse_relative_days(store: Store) -> None:
    """Raise RefusalError for a store on a relative clock."""
    if store.manifest.clock is not Clock.CALENDAR:
        raise RefusalError(str(store.folder), "has relative days; journeys and national figures need dates")


def lookups_between(store: Store, codes: Iterable[str], first: date | None, last: date) -> list[Lookup]:
    """The lookups for a store with these substance codes and known days. Raises RefusalError where it is empty."""
    if first is None:
        raise RefusalError(str(store.folder), "holds no episode, so there are no journeys")
    until = store.manifest.observed_until
    return lookups(codes, first, date.fromisoformat(until) if until else last)
