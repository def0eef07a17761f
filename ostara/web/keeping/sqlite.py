"""A record in a file of SQLite: held still, copied while it is written to, and put in another file's place."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from django.db import connection

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.places import Settings, file_of
from ostara.web.keeping.snapshots import Progress, Snapshot, what_stands

_PAGES = 2000  # copied between two words about progress
_READ = 1 << 20
ROOM = 256 * 1024  # kibibytes of pages
BESIDE = ("-wal", "-shm")


@contextmanager
def snapshot(database: Settings) -> Iterator[Snapshot]:
    """Holds a record still in a read transaction; whoever writes meanwhile writes on (WAL).

    Raises:
        RefusalError: there is no record, or it is not one.
    """
    path = file_of(database)
    if not path.is_file():
        raise RefusalError(str(path), "there is no record here. Type: ostara record create")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as record:
        try:
            record.execute("BEGIN")
            stands = what_stands(record.execute, "sqlite")
        except sqlite3.DatabaseError:
            raise RefusalError(str(path), "is not a record that can be read") from None
        made_by = f"SQLite {sqlite3.sqlite_version}"
        yield Snapshot(stands, made_by, lambda progress: _copied(record, path.parent, progress))


def put_in_place(made: Path, place: Path, aside: Path | None) -> Path | None:
    """Puts a proved file in the place of a record; one that was there is moved aside whole.

    Returns:
        Where the record that was there lies now; none where there was none.

    Raises:
        RefusalError: the record there is being used, or came there meanwhile and nobody said that it may be moved.
    """
    there = place.exists()
    if there:
        if aside is None:
            raise RefusalError(str(place), "a record was made here meanwhile")
        _closed(place)
        place.replace(aside)
    for ending in BESIDE:  # of a record that was closed they are empty or gone
        place.with_name(place.name + ending).unlink(missing_ok=True)
    made.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return aside if there else None


def make_room() -> None:
    """Lets the connection of a SQLite record keep more pages: what outgrows them in a transaction is written again and
    again before it is committed. For whoever writes millions of rows; nothing happens on PostgreSQL."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{ROOM}")


def _closed(path: Path) -> None:
    """Brings what lies beside a file into it; SQLite lets only the last connection do that."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as record:
        try:
            record.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise RefusalError(str(path), "this record is being used. Stop the server, then type this again") from None
        except sqlite3.DatabaseError:
            return  # what cannot be read as a record is moved aside as it is


def _copied(record: sqlite3.Connection, folder: Path, progress: Progress) -> Iterator[bytes]:
    """Yields the bytes of a copy. It has no name while it exists, so a kill leaves nothing of it lying."""
    with _nameless(folder) as (copy, file):
        record.backup(copy, pages=_PAGES, progress=lambda _status, left, all_: progress(all_ - left, 2 * all_))
        copy.close()
        size = os.fstat(file.fileno()).st_size
        while some := file.read(_READ):
            progress(size + file.tell(), 2 * size)
            yield some


@contextmanager
def _nameless(folder: Path) -> Iterator[tuple[sqlite3.Connection, BinaryIO]]:
    number, name = tempfile.mkstemp(prefix=".backup-", suffix=".sqlite", dir=folder)
    with os.fdopen(number, "rb") as file, contextlib.ExitStack() as named:
        named.callback(Path(name).unlink, missing_ok=True)
        copy = sqlite3.connect(name, isolation_level=None)
        named.callback(copy.close)
        copy.execute("PRAGMA journal_mode=OFF")
        copy.executescript("BEGIN EXCLUSIVE; COMMIT;")  # opens the file, which then no longer needs its name
        Path(name).unlink()
        yield copy, file
