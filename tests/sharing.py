"""Builders of shared care and of records opened in an emergency: `opened_in_emergency(person, by_one_of=hillside)`."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Involvement, Person
from ostara.care.rows.days import london_day
from ostara.care.sharing import actions
from ostara.care.sharing.models import Opening, Why
from tests.staff import a_keyworker, by


def opened_in_emergency(
    person: Person, *, by_one_of: Service, user: User | None = None, at: datetime | None = None, **said: Any
) -> Opening:
    """A keyworker of another service opens a person's record."""
    who = user or a_keyworker(at=by_one_of)
    said = {"why": Why.LIFE, "words": "Found unconscious in the waiting room.", **said}
    key = actions.open_in_emergency(person=person, at=at or timezone.now(), by=by(who, Verb.BREAK_GLASS), **said)
    return Opening.objects.get(pk=key)


def shared(person: Person, *, by_one_of: Service, with_service: Service, at: datetime | None = None) -> Involvement:
    """A keyworker shares a person's care, who agrees to it face to face today."""
    at = at or timezone.now()
    key = actions.share(
        person=person,
        with_service=with_service,
        at=at,
        asked_on=london_day(at),
        how="in_person",
        by=by(a_keyworker(at=by_one_of), Verb.SHARE),
    )
    return Involvement.objects.get(pk=key)
