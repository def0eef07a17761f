"""The directory of pharmacies, and what they say, entered once with who said it: supplies, concerns, replies."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing as signatures
from django.db import transaction

from ostara.care.accounts.models import Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import (
    Closure,
    Course,
    Instalment,
    OpeningHours,
    Place,
    ReplyLink,
    Report,
    Supply,
)
from ostara.care.medication.questions.courses import open_holds
from ostara.care.medication.questions.supplies import GIVEN
from ostara.care.medication.writing.supplies import write_supply
from ostara.care.people.models import Person
from ostara.care.rows.acts import Refused, correct
from ostara.care.tasks.actions import raise_task
from ostara.care.treatment.actions.permitting import did, signed
from ostara.knowledge.parameters import parameter

SALT = "prescribing.reply"
OUTCOMES = ("observed", "collected", "not_collected")
CONCERN, ALTHOUGH_HELD = "pharmacy concern", "supplied although held"  # the kinds of work of tasks


def keep_place(*, place: Place, by: Actor, **fields: Any) -> Place:
    """Writes what is known of a pharmacy: a new one, or one whose name or telephone changed.

    Raises:
        Refused: another of this name is in the area.
    """
    with transaction.atomic():
        for name, value in fields.items():
            setattr(place, name, value)
        if Place.objects.filter(area=place.area, name=place.name).exclude(pk=place.pk).exists():
            raise Refused("A place of this name is in the directory already.", field="name")
        place.save()
        note("prescribing.keep_pharmacy", by=by, record=place)
        return place


def keep_hours(*, place: Place, weeks: dict[int, tuple[Any, Any]], on: date, by: Actor, at: datetime) -> Place:
    """Writes when a place is open on each weekday from a day on; a weekday that is left out stays as it was."""
    with transaction.atomic():
        OpeningHours.objects.bulk_create(
            OpeningHours(place=place, weekday=day, from_on=on, opens=opens, closes=closes, **signed(by, at))
            for day, (opens, closes) in weeks.items()
        )
        note("prescribing.keep_hours", by=by, record=place)
        return place


def close_for_a_day(*, place: Place, on: date, open_all_the_same: bool, words: str, by: Actor, at: datetime) -> Closure:
    """Writes a day on which a place is closed, or open although one would expect it closed."""
    with transaction.atomic():
        said = {"place": place, "on": on, "open_all_the_same": open_all_the_same, "words": words.strip()}
        row = Closure.objects.create(**said, **signed(by, at))
        note("prescribing.close_pharmacy", by=by, record=row)
        return row


def record_said(
    *, instalment: Instalment, outcome: str, said: str, said_by: str, by: Actor, at: datetime, on: date
) -> Supply:
    """Writes what a pharmacy says became of an instalment; what was supplied although it was held is a task at once.

    Args:
        instalment: what was due; the day of supply is the day it was due, or today where that is earlier.
        outcome: of our code list supply_outcome.
        said: how it is known (`Supply.Said`).
        said_by: who at the pharmacy said so.
        by: who writes it down.
        at: when.
        on: today.

    Raises:
        Refused: nobody is named, or its day has not come.
        AlreadyGiven: something is recorded already.
    """
    if not said_by.strip():
        raise Refused("Write who at the pharmacy says so.", field="said_by")
    if outcome not in OUTCOMES or instalment.due_on > on:
        raise Refused("Its day has not come.")
    with transaction.atomic():
        course, given = instalment.course, outcome in GIVEN
        row = write_supply(
            instalment=instalment,
            place=instalment.place,
            on=instalment.due_on,
            outcome=outcome,
            given_mg=instalment.dose_mg * instalment.days if given else None,
            said=said,
            said_by=said_by.strip(),
            by=by,
            at=at,
        )
        if given and open_holds([course.pk], on=instalment.due_on):
            _although_held(course, instalment, by=by, at=at, on=on)
        note("prescribing.pharmacy_said", by=by, person=course.person_id, record=row, outcome=outcome, how=said)
        return row


def report(
    *, person: Person, course: Course | None, service: Service, by: Actor, at: datetime, key: UUID | None = None,
    **said: Any,
) -> Report:  # fmt: skip
    """Writes what a pharmacy says about somebody, and puts it on the prescribers' list at once."""

    def do() -> Report:
        if said["kind"] == Report.Kind.OTHER and not said["words"].strip():
            raise Refused("Say what it is about.", field="words")
        row = Report.objects.create(person=person, course=course, **said, **signed(by, at))
        raise_task(
            service=service,
            person=person,
            words=f"{row.place.name} says: {row.get_kind_display().lower()}. {row.words}".strip(),
            due_on=row.on,
            for_role=Role.PRESCRIBER,
            because=CONCERN,
            marker=f"report {row.pk}",
            by=by,
            at=at,
        )
        note("prescribing.report", by=by, person=person.pk, record=row, about=row.kind)
        return row

    return did(Report, "prescribing.report", by=by, key=key, do=do)


def give_reply_link(*, place: Place, on: date, by: Actor, at: datetime) -> str:
    """Returns the signed part of an address by which a pharmacy replies about one day, without signing in."""
    hours = parameter("prescriptions.reply_link_hours").whole
    with transaction.atomic():
        row = ReplyLink.objects.create(place=place, on=on, until_at=at + timedelta(hours=hours), **signed(by, at))
        note("prescribing.give_reply_link", by=by, record=row)
    return signatures.dumps(str(row.pk), salt=SALT)


def withdraw_reply_link(*, link: ReplyLink, by: Actor, at: datetime) -> ReplyLink:
    """Takes a link back at once: whoever opens it is told so, and nothing more is said by it.

    Raises:
        Changed: somebody has withdrawn it already.
    """
    with transaction.atomic():
        row = correct(link, why="Withdrawn before its end.", by=by.user, recorded_at=at, withdrawn=True)
        note("prescribing.withdraw_reply_link", by=by, record=row)
        return row


def whose_link(token: str, *, at: datetime) -> ReplyLink | None:
    """Returns the link of an address; none where it was not signed here, has ended or was withdrawn."""
    key = _signed_key(token)
    if key is None:
        return None
    return ReplyLink.objects.standing().filter(pk=key, until_at__gt=at).select_related("place").first()


def was_withdrawn(token: str) -> bool:
    """Returns whether the link of an address was given out here and withdrawn."""
    key = _signed_key(token)
    return key is not None and ReplyLink.objects.filter(corrects=key, withdrawn=True).exists()


def _signed_key(token: str) -> UUID | None:
    try:
        return UUID(signatures.loads(token, salt=SALT))
    except (signatures.BadSignature, ValueError, TypeError):
        return None


def _although_held(course: Course, instalment: Instalment, *, by: Actor, at: datetime, on: date) -> None:
    raise_task(
        service=course.service,
        person=course.person,
        words=f"{instalment.place.name} supplied although it was held: ring them, and see how the person is.",
        due_on=on,
        for_role=Role.PRESCRIBER,
        because=ALTHOUGH_HELD,
        marker=f"although held {instalment.pk}",
        by=by,
        at=at,
    )
