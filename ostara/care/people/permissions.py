"""Whose record somebody may open: people in whose care one of their services has a part, now."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Card, Involvement, Person
from ostara.care.rows.days import london_day
from ostara.care.rows.prepared import first, prepared

# Rooms above may find people for one verb although nobody shares the record: a pharmacy, those who collect there.
Reach = Callable[[Standing, date], QuerySet[Person]]
reaches: list[tuple[Verb, Reach]] = []


def involvements(standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> QuerySet[Involvement]:
    """Returns the involvements by which somebody may do something to a person's record at an instant."""
    return _involvements(list(standing.services(verb)), standing.user.pk, at)


def _involvements(services: Sequence[UUID], user: UUID, at: datetime) -> QuerySet[Involvement]:
    return (
        Involvement.objects.standing()
        .filter(service__in=services, from_at__lte=at)
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=at))
        .filter(Q(only_for__isnull=True) | Q(only_for=user))
    )


def people_of(standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> QuerySet[Person]:
    """Returns the people whose record somebody may open at an instant.

    A person with several joined records is one person: whoever may open one of them may open the record that goes on.
    """
    mine = involvements(standing, at=at, verb=verb)
    joined = Card.objects.filter(goes_on_as=OuterRef("pk"), person__in=mine.values("person"))
    return Person.objects.filter(Exists(mine.filter(person=OuterRef("pk"))) | Exists(joined))


def find_person(key: UUID, standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> Person | None:
    """Returns a person somebody may open, or none: whether there is such a person is not told.

    Nearly always a service has a part in this very record, which is asked first: the wider question costs more.
    """
    here = first(_involved_here(key, list(standing.services(verb)), standing.user.pk, at))
    if here:
        return here.person
    return people_of(standing, at=at, verb=verb).filter(pk=key).first() or _reached(key, standing, at=at, verb=verb)


@prepared
def _involved_here(person: UUID, services: Sequence[UUID], user: UUID, at: datetime) -> QuerySet[Involvement]:
    here = _involvements(services, user, at).filter(person=person)
    return here.select_related("person").order_by("pk")[:1]


def _reached(key: UUID, standing: Standing, *, at: datetime, verb: Verb) -> Person | None:
    """Returns a person whom one of the reaches for this very verb finds."""
    if not standing.services(verb):
        return None
    found = (reach(standing, london_day(at)).filter(pk=key).first() for of, reach in reaches if of is verb)
    return next((person for person in found if person), None)
