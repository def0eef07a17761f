"""Builders of services, staff and people of a record, that read as sentences: `a_keyworker(at=harbour)`."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from ostara.care.accounts.models import Organisation, Post, Service, Team, User
from ostara.care.accounts.questions import Standing, standing_of
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement, Person

LONG_AGO = date(2015, 1, 1)
_numbers = count(1)


def an_organisation(name: str = "") -> Organisation:
    return Organisation.objects.create(name=name or f"Provider {next(_numbers)}")


def a_service(name: str = "", *, of: Organisation | None = None, **fields: Any) -> Service:
    number = next(_numbers)
    fields = {"agency_code": f"A{number:04}", "area": "P31B", "telephone": "01632 960001", **fields}
    return Service.objects.create(organisation=of or an_organisation(), name=name or f"Service {number}", **fields)


def a_team(name: str = "", *, of: Service) -> Team:
    return Team.objects.create(service=of, name=name or f"Team {next(_numbers)}")


def somebody(role: Role, *, at: Service | None = None, name: str = "", email: str = "") -> User:
    """Makes an account with one post; commissioners and safety officers need no service."""
    number = next(_numbers)
    user = User.objects.create_user(email or f"someone{number}@example.test", name=name or f"Someone {number}")
    area_wide = role in (Role.COMMISSIONER, Role.SAFETY_OFFICER)
    Post.objects.create(
        user=user, role=role, service=None if area_wide and at is None else (at or a_service()), from_on=LONG_AGO
    )
    return user


def a_keyworker(*, at: Service | None = None) -> User:
    return somebody(Role.KEYWORKER, at=at)


def standing(user: User, *, on: date | None = None) -> Standing:
    return standing_of(user, on=on or timezone.localdate())


def by(user: User, verb: Verb = Verb.READ_RECORD) -> Actor:
    """Returns the actor that the guard would make of somebody."""
    return standing(user).actor(verb)


def a_person_in_care(*, at: Service, since: datetime | None = None) -> Person:
    """Makes a bare person in whose care a service has a part."""
    person = Person.objects.create(number=f"T{next(_numbers):06}")
    since = since or timezone.now() - timedelta(days=100)
    Involvement.objects.create(person=person, service=at, because=Involvement.Because.EPISODE, from_at=since)
    return person


def a_browser_of(user: User) -> Client:
    """Returns a client signed in as somebody, with the second factor given."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client
