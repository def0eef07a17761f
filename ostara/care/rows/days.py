"""Days and instants: a service lives by London's calendar, a machine by UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(instant: datetime) -> date:
    """Returns the day in London at an instant (which must carry its zone)."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(LONDON).date()
