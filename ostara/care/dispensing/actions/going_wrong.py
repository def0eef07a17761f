"""Incidents: what really happened although it should not have. They are recorded, never refused, and looked into."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import take
from ostara.care.medication.models import Course, DoseIncident, IncidentReview, Place, RegisterLine
from ostara.care.people.models import Person
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.tasks.actions import end_marked, raise_task
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened.

    Attributes:
        kind: of `DoseIncident.Kind`.
        on: the day on which it happened.
        course: the medicine, where it is one of the person's own courses.
        place: where.
        given_mg: milligrams in all on that day, if known.
        unbooked_mg: milligrams that left the stock of the place and stand in no line of its register.
        words: what happened, and what was done at once.
    """

    kind: str
    on: date
    course: Course | None = None
    place: Place | None = None
    given_mg: Decimal | None = None
    unbooked_mg: Decimal | None = None
    words: str = ""


def record_incident(
    *, person: Person, service: Service, happened: Happened, by: Actor, at: datetime, on: date, key: UUID | None = None
) -> DoseIncident:
    """Records what happened, books what left the stock, and tells a prescriber and the manager.

    Args:
        person: to whom it happened.
        service: whose prescribers and managers are told.
        happened: what.
        by: who records it.
        at: when.
        on: today.
        key: the key of the form.

    Raises:
        Refused: nobody says what happened, or the day lies ahead.
    """
    if not happened.words.strip():
        raise Refused("Say what happened, and what was done at once.", field="words")
    if happened.on > on:
        raise Refused("This day lies ahead.", field="on")

    def do() -> UUID:
        row = DoseIncident.objects.create(
            person=person,
            course=happened.course,
            place=happened.place,
            on=happened.on,
            kind=happened.kind,
            given_mg=happened.given_mg,
            words=happened.words.strip(),
            recorded_by_id=by.user,
            recorded_at=at,
        )
        if happened.unbooked_mg and happened.course and happened.place:
            kind = RegisterLine.Kind.GIVEN_WRONGLY
            take(happened.course, happened.place, happened.unbooked_mg, kind=kind, on=on, by=by, at=at, incident=row)
        _tell(row, service, on, by, at)
        note("dispensing.record_incident", by=by, person=person.pk, record=row, what=happened.kind)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.record_incident", by.user, do)
    return DoseIncident.objects.get(pk=made)


def review_incident(
    *,
    incident: DoseIncident,
    person_told: bool | None,
    words: str,
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> IncidentReview:
    """Records what was found when an incident was looked into, and ends its task.

    Raises:
        Refused: nobody says what was found; or whoever recorded the incident reviews it, who cannot be the one.
        Changed: it was reviewed already.
    """
    if not words.strip():
        raise Refused("Say what was found, and what changes.", field="words")
    if incident.recorded_by_id == by.user:
        raise Refused("Somebody else than who recorded an incident reviews it.")

    def do() -> UUID:
        try:
            with transaction.atomic():
                row = IncidentReview.objects.create(
                    incident=incident,
                    on=on,
                    person_told=person_told,
                    words=words.strip(),
                    recorded_by_id=by.user,
                    recorded_at=at,
                )
        except IntegrityError:
            there = IncidentReview.objects.get(incident=incident)
            raise Changed("Someone else has reviewed this.", latest=there) from None
        end_marked(marker=review_marker(incident), by=by, at=at)
        note("dispensing.review_incident", by=by, person=incident.person_id, record=row, told=person_told)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.review_incident", by.user, do)
    return IncidentReview.objects.get(pk=made)


def review_marker(incident: DoseIncident) -> str:
    """Returns what the task to review an incident goes by."""
    return f"review incident {incident.pk}"


def _tell(row: DoseIncident, service: Service, on: date, by: Actor, at: datetime) -> None:
    what = row.get_kind_display()
    asked = {
        Role.PRESCRIBER: (f"{what}, on {row.on:%-d %B}. See to the person, and decide about the next dose.", on),
        Role.SERVICE_MANAGER: (
            f"Incident to review: {what.lower()}, on {row.on:%-d %B}.",
            on + timedelta(days=parameter("dispensing.review_days").whole),
        ),
    }
    for role, (words, due_on) in asked.items():
        raise_task(
            service=service,
            person=row.person,
            words=words,
            due_on=due_on,
            for_role=role,
            because="incident",
            marker=review_marker(row) if role is Role.SERVICE_MANAGER else f"incident {row.pk}",
            by=by,
            at=at,
        )
