"""Two records found to be of one person: joined by a row, and parted again by another. No fact is moved or copied."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.merging import why_not
from ostara.care.people.models import Alias, Person
from ostara.care.people.projecting import rebuild
from ostara.care.people.questions.joined import goes_on_as, records_of
from ostara.care.people.questions.standing import particulars_of
from ostara.care.rows.acts import Refused, correct, once


def merge(*, person: Person, goes_on: Person, reason: str, by: Actor, at: datetime, key: UUID | None = None) -> UUID:
    """Joins a record to the one that goes on; both stay as they are, and every question reads them as one.

    Args:
        person: the record to be joined; the end of its chain is what is joined, so chains stay flat.
        goes_on: the record under which the person goes on.
        reason: how it is known that they are one person.
        by, at: who, and when.
        key: the form's.

    Returns:
        The key of the alias.

    Raises:
        Refused: they are joined already, their NHS numbers differ, or a room says why not.
    """

    def do() -> UUID:
        _hold(person, goes_on)
        joined, stays = goes_on_as(person), goes_on_as(goes_on)
        _refuse(joined, stays, reason)
        group = [*records_of(joined), *records_of(stays)]
        alias = Alias.objects.create(
            person=joined, goes_on_as=stays, reason=reason.strip(), recorded_by_id=by.user, recorded_at=at
        )
        rebuild(group)
        for each in (joined, stays):
            note("people.merge", by=by, person=each.pk, record=alias, joined=joined.number, goes_on=stays.number)
        return alias.pk

    return once(key, "people.merge", by.user, do)[0]


def unmerge(*, alias: Alias, why: str, by: Actor, key: UUID | None = None) -> UUID:
    """Parts two records again.

    Returns:
        The key of the row that takes the alias back.

    Raises:
        Refused: no reason is given, or both would then hold one NHS number.
        Changed: somebody else has done so already.
    """

    def do() -> UUID:
        _hold(alias.person, alias.goes_on_as)
        group = records_of(alias.person)
        row = correct(alias, why=why, by=by.user, withdrawn=True)
        try:
            with transaction.atomic():
                rebuild(group)
        except IntegrityError:
            raise Refused("Both records hold the same NHS number. Take it out of one of them first.") from None
        for each in (alias.person, alias.goes_on_as):
            note("people.unmerge", by=by, person=each.pk, record=row)
        return row.pk

    return once(key, "people.unmerge", by.user, do)[0]


def _hold(*people: Person) -> None:
    """Makes whoever merges one of these at the same moment wait."""
    keys = {key for person in people for key in records_of(person)}
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _refuse(joined: Person, stays: Person, reason: str) -> None:
    if joined == stays:
        raise Refused("These are one record already.", field="other")
    if not reason.strip():
        raise Refused("Say how it is known that they are one person.", field="reason")
    known = [particulars_of(records_of(person)) for person in (joined, stays)]
    if len({row.nhs_number for row in known if row and row.nhs_number}) > 1:
        raise Refused("Their NHS numbers differ: they are two people, or one number is wrong. Correct it first.")
    refusal = why_not(joined, stays)
    if refusal:
        raise Refused(refusal)
