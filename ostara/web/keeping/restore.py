"""Bringing a record back: elsewhere, proved by reading it back, and only then put where it is wanted.

Nothing that lives is written over: a SQLite record in the way is moved aside whole, and a PostgreSQL record comes back
under a new name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping import postgresql, sqlite
from ostara.web.keeping.backup import About, read_about
from ostara.web.keeping.checking import Check, check_record
from ostara.web.keeping.envelope import Opened
from ostara.web.keeping.keys import Key
from ostara.web.keeping.migrating import schema_differs
from ostara.web.keeping.places import Settings, looking_at, settings_of, the_record
from ostara.web.keeping.snapshots import Progress, Stands, snapshot


@dataclass(frozen=True)
class Restored:
    """What was brought back.

    Attributes:
        about: what the backup says of itself.
        address: the database, as OSTARA_DATABASE wants it; of PostgreSQL its name alone.
        aside: where the record that was there lies now; none where there was none.
        checks: what `check-record` says of it; empty where an older Ostara made it, which has to be upgraded first.
    """

    about: About
    address: str
    aside: Path | None
    checks: tuple[Check, ...]


def restore(
    file: Path, *, key: Key, to: str, at: datetime, replace: bool, with_faults: bool, progress: Progress
) -> Restored:
    """Brings a record back from a backup.

    Args:
        file: the backup.
        key: what opens it.
        to: the file of a SQLite record, or the name of a PostgreSQL database that does not exist yet.
        at: now, for the name of what is moved aside.
        replace: whether a SQLite record in the way may be moved aside.
        with_faults: whether it is put in place although `check-record` finds faults that it had when backed up.
        progress: is told how many bytes of the backup are read, of how many.

    Raises:
        RefusalError: the backup or the key is wrong, something is in the way, or what was brought back is not what
            was backed up. Nothing is left behind then.
    """
    with Opened(file, key) as opened:
        about = read_about(opened.manifest)
        pieces = _told(opened, progress)
        if about.kind == "postgresql":
            return _into_postgresql(about, pieces, to, with_faults=with_faults)
        return _into_sqlite(
            about, pieces, Path(to), aside=_aside(Path(to), at) if replace else None, with_faults=with_faults
        )


def _into_sqlite(
    about: About, pieces: Iterator[bytes], place: Path, *, aside: Path | None, with_faults: bool
) -> Restored:
    if place.exists() and aside is None:
        raise RefusalError(str(place), "there is a record here. With --replace it is moved aside, never written over")
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=place.parent) as private:
        made = Path(private) / place.name
        with made.open("wb") as out:
            for some in pieces:
                out.write(some)
        made.chmod(0o600)
        checks = _proved(about, settings_of(f"sqlite:///{made.absolute()}"), with_faults)
        moved = sqlite.put_in_place(made, place, aside)
    return Restored(about, f"sqlite:///{place.absolute()}", moved, checks)


def _into_postgresql(about: About, pieces: Iterator[bytes], name: str, *, with_faults: bool) -> Restored:
    beside = the_record()
    if beside["ENGINE"].endswith("sqlite3"):
        reason = "this is a backup of a PostgreSQL record: set OSTARA_DATABASE to a database of the server to use"
        raise RefusalError("OSTARA_DATABASE", reason)
    with postgresql.new_database(name, beside) as database:
        postgresql.bring_back(database, pieces)
        checks = _proved(about, database, with_faults)
    return Restored(about, name, None, checks)


def _proved(about: About, database: Settings, with_faults: bool) -> tuple[Check, ...]:
    """Reads a record back and compares it with what was backed up, table by table, then checks it as a record."""
    with snapshot(database) as still:
        different = list(_differences(about.stands, still.stands))
    if different:
        raise RefusalError("restore", f"what came back is not what was backed up: {'; '.join(different)}")
    with looking_at(database):
        checks = (
            ()
            if schema_differs()
            else tuple(check_record(dict([about.stands.last_seal]) if about.stands.last_seal else None))
        )
    faulty = [check for check in checks if check.faults]
    if faulty and not with_faults:
        what = "; ".join(f"{check.name}: {check.faults[0]}" for check in faulty)
        reason = "it came back as it was backed up, with faults that it had then. --with-faults puts it in place"
        raise RefusalError("restore", f"{reason} ({what})")
    return checks


def _differences(meant: Stands, found: Stands) -> Iterator[str]:
    for table in sorted({*meant.rows, *found.rows}):
        if meant.rows.get(table) != found.rows.get(table):
            yield f"{table} held {meant.rows.get(table, 'no')} rows and holds {found.rows.get(table, 'none')}"
    if meant.migrations != found.migrations:
        yield "other migrations are applied"
    if meant.last_seal != found.last_seal:
        yield "the audit's last seal is another"


def _aside(place: Path, at: datetime) -> Path:
    return place.with_name(f"{place.name}.before-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")


def _told(opened: Opened, progress: Progress) -> Iterator[bytes]:
    for some in opened.data():
        yield some
        progress(opened.at(), opened.size)
