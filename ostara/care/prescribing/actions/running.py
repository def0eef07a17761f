"""Prescriptions prepared in a run, signed by their prescriber, and what becomes of each: sent, arrived, lost, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.facts.deciding import Judged, keep
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import Course, Prescription, PrescriptionEvent
from ostara.care.medication.questions.courses import open_holds, standing
from ostara.care.medication.questions.orders import in_force
from ostara.care.medication.questions.supplies import ENDED, covers, standing_supplies
from ostara.care.medication.words import held_since
from ostara.care.medication.writing.instalments import write_instalments
from ostara.care.medication.writing.orders import hold_course
from ostara.care.prescribing.actions.voiding import ask_to_confirm, confirm_marker
from ostara.care.prescribing.questions.runs import Needed, needed
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.models import new_key
from ostara.care.tasks.actions import end_marked
from ostara.care.treatment.actions.permitting import signed
from ostara.knowledge.parameters import parameter

Kind = PrescriptionEvent.Kind
WORDINGS = "abcde"


@dataclass(frozen=True, kw_only=True)
class Run:
    """For whom and for which days a run is made."""

    services: frozenset[UUID]
    places: frozenset[UUID]
    first: date
    last: date


def prepare(*, run: Run, by: Actor, at: datetime, on: date) -> UUID:
    """Prepares prescriptions for everyone who needs one, and returns the key of the batch. Nothing is signed by it.

    Raises:
        Refused: the days run backwards or are too many for a form, or nobody needs one.
    """
    most = parameter("prescriptions.fp10mda_days").whole
    if run.last < run.first or (run.last - run.first).days >= most:
        raise Refused(f"A form covers at most {most} days.", field="last")
    found = needed(run.services, run.places, first=run.first, last=run.last, on=on)
    if not found:
        raise Refused("Nobody needs a prescription for these days: all of them are covered, or supply is held.")
    batch = new_key()
    with transaction.atomic():
        for one in found:
            _write(one, batch, by=by, at=at)
        note("prescribing.prepare", by=by, batch=str(batch), prescriptions=len(found))
    return batch


def reissue(*, prescription: Prescription, by: Actor, at: datetime, on: date) -> UUID:
    """Ends a prescription and prepares another for its days not yet supplied, by the hours that are known now.

    Returns:
        The key of the batch with the new one.

    Raises:
        Refused: it has ended, supply is held, or there is nothing left to prescribe.
    """
    course = prescription.course
    with transaction.atomic():
        hold_course(course)
        _refuse_while_held(course, on=on)
        end(prescription=prescription, kind=Kind.VOID, words="Written again for closed days.", by=by, at=at, on=on)
        run = Run(
            services=frozenset({course.service_id}),
            places=frozenset({prescription.place_id}),
            first=_first_left(prescription, on),
            last=prescription.last_on,
        )
        found = [
            one
            for one in needed(run.services, run.places, first=run.first, last=run.last, on=on)
            if one.standing.course.pk == course.pk
        ]
        if not found:
            raise Refused("There is nothing left to prescribe for these days.")
        batch = new_key()
        for one in found:
            _write(one, batch, by=by, at=at, replaces=prescription)
        note("prescribing.reissue", by=by, person=course.person_id, record=prescription)
        return batch


def sign(
    *, prescription: Prescription, judged: Judged, replies: Mapping[str, Reply], serial: str, by: Actor, at: datetime,
    on: date,
) -> PrescriptionEvent:  # fmt: skip
    """Signs one prescription.

    Raises:
        Refused: a rule stops it or was not answered, supply is held, or the order has changed since it was prepared.
        Changed: somebody has signed it, or it has ended.
    """
    with transaction.atomic():
        hold_course(prescription.course)
        judged = judged.now()
        judged.refuse_unless(replies, by=by, service=prescription.course.service, on=on)
        kinds = _kinds(prescription)
        if Kind.SIGNED in kinds or kinds & set(ENDED):
            raise Changed("It is signed already, or has ended.", latest=prescription)
        _refuse_while_held(prescription.course, on=max(on, prescription.first_on))
        _refuse_another_dose(prescription, on)
        row = _event(prescription, Kind.SIGNED, by=by, at=at, on=on, serial=serial.strip())
        course = prescription.course
        keep(
            judged, person=course.person, course=course, service=course.service, record=prescription, by=by, at=at,
            on=on, replies=replies,
        )  # fmt: skip
        note("prescribing.sign", by=by, person=course.person_id, record=prescription, number=prescription.number)
        return row


def end(*, prescription: Prescription, kind: str, words: str, by: Actor, at: datetime, on: date) -> PrescriptionEvent:
    """Ends a prescription: lost, void or cancelled. The pharmacy has to confirm it where they may have it.

    Raises:
        Refused: no reason is given.
        Changed: it has ended already.
    """
    if not words.strip():
        raise Refused("Say why.", field="words")
    with transaction.atomic():
        row = _event(prescription, Kind(kind), by=by, at=at, on=on, words=words.strip())
        ask_to_confirm(prescription, by=by, at=at, on=on)
        note("prescribing.end_prescription", by=by, person=prescription.course.person_id, record=row, kind=kind)
        return row


def happened(
    *, prescription: Prescription, kind: str, said_by: str, by: Actor, at: datetime, on: date, words: str = ""
) -> PrescriptionEvent:
    """Writes that a prescription was sent or arrived, or that the pharmacy confirmed its end.

    Raises:
        Refused: it was not signed, has ended, or nobody is named who confirmed.
    """
    kinds = _kinds(prescription)
    if kind == Kind.CONFIRMED:
        if not kinds & set(ENDED):
            raise Refused("It has not ended: there is nothing to confirm.")
        if not said_by.strip():
            raise Refused("Write who at the pharmacy confirmed it.", field="said_by")
    elif Kind.SIGNED not in kinds or kinds & set(ENDED):
        raise Refused("It is not signed, or has ended.")
    with transaction.atomic():
        row = _event(prescription, Kind(kind), by=by, at=at, on=on, said_by=said_by.strip(), words=words.strip())
        if kind == Kind.CONFIRMED:
            end_marked(marker=confirm_marker(prescription), by=by, at=at)
        note("prescribing.prescription_moved", by=by, person=prescription.course.person_id, record=row, kind=kind)
        return row


def _first_left(prescription: Prescription, on: date) -> date:
    """The first day of a prescription that nobody has supplied, today or later."""
    given = standing_supplies().filter(instalment=OuterRef("pk"))
    left = prescription.instalments.filter(~Exists(given), due_on__gte=on).order_by("covers_from").first()
    return left.covers_from if left else prescription.last_on


def _write(one: Needed, batch: UUID, *, by: Actor, at: datetime, replaces: Prescription | None = None) -> Prescription:
    days = one.schedule.days
    try:
        with transaction.atomic():
            row = Prescription.objects.create(
                course=one.standing.course,
                place=one.place,
                number=(Prescription.objects.aggregate(Max("number"))["number__max"] or 0) + 1,
                batch=batch,
                first_on=days[0],
                last_on=days[-1],
                total_mg=one.schedule.mg,
                wordings=WORDINGS,
                replaces=replaces,
                **signed(by, at),
            )
    except IntegrityError:
        raise Refused("Somebody else is making a run at this moment. Try again.") from None
    write_instalments(
        schedule=one.schedule,
        course=one.standing.course,
        orders=one.standing.orders,
        prescription=row,
        by=by,
        at=at,
    )
    return row


def _refuse_while_held(course: Course, *, on: date) -> None:
    there = open_holds([course.pk], on=on).get(course.pk)
    if there:
        raise Refused(f"{held_since(there)}. Decide on that first: nothing is written for a pharmacy meanwhile.")


def _refuse_another_dose(prescription: Prescription, on: date) -> None:
    (now,) = standing([prescription.course], on=on)
    for one in prescription.instalments.all():
        for day in covers(one):
            order = in_force(now.orders, day)
            if order is None or order.dose_mg != one.dose_mg:
                raise Refused("The order has changed since this was prepared. Prepare it again.")


def _kinds(prescription: Prescription) -> set[str]:
    return set(PrescriptionEvent.objects.filter(prescription=prescription).values_list("kind", flat=True))


def _event(
    prescription: Prescription, kind: str, *, by: Actor, at: datetime, on: date, **said: str
) -> PrescriptionEvent:
    try:
        with transaction.atomic():
            fields = {"prescription": prescription, "kind": kind, "on": on, **said}
            return PrescriptionEvent.objects.create(**fields, **signed(by, at))
    except IntegrityError:
        raise Changed("It is signed already, or has ended.", latest=prescription) from None
