"""Days and instants as people read them."""

from datetime import date, datetime

from ostara.care.rows.days import LONDON


def day(value: date | None, *, unknown: str = "not known") -> str:
    """Returns `3 March 2026`."""
    return f"{value.day} {value:%B %Y}" if value else unknown


def instant(value: datetime | None, *, unknown: str = "not known") -> str:
    """Returns `3 March 2026, 14:05` in London."""
    if value is None:
        return unknown
    here = value.astimezone(LONDON)
    return f"{day(here.date())}, {here:%H:%M}"
