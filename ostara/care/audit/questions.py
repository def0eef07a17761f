"""Questions to the audit: what was done to whose record, and what somebody did. Newest first, never a tie."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.audit.models import Event

NEWEST = ("-at", "-id")


def events_about(people: Collection[UUID]) -> QuerySet[Event]:
    """Returns what was done to the record of a person, who may have several that are joined."""
    return Event.objects.filter(person__in=people).order_by(*NEWEST)


def events_by(user: UUID) -> QuerySet[Event]:
    """Returns what somebody did."""
    return Event.objects.filter(user=user).order_by(*NEWEST)
