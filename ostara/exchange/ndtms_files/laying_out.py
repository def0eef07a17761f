"""Lays a store out as rows of a national file: each part of an episode beside one of every other kind, in its order."""

from collections.abc import Iterator
from itertools import pairwise

import duckdb

from ostara.exchange.ndtms_files.places import PARTS, Place, places, written
from ostara.exchange.ndtms_files.translation import meant, to_national
from ostara.ndtms.attributor import parts
from ostara.ndtms.data_set import DataSet
from ostara.tables.engine import quoted
from ostara.tables.store import Store

TABLES_READ = ("people", "episodes", "presentations", *PARTS)
ROWS_AT_ONCE = 250_000  # of all tables together

# Where a national code was not recorded, the one that means just what ours means: list, our column.
OURS = {
    "ETHNIC": ("ethnicity", "people", "ethnicity"),
    "DRUG1": ("problem_substance", "episodes", "substance"),
    "DISRSN": ("discharge_reason", "episodes", "end_reason"),
    "MODAL": ("modality", "interventions", "kind"),
    "MODSET": ("setting", "interventions", "setting"),
    "MODEXIT": ("modality_exit", "interventions", "end_reason"),
    "TRSTAGE": ("top_stage", "reviews", "stage"),
}
_OF_PEOPLE = {"FINITIAL": "known.first", "SINITIAL": "known.second", "DOB": "known.born::VARCHAR", "SEX": "known.sex"}


def open_tables(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Make a view of each table that is read, and `known`: the people whose initials and date of birth are known."""
    for name in TABLES_READ:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(store.file(name))})")
    connection.execute(
        "CREATE TABLE known (person BIGINT, first VARCHAR, second VARCHAR, born DATE, sex VARCHAR)",
    )
    with connection.cursor() as reader:
        keys = reader.sql("SELECT person, attributor FROM people WHERE attributor IS NOT NULL")
        for batch in keys.to_arrow_reader(ROWS_AT_ONCE):
            found = [
                (person, made.first_initial, made.second_initial, made.born, made.sex)
                for person, key in zip(*(column.to_pylist() for column in batch.columns), strict=True)
                if (made := parts(key)) is not None
            ]
            if found:
                into = "INSERT INTO known SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)"
                connection.execute(into, list(zip(*found, strict=True)))


def ranges(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Conditions on `person` that part everybody into groups small enough for memory."""
    every = " UNION ALL ".join(f"SELECT person FROM {table}" for table in TABLES_READ)
    starts = connection.execute(
        f"""SELECT min(person) FROM (
                SELECT person, sum(rows) OVER (ORDER BY person) // {ROWS_AT_ONCE} AS number
                FROM (SELECT person, count(*) AS rows FROM ({every}) GROUP BY person))
            GROUP BY number ORDER BY 1"""
    ).fetchall()
    for first, after in pairwise([*(person for (person,) in starts), None]):
        yield f"person >= {first}" + ("" if after is None else f" AND person < {after}")


def lay_out(connection: duckdb.DuckDBPyConnection, those: str) -> None:
    """Make `slots`: a row of the file for each, with the numbers of the parts on it. `those` is a range of people."""
    every = " UNION ALL ".join([_first_slots(those), *(_slots(table, those) for table in PARTS)])
    numbers = ", ".join(f"max({table}) AS {table}" for table in PARTS)
    connection.execute(
        f"""CREATE OR REPLACE TABLE slots AS
            SELECT row_number() OVER (ORDER BY person, started, episode, n) AS "row", *
            FROM (SELECT episode, n, {numbers} FROM ({every}) GROUP BY episode, n) JOIN stays USING (episode)"""
    )


def _first_slots(those: str) -> str:
    nothing = ", ".join(f"NULL AS {table}" for table in PARTS)
    return f"SELECT episode, 1 AS n, {nothing} FROM stays WHERE {those} AND {_stays('episodes', 'episode')}"


def _slots(table: str, those: str) -> str:
    number, day = PARTS[table]
    order = f"PARTITION BY episode ORDER BY {day} NULLS LAST, {number}"
    numbers = ", ".join(f"{number if other == table else 'NULL'} AS {other}" for other in PARTS)
    return f"""
        SELECT episode, row_number() OVER ({order}) AS n, {numbers} FROM {table}
        WHERE {those} AND {_stays(table, number)} AND {_stays("episodes", "episode")}
        AND episode IN (SELECT episode FROM stays WHERE {those})"""


def _stays(what: str, number: str) -> str:
    return f"{number} NOT IN (SELECT number FROM left_out WHERE what = '{what}')"


def wide(data_set: DataSet, those: str) -> str:
    """A query of the rows of the file that `slots` lists, every field as text."""
    texts = ", ".join(f"coalesce({_text(place)}, '') AS \"{place.header}\"" for place in places(data_set))
    joins = " ".join(
        f"LEFT JOIN (SELECT * FROM {table} WHERE {those}) AS {table} ON {table}.{number} = slots.{table}"
        for table, (number, _) in PARTS.items()
    )
    return f"""
        SELECT {texts} FROM slots
        JOIN (SELECT * FROM known WHERE {those}) AS known USING (person)
        JOIN (SELECT * FROM people WHERE {those}) AS people USING (person)
        JOIN (SELECT * FROM episodes WHERE {those}) AS episodes USING (episode)
        LEFT JOIN (SELECT * FROM presentations WHERE {those}) AS presentations USING (episode)
        {joins} ORDER BY "row" """


def _text(place: Place) -> str:
    if place.header == "CONSENT":
        return "'Y'"
    if place.table is None:
        return "NULL"
    if place.header in _OF_PEOPLE:
        return _OF_PEOPLE[place.header]
    if place.header in {"CLIENTID", "EPISODID"}:
        return "slots.client" if place.header == "CLIENTID" else "slots.stay"
    if place.column and place.column.name == "reference":
        return f"coalesce({place.table}.reference, slots.{place.table}::VARCHAR)"
    recorded = "NULL" if place.header in {"ETHNIC", "TRSTAGE"} else written(place, str(place.table))
    return f"coalesce({recorded}, {national(place.header)})" if place.header in OURS else recorded


def national(header: str) -> str:
    """SQL: the national code for the code of ours beside this field."""
    name, table, column = OURS[header]
    turn = meant if name == "ethnicity" else to_national
    return turn(name, f'{table}."{column}"')
