"""A change of dose ends what was written for pharmacies and not yet supplied; each pharmacy has to confirm it."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, Instalment, Order, Prescription, PrescriptionEvent
from ostara.care.medication.questions.supplies import ENDED, standing_supplies
from ostara.care.tasks.actions import raise_task

CONFIRM = "the pharmacy confirms"  # the kind of work of a task


def void_unsupplied(*, course: Course, order: Order, by: Actor, at: datetime, on: date) -> list[Prescription]:
    """Ends prescriptions that would supply another dose from the day of an order on, and asks for confirmation.

    Returns:
        The prescriptions that are void now.
    """
    found = prescriptions_against(course, order)
    for one in found:
        row = PrescriptionEvent.objects.create(
            prescription=one,
            kind=PrescriptionEvent.Kind.VOID,
            on=on,
            words="The order changed.",
            recorded_by_id=by.user,
            recorded_at=at,
        )
        note("prescribing.void", by=by, person=course.person_id, record=row, number=one.number)
        ask_to_confirm(one, by=by, at=at, on=on)
    return found


def prescriptions_against(course: Course, order: Order) -> list[Prescription]:
    """Returns the prescriptions, signed or only prepared, that would supply what an order no longer says."""
    given = standing_supplies().filter(instalment=OuterRef("pk"))
    ahead = Instalment.objects.filter(prescription=OuterRef("pk"), due_on__gte=order.effective_on).filter(
        ~Exists(given)
    )
    if order.dose_mg is not None and not order.taken_back:
        ahead = ahead.exclude(dose_mg=order.dose_mg)
    ended = PrescriptionEvent.objects.filter(prescription=OuterRef("pk"), kind__in=ENDED)
    rows = Prescription.objects.filter(Exists(ahead), ~Exists(ended), course=course)
    return list(rows.select_related("place", "course__service").order_by("number"))


def ask_to_confirm(prescription: Prescription, *, by: Actor, at: datetime, on: date) -> None:
    """Puts the call to the pharmacy on the list, where it may have the form already."""
    kinds = set(prescription.events.values_list("kind", flat=True))
    if not kinds & {PrescriptionEvent.Kind.SENT, PrescriptionEvent.Kind.ARRIVED}:
        return
    place = prescription.place
    raise_task(
        service=prescription.course.service,
        person=prescription.course.person,
        words=f"Ring {place.name} ({place.telephone or 'no telephone recorded'}): prescription {prescription.number} "
        "supplies nothing more. They have to confirm it.",
        due_on=on,
        for_role=Role.ADMINISTRATOR,
        because=CONFIRM,
        marker=confirm_marker(prescription),
        by=by,
        at=at,
    )


def confirm_marker(prescription: Prescription) -> str:
    """Returns by which name the task of one prescription is known."""
    return f"confirm {prescription.pk}"
