"""A person's first record: their particulars, how to reach them, and the part of the service that registers them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service
from ostara.care.accounts.questions import Standing
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Contact, Involvement, Particulars, Person
from ostara.care.people.numbers import draw_number
from ostara.care.people.permissions import people_of
from ostara.care.people.projecting import rebuild
from ostara.care.people.questions.alike import Alike, alike, holder_of, whom_to_ask
from ostara.care.people.questions.standing import attributor_of
from ostara.care.people.ranking import Somebody
from ostara.care.rows.acts import Refused, once
from ostara.care.rows.days import london_day

DRAWS = 20
WHO_IS_OF = {"family_name", "given_names", "known_as"}


class LooksAlike(Refused):
    """There may be a record of this person. `found` holds those that may be shown."""

    def __init__(self, found: Alike) -> None:
        super().__init__(
            "There may be a record of this person already. Look below before you go on.", field="another_person"
        )
        self.found = found


def register(
    *,
    particulars: Mapping[str, Any],
    contact: Mapping[str, Any],
    at_service: Service,
    standing: Standing,
    by: Actor,
    at: datetime,
    another_person: str = "",
    key: UUID | None = None,
) -> Person:
    """Registers a person at a service.

    Args:
        particulars, contact: fields of the rows.
        at_service: which becomes involved in their care.
        standing: of whoever registers: they are shown only what they may see.
        by, at: who, and when.
        another_person: a code that says why this is not one of the people who look alike.
        key: the form's.

    Returns:
        The person, with a new number.

    Raises:
        LooksAlike: there may be a record already, and nothing was said of it.
        Refused: a record with this NHS number exists, or there is no name at all.
    """

    def do() -> UUID:
        if not any(particulars.get(name) for name in WHO_IS_OF):
            raise Refused("Give at least one name: a family name, a given name, or what they are known as.")
        refuse_same_nhs_number(particulars.get("nhs_number", ""), standing=standing, by=by, at=at)
        found = alike(_somebody(particulars), standing=standing, at=at)
        if found and not another_person:
            raise LooksAlike(found)
        person = _person(by, at)
        stamp = {"person": person, "recorded_by_id": by.user, "recorded_at": at}
        Particulars.objects.create(effective_on=london_day(at), **stamp, **particulars)
        if any(contact.values()):
            Contact.objects.create(effective_on=london_day(at), **stamp, **contact)
        because = Involvement.Because.REGISTERED
        Involvement.objects.create(service=at_service, because=because, from_at=at, **stamp)
        project(person.pk)
        note("people.register", by=by, person=person.pk, record=person, reason=another_person, alike=len(found.mine))
        return person.pk

    made, _ = once(key, "people.register", by.user, do)
    return Person.objects.get(pk=made)


def refuse_same_nhs_number(
    nhs_number: str, *, standing: Standing, by: Actor, at: datetime, apart_from: frozenset[UUID] = frozenset()
) -> None:
    """Refuses an NHS number that another record holds, saying where it is or whom to ask.

    Raises:
        Refused: another record holds it.
    """
    holder = holder_of(nhs_number)
    if holder is None or holder.goes_on_as_id in apart_from:
        return
    if people_of(standing, at=at).filter(pk=holder.goes_on_as_id).exists():
        told = f"Record {holder.person.number} holds this NHS number. Open that one instead."
    else:
        told = (
            f"Another service in this area holds a record with this NHS number. "
            f"Ask {_asked(by, at)} to have it shared. "
            "If the person cannot wait, leave the NHS number out: the two records can be merged later."
        )
    raise Refused(told, field="nhs_number")


def project(record: UUID) -> None:
    """Writes a record's card and search keys.

    Raises:
        Refused: its NHS number was given to another record at the same moment.
    """
    try:
        with transaction.atomic():
            rebuild([record])
    except IntegrityError:
        raise Refused("Another record holds this NHS number.", field="nhs_number") from None


def _asked(by: Actor, at: datetime) -> str:
    return whom_to_ask(by.service, on=london_day(at))


def _somebody(particulars: Mapping[str, Any]) -> Somebody:
    described = Particulars(**particulars)
    names = (described.family_name, described.given_names, described.known_as)
    return Somebody(*names, described.date_of_birth, attributor_of(described))


def _person(by: Actor, at: datetime) -> Person:
    for _ in range(DRAWS):
        try:
            with transaction.atomic():
                return Person.objects.create(number=draw_number(), recorded_by_id=by.user, recorded_at=at)
        except IntegrityError:
            continue  # it is taken: another one is drawn
    raise Refused("No number could be drawn. Try again.")
