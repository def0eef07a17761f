"""The store that pages read: which one, as at when, and the words it holds. Opened once, until the pointer moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import TypeAlias

import duckdb
from django.conf import settings

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.view.dimensions import DIMENSIONS, Kind
from ostara.analysis.view.question import held_words, observed_until
from ostara.knowledge.refusal import RefusalError
from ostara.tables.manifest import FILE
from ostara.tables.shelf import CURRENT, PUBLISHED, instant_of, pointed_at
from ostara.tables.store import Store, open_store

SECONDS = 60.0  # for one page; what takes longer is asked of the command line
AT_ONCE = 2  # counts in one process, so that they never hold more than twice the memory of one
_turns = BoundedSemaphore(AT_ONCE)

Words: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, eq=False)
class Held:
    """A store that may be asked. Each is itself only: answers are kept by it, until it is another.

    Attributes:
        store: the store, proved whole.
        taken_at: when it was taken from the record; none for one that came another way.
        until: the last day it observes.
        words: of each dimension whose values only the store knows, those values.
    """

    store: Store
    taken_at: datetime | None
    until: date
    words: Words

    def words_of(self, dimension: str) -> tuple[str, ...]:
        """Returns the values of a dimension in this store."""
        return dict(self.words).get(dimension, ())


def shelf() -> Path:
    """Returns where stores are kept."""
    files: Path = settings.SAID.files
    return files / "stores"


def held(*, published: bool) -> Held | None:
    """Returns the store to be asked, or none where nothing was extracted yet, or nobody was in treatment.

    Args:
        published: the one from which figures are published, which moves seldom.

    Raises:
        RefusalError: what lies there is no whole store, or tells no national figures.
    """
    place = pointed_at(shelf(), PUBLISHED if published else CURRENT)
    if place is None:
        return None
    return _opened(place, (place / FILE).stat().st_mtime_ns)


@contextmanager
def asked(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Gives a prepared store to be asked, for a minute at most and by few at once.

    Raises:
        RefusalError: it took longer, or others kept their turn for as long.
    """
    if not _turns.acquire(timeout=SECONDS):
        raise RefusalError("figures", "too many are being counted just now; try again in a minute")
    try:
        with prepared(store) as connection:
            clock = Timer(SECONDS, connection.interrupt)
            clock.daemon = True
            clock.start()
            try:
                yield connection
            except duckdb.InterruptException:
                raise RefusalError("figures", f"took longer than {SECONDS:.0f} seconds: ask for less at once") from None
            finally:
                clock.cancel()
                clock.join()
    finally:
        _turns.release()


@lru_cache(maxsize=4)
def _opened(place: Path, _written: int) -> Held | None:
    store = open_store(place)
    if not store.manifest.parts["episodes"].rows:
        return None
    with asked(store) as connection:
        words = tuple(
            (each.name, tuple(held_words(connection, each))) for each in DIMENSIONS.values() if each.kind is Kind.OPEN
        )
        return Held(store, instant_of(place), observed_until(connection), words)
