"""Builders of people of a record, registered as a form would: `a_person(at=harbour, given="Rosa", family="Ahern")`."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image
from stdnum.gb import nhs

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role, Verb
from ostara.care.people import actions
from ostara.care.people.actions.writing import Saving
from ostara.care.people.models import Alias, Contact, Flag, Person, Relation
from ostara.care.people.projecting import rebuild
from ostara.care.rows.days import london_day
from tests.staff import somebody, standing

SOMEBODY_ELSE = "checked"


def a_person(
    *,
    at: Service,
    given: str = "Robin",
    family: str = "Example",
    known_as: str = "",
    born: date | None = None,
    nhs_number: str = "",
    sex: str = "",
    contact: dict[str, Any] | None = None,
    when: datetime | None = None,
    worker: User | None = None,
    **particulars: Any,
) -> Person:
    """Registers a person at a service, whoever else they look like."""
    worker = worker or somebody(Role.KEYWORKER, at=at)
    posts = standing(worker)
    return actions.register(
        particulars={
            "given_names": given,
            "family_name": family,
            "known_as": known_as,
            "date_of_birth": born,
            "nhs_number": nhs_number,
            "sex": sex,
            **particulars,
        },
        contact=contact or {},
        at_service=at,
        standing=posts,
        by=posts.actor(Verb.REGISTER),
        at=when or timezone.now(),
        another_person=SOMEBODY_ELSE,
    )


def a_relation_of(person: Person, **fields: Any) -> Relation:
    fields = {"kind": Relation.Kind.NEXT_OF_KIN, "name": "Sam Example", "effective_on": date(2026, 1, 5), **fields}
    return Relation.objects.create(person=person, **fields)


def a_flag_of(person: Person, **fields: Any) -> Flag:
    fields = {"kind": Flag.Kind.OTHER, "raised_on": date(2026, 1, 5), "words": "Ring before you come.", **fields}
    return Flag.objects.create(person=person, **fields)


def a_contact_of(person: Person, **fields: Any) -> Contact:
    return Contact.objects.create(person=person, **{"effective_on": date(2026, 1, 5), "town": "Sampleton", **fields})


def an_alias_of(person: Person, *, joined: Person) -> Alias:
    """Joins a record to a person's."""
    alias = Alias.objects.create(person=joined, goes_on_as=person, reason="the same NHS card")
    rebuild([person.pk, joined.pk])
    return alias


def saving(user: User, *, seen: Any = None, why: str = "", on: date | None = None) -> Saving:
    """Returns how somebody saves a dated fact now."""
    now = timezone.now()
    by = standing(user).actor(Verb.KEEP_DETAILS)
    return Saving(by=by, at=now, on=on or london_day(now), seen=seen.pk if seen else None, why=why)


def an_nhs_number(number: int = 0) -> str:
    """Returns a right NHS number that nobody has (those that begin with 999 are for tests)."""
    stem = 999_000_000 + number
    while not nhs.is_valid(f"{stem}{_check_digit(stem)}"):
        stem += 1
    return f"{stem}{_check_digit(stem)}"


def _check_digit(stem: int) -> int:
    weighted = sum((10 - place) * int(digit) for place, digit in enumerate(str(stem)))
    return (11 - weighted % 11) % 11


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), **said: Any) -> bytes:
    """Returns a picture as a file holds it."""
    written = BytesIO()
    Image.new("RGB", size, (200, 150, 120)).save(written, kind, **said)
    return written.getvalue()


def queries(act: Callable[[], object]) -> int:
    """Returns how many queries something asks."""
    from django.db import connection  # noqa: PLC0415 - so that this page is read without a database
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
