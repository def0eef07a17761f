"""Which records are of one person. Every question asks through here: a merge shows everywhere and undoes as one."""

from uuid import UUID

from django.db.models import QuerySet

from ostara.care.people.models import Card, Person
from ostara.care.rows.prepared import prepared


def records_of(person: Person) -> list[UUID]:
    """Returns the keys of every record of a person, the one that goes on first; from any of them. At most one query."""
    if person.on_this_page is not None:
        return list(person.on_this_page)
    return _joined(person) or [person.pk]


def goes_on_as(person: Person) -> Person:
    """Returns the record that goes on: itself, while it is joined to none. One query, or two where it is joined."""
    if person.on_this_page is not None:
        return person
    key = Card.objects.filter(person=person).values_list("goes_on_as", flat=True).first()
    return person if key in (None, person.pk) else Person.objects.get(pk=key)


def for_one_page(person: Person) -> Person:
    """Returns the record that goes on, which answers from now on what its records are without asking again.

    For a page that only reads: what changes a person asks anew, under a lock.
    """
    records = _joined(person) or [person.pk]
    goes_on = person if records[0] == person.pk else Person.objects.get(pk=records[0])
    goes_on.on_this_page = tuple(records)
    return goes_on


def _joined(person: Person) -> list[UUID]:
    """Returns the keys of the records joined to one, the one that goes on first; nothing where there is no card."""
    return [key for key, _ in sorted(_cards(person.pk), key=lambda pair: (pair[0] != pair[1], pair[0]))]


@prepared
def _cards(person: UUID) -> QuerySet[Card, tuple[UUID, UUID]]:
    return Card.objects.filter(goes_on_as__cards__person=person).values_list("person", "goes_on_as")
