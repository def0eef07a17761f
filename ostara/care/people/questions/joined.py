"""Which records are of one person. Every question asks through here: a merge shows everywhere and undoes as one."""

from uuid import UUID

from ostara.care.people.models import Card, Person


def records_of(person: Person) -> list[UUID]:
    """Returns the keys of every record of a person, the one that goes on first; from any of them. At most one query."""
    if person.on_this_page is not None:
        return list(person.on_this_page)
    joined = Card.objects.filter(goes_on_as__cards__person=person).values_list("person", "goes_on_as")
    return [key for key, _ in sorted(joined, key=lambda pair: (pair[0] != pair[1], pair[0]))] or [person.pk]


def goes_on_as(person: Person) -> Person:
    """Returns the record that goes on: itself, while it is joined to none. At most one query."""
    if person.on_this_page is not None:
        return person
    card = Card.objects.filter(person=person).select_related("goes_on_as").first()
    return card.goes_on_as if card else person


def for_one_page(person: Person) -> Person:
    """Returns the record that goes on, which answers from now on what its records are without asking again.

    For a page that only reads: what changes a person asks anew, under a lock.
    """
    goes_on = goes_on_as(person)
    goes_on.on_this_page = tuple(records_of(goes_on))
    return goes_on
