"""Somebody types into the sample form: what a browser would send, and a request for its page."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.utils.datastructures import MultiValueDict

from ostara.care.accounts.models import User

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
TYPED = {
    "name": "Jo",
    "seen_on": "3/2/24",
    "visits": "4",
    "mood": "unwell",
    "wants": ["housing", "work"],
    "where": "hill",
    "agreed": "on",
    "words": "I want to see my daughter.",
}


def sent(**fields: str | list[str]) -> MultiValueDict[str, str]:
    """What a browser sends."""
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in fields.items()})


def opens(user: User, *, minutes: int = 0) -> SimpleNamespace:
    """A request for the page of the form, so many minutes after five past two."""
    return SimpleNamespace(user=user, path="/sample/", method="GET", at=AT + timedelta(minutes=minutes))
