"""Giving nothing: the dose is held and a prescriber is asked, today. The order stands; only they end the hold."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, Hold
from ostara.care.medication.questions.courses import open_holds
from ostara.care.medication.writing.orders import hold_course
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.tasks.actions import raise_task

# The rule under which each reason is held; a reason without one is the room's own judgement.
RULES = {
    Hold.Reason.INTOXICATED: "MON-15",
    Hold.Reason.MISSED: "MISS-03",
    Hold.Reason.HOSPITAL: "TOL-05",
    Hold.Reason.UNKNOWN_DOSE: "MISS-07",
}


def hold_marker(course: Course) -> str:
    """Returns what the task of a held course goes by: whoever ends the hold ends it."""
    return f"hold {course.pk}"


def withhold(
    *, course: Course, reason: str, words: str = "", on: date, by: Actor, at: datetime, key: UUID | None = None
) -> Hold:
    """Holds a course from today and asks a prescriber.

    Args:
        course: which.
        reason: of `Hold.Reason`.
        words: what was seen; needed where the reason says so.
        on: today.
        by: who.
        at: when.
        key: the key of the form.

    Raises:
        Refused: the reason needs words.
        Changed: it is held already.
    """
    if reason == Hold.Reason.OTHER and not words.strip():
        raise Refused("Say what the reason is.", field="words")

    def do() -> UUID:
        hold_course(course)
        there = open_holds([course.pk], on=on).get(course.pk)
        if there:
            raise Changed(f"It is held already, since {there.from_on:%-d %B}.", latest=there)
        row = Hold.objects.create(
            course=course, from_on=on, reason=reason, words=words.strip(), recorded_by_id=by.user, recorded_at=at
        )
        raise_task(
            service=course.service,
            person=course.person,
            words=f"A dose is held: {row.get_reason_display().lower()}. Decide before the next one.",
            due_on=on,
            for_role=Role.PRESCRIBER,
            because=RULES.get(Hold.Reason(reason), "held at the counter"),
            marker=hold_marker(course),
            by=by,
            at=at,
        )
        note("dispensing.withhold", by=by, person=course.person_id, record=row, because=reason)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.withhold", by.user, do)
    return Hold.objects.select_related("course").get(pk=made)
