"""Whose record somebody may open: people in whose care one of their services has a part, now."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Card, Involvement, Person


def involvements(standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> QuerySet[Involvement]:
    """Returns the involvements by which somebody may do something to a person's record at an instant."""
    return (
        Involvement.objects.standing()
        .filter(service__in=standing.services(verb), from_at__lte=at)
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=at))
        .filter(Q(only_for__isnull=True) | Q(only_for=standing.user.pk))
    )


def people_of(standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> QuerySet[Person]:
    """Returns the people whose record somebody may open at an instant.

    A person with several joined records is one person: whoever may open one of them may open the record that goes on.
    """
    mine = involvements(standing, at=at, verb=verb)
    joined = Card.objects.filter(goes_on_as=OuterRef("pk"), person__in=mine.values("person"))
    return Person.objects.filter(Exists(mine.filter(person=OuterRef("pk"))) | Exists(joined))


def find_person(key: UUID, standing: Standing, *, at: datetime, verb: Verb = Verb.READ_RECORD) -> Person | None:
    """Returns a person somebody may open, or none: whether there is such a person is not told."""
    return people_of(standing, at=at, verb=verb).filter(pk=key).first()
