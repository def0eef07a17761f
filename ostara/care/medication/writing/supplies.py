"""Writing what became of an instalment: one supply, whoever asks at the same moment and from wherever."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ostara.care.audit.actor import Actor
from ostara.care.medication.models import GuestStay, Instalment, Place, Supply, SupplyVoid
from ostara.care.medication.questions.supplies import GIVEN, LONGEST, covers, standing_supplies
from ostara.care.medication.writing.orders import hold_course
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.prepared import first, prepared


class AlreadyGiven(Changed):
    """Somebody gave it first, here or elsewhere. `latest` is the supply that stands."""


def write_supply(
    *,
    instalment: Instalment,
    place: Place,
    on: date,
    outcome: str,
    by: Actor,
    at: datetime,
    given_mg: Decimal | None = None,
    **fields: Any,
) -> Supply:
    """Writes a supply of an instalment.

    Args:
        instalment: what was due.
        place: where it was given.
        on: the day.
        outcome: `observed`, `collected` or `not_collected` of our code list supply_outcome.
        by: who records it.
        at: when.
        given_mg: milligrams in all; none for what was not collected.
        **fields: the others of `Supply`: said, said_by, why_part, site and so on.

    Raises:
        AlreadyGiven: it was given, or its days were supplied by another instalment of this course.
        Refused: a guest stay locks this place for the day.
    """
    with transaction.atomic():
        hold_course(instalment.course)
        refuse_given(instalment, given=outcome in GIVEN)
        if outcome in GIVEN:
            _refuse_where_locked(instalment, place, on)
        supply = Supply(
            instalment=instalment,
            attempt=instalment.supplies.count() + 1,
            course_id=instalment.course_id,
            place=place,
            on=on,
            outcome=outcome,
            given_mg=given_mg,
            recorded_by_id=by.user,
            recorded_at=at,
            **fields,
        )
        try:
            with transaction.atomic():
                supply.save(force_insert=True)
        except IntegrityError:
            there = standing_supplies().filter(instalment=instalment).first()
            if there is None:
                raise
            raise AlreadyGiven(_words(there), latest=there) from None
        return supply


def void_supply(*, supply: Supply, why: str, by: Actor, at: datetime) -> SupplyVoid:
    """Takes back what was recorded and did not happen like that; then another attempt may be recorded.

    Raises:
        Refused: no reason is given.
        Changed: it was voided already.
    """
    if not why.strip():
        raise Refused("Say what is wrong with it.", field="why")
    with transaction.atomic():
        hold_course(supply.course)
        try:
            with transaction.atomic():
                return SupplyVoid.objects.create(supply=supply, why=why.strip(), recorded_by_id=by.user, recorded_at=at)
        except IntegrityError:
            raise Changed("This has been voided already.", latest=SupplyVoid.objects.get(supply=supply)) from None


def refuse_given(instalment: Instalment, *, given: bool) -> None:
    """Refuses what somebody has settled already.

    Raises:
        AlreadyGiven: something became of this instalment, or its days were supplied by another of the same course.
    """
    there = first(_settled(instalment.pk))
    if there:
        raise AlreadyGiven(_words(there), latest=there)
    if not given:
        return
    days = covers(instalment)
    for other in _given_near(instalment.course_id, days[0] - LONGEST, days[-1]):
        if covers(other.instalment)[-1] >= days[0]:
            raise AlreadyGiven(_words(other), latest=other)


@prepared
def _settled(instalment: UUID) -> QuerySet[Supply]:
    return standing_supplies().filter(instalment=instalment).select_related("place", "recorded_by").order_by("pk")


@prepared
def _given_near(course: UUID, since: date, until: date) -> QuerySet[Supply]:
    near = {"instalment__covers_from__gte": since, "instalment__covers_from__lte": until}
    rows = standing_supplies().filter(course=course, outcome__in=GIVEN, **near)
    return rows.select_related("instalment", "place", "recorded_by").order_by("-on", "-id")


def _refuse_where_locked(instalment: Instalment, place: Place, on: date) -> None:
    stays = GuestStay.objects.standing().filter(course=instalment.course_id, from_on__lte=on, until_on__gte=on)
    stay = stays.select_related("place").order_by("-from_on", "-id").first()
    if stay and stay.place_id != place.pk:
        raise Refused(f"From {stay.from_on} to {stay.until_on} the doses are given at {stay.place.name}, not here.")


def _words(there: Supply) -> str:
    how = {"observed": "Already given", "collected": "Already collected"}.get(there.outcome, "Already recorded")
    return f"{how}: {there.place.name}, {there.on:%-d %B %Y}."
