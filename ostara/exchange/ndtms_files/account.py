"""The account of an import: what became of every row, and of everything in it that a store does not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ostara.exchange.ndtms_files.judging import NO_CONSENT, Kept
from ostara.exchange.ndtms_files.places import Place, headers, places
from ostara.exchange.ndtms_files.translation import to_ours
from ostara.tables.manifest import Account

AT_ONCE = 16  # fields compared in one question


@dataclass(frozen=True)
class Remark:
    """Something about rows that were kept which a reader of results should know."""

    says: str
    count: int


@dataclass(frozen=True)
class NotHeld:
    """A field that no table holds: in how many rows something was written there, and why it is left out."""

    header: str
    rows: int
    why: str


@dataclass(frozen=True)
class Imported:
    """What an import did.

    `accounts` counts the rows of the file, and those of which only parts were kept; `reasons` the rows set aside for
    each reason, of which a row may have several; `written` the rows of each table.
    """

    store: Path
    data_set: str
    accounts: Mapping[str, Account]
    reasons: Mapping[str, int]
    written: Mapping[str, int]
    not_held: tuple[NotHeld, ...]
    remarks: tuple[Remark, ...]
    observed_until: str | None
    not_in_force: str

    def as_dict(self) -> dict[str, Any]:
        """The account as plain values for JSON."""
        return {**asdict(self), "store": str(self.store)}


def reasons(kept: Kept) -> dict[str, int]:
    """How many rows were set aside for each reason, the most frequent first."""
    counted = kept.connection.execute(
        f"""SELECT says, count(*) FROM (
                SELECT DISTINCT line, id || ': ' || message AS says FROM findings JOIN checks USING (number)
                WHERE severity = 'reject'
                UNION ALL SELECT line, '{NO_CONSENT}' FROM aside WHERE starts_with(reason, '{NO_CONSENT}'))
            GROUP BY says ORDER BY count(*) DESC, says"""
    ).fetchall()
    return dict(counted)


def differing(kept: Kept) -> list[Remark]:
    """The fields in which rows are not as the first row of their episode, which stands."""
    said = [place for place in places(kept.data_set) if place.table in {"people", "episodes", "presentations"}]
    texts = ", ".join(f'"t_{place.header}"' for place in said)
    kept.connection.execute(
        f"""CREATE TABLE unlike AS SELECT line, first_line FROM places_of SEMI JOIN (
                SELECT first_line FROM (SELECT line, hash({texts}) AS said FROM ({kept.typed(headers(said))}))
                JOIN places_of USING (line) GROUP BY first_line HAVING min(said) <> max(said)) USING (first_line)"""
    )
    return [
        Remark(f"rows of an episode differ in {header}; the first row of the episode stands", count)
        for header, count in _unlike(kept, said).items()
        if count
    ]


def _unlike(kept: Kept, said: list[Place]) -> dict[str, int]:
    """A few fields at a time: DuckDB holds a block of every column in each part of a question, however few the rows."""
    parts = (said[start : start + AT_ONCE] for start in range(0, len(said), AT_ONCE))
    return {header: count for some in parts for header, count in _some_unlike(kept, some).items()}


def _some_unlike(kept: Kept, said: Sequence[Place]) -> dict[str, int]:
    counted = ", ".join(
        f'count(*) FILTER (here."t_{place.header}" IS DISTINCT FROM first."t_{place.header}")' for place in said
    )
    typed = kept.typed(headers(said), "staged")
    (counts,) = kept.connection.execute(
        f"""SELECT {counted} FROM unlike JOIN ({typed}) AS here USING (line)
            JOIN ({typed}) AS first ON first.line = first_line"""
    ).fetchall()
    return dict(zip((place.header for place in said), counts, strict=True))


def of_several_episodes(kept: Kept) -> list[Remark]:
    """The people whose episodes say different things of them; the first row in the file stands."""
    count = kept.count(
        f"""FROM (SELECT person FROM ({kept.typed(("ETHNIC", "NATION"), "staged")}) JOIN firsts ON line = first_line
                  GROUP BY person HAVING count(DISTINCT ["t_ETHNIC", "t_NATION"]) > 1)"""
    )
    says = "people of whom their episodes give another ethnic group or nationality; the first row of theirs stands"
    return [Remark(says, count)] if count else []


def observed_until(kept: Kept, on: str) -> str | None:
    """The last day on which a row that was kept says that something happened, of those up to `on`."""
    days = [place.header for place in places(kept.data_set) if place.field.kind == "date" and place.header != "DOB"]
    known = ", ".join(f'max("v_{day}") FILTER ("v_{day}" <= DATE \'{on}\')' for day in days)
    ((last,),) = kept.connection.execute(f"SELECT greatest({known})::VARCHAR FROM ({kept.typed(days)})").fetchall()
    return None if last is None else str(last)


def died_without_a_day(kept: Kept) -> int:
    """How many people left because they died, and no row says when."""
    died = to_ours("discharge_reason", "t_DISRSN")
    typed = kept.typed(("DISRSN", "DISD"), "staged")
    return kept.count(
        f"""FROM (SELECT person FROM ({typed}) JOIN firsts ON line = first_line WHERE {died} = 'died'
                  GROUP BY person HAVING max("v_DISD") IS NULL)"""
    )
