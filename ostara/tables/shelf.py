"""A shelf of stores: each night's in a folder named by its instant, and a pointer to the one that is read.

A pointer is a file that holds a folder's name and is replaced in one step, so that a reader sees the store of last
night or that of tonight, whole, and never one in between. `CURRENT` is for inside; `PUBLISHED` moves seldom, since two
stores that differ by a few people could be subtracted from each other.
"""

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

CURRENT, PUBLISHED = "current", "published"
KEPT = 3  # nights: whoever began to read a store may finish
_STAMP = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_FORMAT = "%Y%m%dT%H%M%SZ"


def stamp(at: datetime) -> str:
    """The name of the folder of a store of this instant, in UTC."""
    return at.astimezone(UTC).strftime(_FORMAT)


def new_place(shelf: Path, at: datetime) -> Path:
    """A folder on the shelf that is not there yet; two of one second get numbers."""
    first = shelf / stamp(at)
    place, number = first, 1
    while place.exists():
        number += 1
        place = first.with_name(f"{first.name}-{number}")
    return place


def instant_of(store: Path) -> datetime | None:
    """When a store on a shelf was taken; None for a folder with another name."""
    if not _STAMP.fullmatch(store.name):
        return None
    return datetime.strptime(store.name.partition("-")[0], _FORMAT).replace(tzinfo=UTC)


def pointed_at(shelf: Path, pointer: str = CURRENT) -> Path | None:
    """The store that a pointer names; None where there is none yet."""
    try:
        name = (shelf / pointer).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    store = shelf / name
    return store if _STAMP.fullmatch(name) and store.is_dir() else None


def point_at(shelf: Path, store: Path, pointer: str = CURRENT) -> None:
    """Point at a store on the shelf, in one step."""
    beside = shelf / f".{pointer}.{os.getpid()}.writing"
    with beside.open("w", encoding="utf-8") as file:
        file.write(f"{store.name}\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(shelf / pointer)


def clear(shelf: Path, *, kept: int = KEPT) -> list[str]:
    """Take older stores off the shelf, all but the last few and those pointed at; the names of those taken."""
    stores = sorted(one for one in shelf.iterdir() if one.is_dir() and _STAMP.fullmatch(one.name))
    spared = {*stores[-kept:], pointed_at(shelf, CURRENT), pointed_at(shelf, PUBLISHED)}
    gone = [one for one in stores if one not in spared]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return [one.name for one in gone]
