"""Who and what cannot go into a national file, and why: told by number, so that it can be put right."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from ostara.exchange.ndtms_files.checking import Checked
from ostara.exchange.ndtms_files.laying_out import OURS, national
from ostara.exchange.ndtms_files.places import PARTS, places
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet

NO_ATTRIBUTOR = "no attributor, so neither initials nor a date of birth are known"
NO_EPISODE = "no episode"
SAME_CLIENT = "another person has the same reference at the service"
SAME_EPISODE = "another episode of the person has the same reference"
SAME_PART = "another of the same episode has the same reference"
NOT_OF_AN_EPISODE = "no episode"


@dataclass(frozen=True)
class LeftOut:
    """Rows of a table that are not in the file for one reason: their numbers, and the people they are about."""

    what: str
    reason: str
    numbers: tuple[int, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class LeftEmpty:
    """A field that stays empty in the file, as no single national code means what ours means."""

    header: str
    ours: str
    count: int


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `stays`, the episodes that may go out, and `left_out`, with what can be known before a row is written."""
    run = connection.execute
    run("CREATE TABLE left_out (what VARCHAR, number BIGINT, person BIGINT, reason VARCHAR)")
    run(
        f"""INSERT INTO left_out SELECT 'people', person, person,
                CASE WHEN person IN (SELECT person FROM episodes) THEN '{NO_ATTRIBUTOR}' ELSE '{NO_EPISODE}' END
            FROM people WHERE person NOT IN (SELECT person FROM known) OR person NOT IN (SELECT person FROM episodes)"""
    )
    run(
        """CREATE TABLE stays AS
           SELECT episode, person, started, service, coalesce(client_reference, person::VARCHAR) AS client,
                  coalesce(episode_reference, episode::VARCHAR) AS stay
           FROM episodes WHERE person IN (SELECT person FROM known)"""
    )
    run(
        f"""INSERT INTO left_out SELECT 'reviews', review, person, '{NOT_OF_AN_EPISODE}' FROM reviews
            WHERE episode IS NULL AND person IN (SELECT person FROM known)"""
    )
    _leave_out_namesakes(connection)


def _leave_out_namesakes(connection: duckdb.DuckDBPyConnection) -> None:
    """Rows whose reference in the file would be another's: first comes what has a reference of its own."""
    referred = """(SELECT stays.*, client_reference, episode_reference FROM stays
                   JOIN (SELECT episode, client_reference, episode_reference FROM episodes) USING (episode))"""
    connection.execute(
        f"""INSERT INTO left_out SELECT 'episodes', episode, person, '{SAME_CLIENT}' FROM (
                SELECT *, first_value(person) OVER (
                    PARTITION BY service, client ORDER BY client_reference IS NULL, person) AS owner
                FROM {referred} SEMI JOIN (SELECT service, client FROM stays GROUP BY ALL
                                           HAVING min(person) <> max(person)) USING (service, client))
            WHERE person <> owner"""
    )
    whose = "person, service, client, stay"
    connection.execute(
        f"""INSERT INTO left_out SELECT 'episodes', episode, person, '{SAME_EPISODE}' FROM (
                SELECT *, row_number() OVER (PARTITION BY {whose} ORDER BY episode_reference IS NULL, episode) AS place
                FROM {referred} SEMI JOIN (SELECT {whose} FROM stays GROUP BY ALL HAVING count(*) > 1)
                USING ({whose})) WHERE place > 1"""
    )
    for table, (number, _) in PARTS.items():
        named = f"(SELECT *, coalesce(reference, {number}::VARCHAR) AS id FROM {table} WHERE episode IS NOT NULL)"
        connection.execute(
            f"""INSERT INTO left_out SELECT '{table}', {number}, person, '{SAME_PART}' FROM (
                    SELECT {number}, person, row_number() OVER (
                        PARTITION BY episode, id ORDER BY reference IS NULL, {number}) AS place
                    FROM {named} SEMI JOIN (SELECT episode, id FROM {named} GROUP BY ALL HAVING count(*) > 1)
                    USING (episode, id)) WHERE place > 1"""
        )


def leave_out_rejected(connection: duckdb.DuckDBPyConnection, checked: Checked) -> None:
    """Leave out what the checks turned away: a part where they blame a field of it, and else the whole episode."""
    rejected = checked.connection.sql(
        """SELECT "row", place, id || ': ' || message AS reason FROM findings JOIN checks USING (number)
           JOIN (SELECT line, row_number() OVER (ORDER BY line) AS "row" FROM keys) USING (line)
           WHERE severity = 'reject'"""
    )
    part_of = {place.header: place.table for place in places(checked.data_set) if place.table in PARTS}
    for batch in rejected.to_arrow_reader(100_000):
        connection.register("rejected", batch)
        for table, number in [("episodes", "episode"), *((table, table) for table in PARTS)]:
            named = ", ".join(f"'{header}'" for header, part in part_of.items() if table in ("episodes", part))
            here = f"place {'NOT ' if table == 'episodes' else ''}IN ({named})"
            connection.execute(
                f"""INSERT INTO left_out SELECT DISTINCT '{table}', {number}, person, reason
                    FROM rejected JOIN laid_out USING ("row") WHERE {here} AND {number} IS NOT NULL"""
            )
        connection.unregister("rejected")


def left_out(connection: duckdb.DuckDBPyConnection) -> Iterator[LeftOut]:
    """Everything that was left out, table by table, the most frequent reasons first."""
    _add_people_of_whom_nothing_is_left(connection)
    rows = connection.execute(
        """SELECT what, reason, list(DISTINCT number ORDER BY number), list(DISTINCT person ORDER BY person)
           FROM left_out GROUP BY what, reason ORDER BY list_position($tables, what), count(*) DESC, reason""",
        {"tables": ["people", "episodes", *PARTS]},
    ).fetchall()
    for what, reason, numbers, people in rows:
        yield LeftOut(what, reason, tuple(numbers), tuple(people))


def _add_people_of_whom_nothing_is_left(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """INSERT INTO left_out SELECT 'people', person, person, 'every episode is left out' FROM stays
           GROUP BY person HAVING bool_and(episode IN (SELECT number FROM left_out WHERE what = 'episodes'))"""
    )


def left_empty(connection: duckdb.DuckDBPyConnection, data_set: DataSet) -> Iterator[LeftEmpty]:
    """Fields without a national code for ours, of people who may go into the file."""
    recorded = {place.header: place.column.name for place in places(data_set) if place.header in OURS and place.column}
    for header, (_, table, column) in OURS.items():
        none_recorded = "" if recorded[header] == column else f'AND {table}."{recorded[header]}" IS NULL'
        rows = connection.execute(
            f"""SELECT {table}."{column}", count(*) FROM {table} SEMI JOIN known USING (person)
                WHERE {national(header)} IS NULL {none_recorded} AND {table}."{column}" <> 'unknown'
                GROUP BY ALL ORDER BY count(*) DESC, 1"""
        ).fetchall()
        yield from (LeftEmpty(header, ours, count) for ours, count in rows)


def refuse_what_is_our_fault(checked: Checked, path: str) -> None:
    """Raise RefusalError where lines, rather than what is in them, were turned away."""
    ((lines,),) = checked.connection.execute(
        "SELECT count(*) FROM findings JOIN checks USING (number) WHERE severity = 'reject' AND place = ''"
    ).fetchall()
    if lines:
        raise RefusalError(path, f"{lines:,} lines would not be read back as they were written")
