"""Every gap in care of last night's store, asked once: counts, and who has which by their number in the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from ostara.analysis.measures.answer import Answer, Share, share
from ostara.analysis.measures.care_gaps.flags import gap_answers, make_flags
from ostara.analysis.measures.cultures.profile import Told, profile
from ostara.analysis.measures.prepare import open_tables
from ostara.analysis.measures.publish import publish
from ostara.knowledge.disclosure import protect
from ostara.knowledge.refusal import RefusalError
from ostara.tables.engine import engine
from ostara.tables.manifest import FILE
from ostara.tables.shelf import CURRENT, PUBLISHED, instant_of, pointed_at
from ostara.tables.store import Store, open_store
from ostara.web.numbers.held import SECONDS, shelf

MEMORY = "700MB"


class Flag(NamedTuple):
    """A gap of somebody (`hit` true) or one nobody can tell (none), and the day of what was done last."""

    gap: str
    hit: bool | None
    latest: date | None


class Count(NamedTuple):
    """How many of whom it is known have a gap, of how many; of how many it is not known; who is left out."""

    hits: int
    known: int
    unknown: int
    left_out: int

    @property
    def share(self) -> Share:
        """Returns the share with its interval."""
        return share(self.hits, self.known)


@dataclass(frozen=True)
class HeldGaps:
    """What a store says of gaps in care.

    Attributes:
        store: it.
        taken_at: when it was taken from the record.
        until: the day as at which people were looked at.
        flags: gaps that are there or not known, by the person's number.
        counts: by gap and service.
        answers: of each gap by its name; cultures: the indicators. Exact: `published` protects them.
    """

    store: Store
    taken_at: datetime | None
    until: date
    flags: Mapping[int, list[Flag]]
    counts: Mapping[tuple[str, str], Count]
    answers: Mapping[str, Answer]
    cultures: tuple[Told, ...]

    def count(self, gap: str, within: frozenset[str] | None) -> Count:
        """Returns how many have a gap at some services; none for all of them."""
        rows = [
            one for (of, service), one in self.counts.items() if of == gap and (within is None or service in within)
        ]
        return Count(*(sum(column) for column in zip(*rows, strict=True))) if rows else Count(0, 0, 0, 0)

    def published(self, gap: str) -> Answer:
        """Returns an answer that may leave the service."""
        return publish(self.answers[gap])

    def left_out(self, gap: str) -> int | None:
        """Returns how many are left out, as it may leave the service; none where they are too few."""
        return protect(int(self.answers[gap].numbers["left_out"] or 0))


def held_gaps(*, published: bool) -> HeldGaps | None:
    """Returns the gaps of the store that pages read, or none where nothing was extracted yet.

    Args:
        published: of the one from which figures are published, which moves seldom.

    Raises:
        RefusalError: what lies there is no whole store, or has no last complete day.
    """
    place = pointed_at(shelf(), PUBLISHED if published else CURRENT)
    return None if place is None else _opened(place, (place / FILE).stat().st_mtime_ns)


@lru_cache(maxsize=3)
def _opened(place: Path, _written: int) -> HeldGaps:
    store = open_store(place)
    with engine(store.folder, memory=MEMORY, seconds=SECONDS) as connection:
        open_tables(connection, store)
        if not make_flags(connection, store):
            raise RefusalError(str(place.name), "has no last complete day, as at which people could be looked at")
        until = date.fromisoformat(str(store.manifest.observed_until))
        answers, cultures = gap_answers(connection), profile(connection)
        return HeldGaps(store, instant_of(place), until, _flags(connection), _counts(connection), answers, cultures)


def _flags(connection: duckdb.DuckDBPyConnection) -> dict[int, list[Flag]]:
    rows = connection.execute(
        "SELECT person, gap, hit, latest FROM flags WHERE excluded IS NULL AND hit IS NOT FALSE ORDER BY person, gap"
    ).fetchall()
    found: dict[int, list[Flag]] = {}
    for person, *said in rows:
        found.setdefault(person, []).append(Flag(*said))
    return found


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Count]:
    rows: Iterable[tuple[str, str, int, int, int, int]] = connection.execute("""
        SELECT gap, coalesce(service, ''), count(*) FILTER (hit AND excluded IS NULL),
               count(hit) FILTER (excluded IS NULL), count(*) FILTER (hit IS NULL AND excluded IS NULL),
               count(*) FILTER (excluded IS NOT NULL)
        FROM flags GROUP BY ALL
    """).fetchall()
    return {(gap, service): Count(*counts) for gap, service, *counts in rows}
