"""Some days at another place: for these days the home place gives nothing."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, GuestStay, Place
from ostara.care.medication.writing.orders import hold_course
from ostara.care.rows.acts import Refused, correct, once


def record_guest_stay(
    *,
    course: Course,
    place: Place,
    from_on: date,
    until_on: date,
    confirmed_by: str,
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> GuestStay:
    """Records that another place gives the doses of some days, once somebody there agreed.

    Raises:
        Refused: the days run backwards or have passed, they overlap another stay, or nobody there agreed.
    """
    if until_on < from_on:
        raise Refused("The last day is before the first.", field="until_on")
    if until_on < on:
        raise Refused("These days have passed.", field="until_on")
    if not confirmed_by.strip():
        raise Refused("Say who at that place agreed.", field="confirmed_by")

    def do() -> UUID:
        hold_course(course)
        there = GuestStay.objects.standing().filter(course=course, from_on__lte=until_on, until_on__gte=from_on)
        if there.exists():
            raise Refused("There is a stay on some of these days already.", field="from_on")
        row = GuestStay.objects.create(
            course=course,
            place=place,
            from_on=from_on,
            until_on=until_on,
            confirmed_by=confirmed_by.strip(),
            recorded_by_id=by.user,
            recorded_at=at,
        )
        note("dispensing.record_guest_stay", by=by, person=course.person_id, record=row)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.record_guest_stay", by.user, do)
    return GuestStay.objects.select_related("place", "course").get(pk=made)


def end_guest_stay(
    *, stay: GuestStay, until_on: date, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> GuestStay:
    """Ends a stay on another day; before its first day it is taken back.

    Raises:
        Refused: no reason is given.
        Changed: someone else has changed it.
    """

    def do() -> UUID:
        hold_course(stay.course)
        changes = {"withdrawn": True} if until_on < stay.from_on else {"until_on": until_on}
        row = correct(stay, why=why, by=by.user, recorded_at=at, **changes)
        note("dispensing.end_guest_stay", by=by, person=stay.course.person_id, record=row)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.end_guest_stay", by.user, do)
    return GuestStay.objects.get(pk=made)
