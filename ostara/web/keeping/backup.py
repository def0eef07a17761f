"""Backing up a record while it is used: one encrypted file, written whole or not at all, and read back to its end
before it counts."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ostara import __version__
from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.envelope import Envelope, Opened
from ostara.web.keeping.keys import Key
from ostara.web.keeping.places import Settings, kind_of
from ostara.web.keeping.snapshots import Progress, Snapshot, Stands, snapshot

NAMED = "ostara-{:%Y-%m-%dT%H%M%SZ}.backup"
_NAMED = re.compile(r"ostara-\d{4}-\d\d-\d\dT\d{6}Z\.backup")


@dataclass(frozen=True)
class About:
    """What a backup says of itself.

    Attributes:
        at: the instant (UTC) that it holds.
        kind: of which database, `sqlite` or `postgresql`.
        ostara: the version that made it, and `made_by` the tool that copied.
        stands: what stood in the record.
    """

    at: datetime
    kind: str
    ostara: str
    made_by: str
    stands: Stands

    def as_dict(self) -> dict[str, object]:
        """Returns it as JSON can hold it."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "ostara": self.ostara,
            "made_by": self.made_by,
            "rows": dict(self.stands.rows),
            "migrations": list(self.stands.migrations),
            "last_seal": self.stands.last_seal,
        }


def read_about(said: dict[str, object]) -> About:
    """Reads what `as_dict` wrote, from a backup whose every byte is vouched for."""
    seal = said["last_seal"]
    stands = Stands(
        rows=said["rows"],  # type: ignore[arg-type]  # JSON has no types; the envelope vouches for its writer
        migrations=tuple(said["migrations"]),  # type: ignore[arg-type]  # as above
        last_seal=(seal[0], seal[1]) if isinstance(seal, list) else None,
    )
    at = datetime.fromisoformat(str(said["at"]))
    return About(at, str(said["kind"]), str(said["ostara"]), str(said["made_by"]), stands)


def back_up(database: Settings, to: Path, *, key: Key, at: datetime, progress: Progress) -> tuple[Path, About]:
    """Backs up a record.

    Args:
        database: the record's database.
        to: a file that does not exist yet, or a folder, in which the file is named after the instant.
        key: what will open it.
        at: now.
        progress: is told how much is done.

    Returns:
        The file, and what it says of itself.

    Raises:
        RefusalError: there is such a file; the record cannot be reached; a tool is missing; the disk is full.
    """
    file = to / NAMED.format(at.astimezone(UTC)) if to.is_dir() else to
    if file.exists():
        raise RefusalError(str(file), "is there already, and a backup is never written over")
    with snapshot(database) as still, _whole(file) as (out, beside):
        about = About(at.astimezone(UTC), kind_of(database), __version__, still.made_by, still.stands)
        _fill(out, key, about, still, progress)
        read_through(beside, key)
    return file, about


def read_through(file: Path, key: Key) -> About:
    """Reads a backup to its last byte, which proves every one of them.

    Raises:
        RefusalError: it cannot be opened with this key, was cut off or altered.
    """
    with Opened(file, key) as opened:
        about = read_about(opened.manifest)
        for _ in opened.data():
            pass
    return about


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Removes all but the newest backups of a folder, by the instant in their names, and returns those removed."""
    named = sorted(file for file in folder.iterdir() if _NAMED.fullmatch(file.name))
    old = named[:-count]
    for file in old:
        file.unlink()
    return old


def _fill(out: BinaryIO, key: Key, about: About, still: Snapshot, progress: Progress) -> None:
    envelope = Envelope(out, key)
    envelope.about(about.as_dict())
    for some in still.read(progress):
        envelope.data(some)
    envelope.end()
    out.flush()


@contextmanager
def _whole(file: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file that appears at its place once it is complete and on the disk; and where it is until then."""
    beside = file.with_name(f".{file.name}.writing")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(number, "wb") as out:
            yield out, beside
            os.fsync(out.fileno())
        beside.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
