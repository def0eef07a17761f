"""What a worklist is made of: something due for a person by a day. Every room answers with these (`due_of`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.people.models import Card
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once


@dataclass(frozen=True)
class DueItem:
    """Something due for a person.

    Attributes:
        person: the record that goes on.
        room: who asks, such as `health`; `what` is its own code of the thing, such as `ecg`.
        words: what is to be done, for a list.
        by: the last day in time; `late` is whether that day has passed.
        why: what it rests on, in words; blank where that is plain.
        about: which of several it is about, such as a virus, by its code; blank where there is one only.
        unverified: whether the day rests on a number that nobody has checked.
    """

    person: UUID
    room: str
    what: str
    words: str
    by: date
    late: bool
    why: str = ""
    unverified: bool = False
    about: str = ""


def in_order(items: Collection[DueItem]) -> list[DueItem]:
    """Returns them the earliest first, in an order that cannot tie."""
    return sorted(items, key=lambda one: (one.by, one.room, one.what, one.words, one.person))


@asked_once
def records_of_all(people: Collection[UUID]) -> dict[UUID, UUID]:
    """Returns every record of some people that go on, each to the one that goes on. One query."""
    return {one: one for one in people} | dict(_joined(list(people)))


@prepared
def _joined(people: Sequence[UUID]) -> QuerySet[Card, tuple[UUID, UUID]]:
    return Card.objects.filter(goes_on_as__in=people).values_list("person", "goes_on_as")
