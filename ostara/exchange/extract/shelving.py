"""Puts a store on the shelf that pages read, and takes older ones away."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from ostara.care.rows.days import london_day
from ostara.tables.shelf import CURRENT, PUBLISHED, clear, instant_of, new_place, point_at, pointed_at


def shelf() -> Path:
    """Returns where stores are kept, as the settings say."""
    files: Path = settings.SAID.files
    return files / "stores"


def new_store(at: datetime) -> Path:
    """Returns a new place on the shelf for a store of this instant."""
    shelf().mkdir(parents=True, exist_ok=True, mode=0o700)
    return new_place(shelf(), at)


def show(store: Path, at: datetime) -> None:
    """Lets the pages read a store; those that are published only where the one before is of an earlier month.

    Two published figures of the same year that differ by a night could be subtracted from each other.
    """
    point_at(shelf(), store, CURRENT)
    before = pointed_at(shelf(), PUBLISHED)
    if before is None or _month(instant_of(before)) != _month(at):
        point_at(shelf(), store, PUBLISHED)
    clear(shelf())


def _month(at: datetime | None) -> tuple[int, int] | None:
    day = london_day(at) if at else None
    return (day.year, day.month) if day else None
