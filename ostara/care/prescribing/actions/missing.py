"""Days without medicine: nothing is supplied until a prescriber decides, and what they decide."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.calendar.days import working_day_after
from ostara.care.facts.deciding import keep
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Course, Hold, HoldEnd, Order
from ostara.care.medication.questions.courses import open_holds
from ostara.care.medication.writing.orders import hold_course
from ostara.care.prescribing.actions.ordering import Signing, sign
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.actions import end_marked, raise_task
from ostara.care.treatment.actions.permitting import did, signed
from ostara.knowledge.parameters import parameter

SEE = "see face to face"  # the kind of work of a task


def hold(
    *, course: Course, from_on: date, reason: str, words: str, by: Actor, at: datetime, key: UUID | None = None
) -> Hold:
    """Holds a course: the order stands, and nothing is supplied until somebody decides.

    Raises:
        Refused: it is held already, or no reason is given in words where one is needed.
    """

    def do() -> Hold:
        hold_course(course)
        if reason == Hold.Reason.OTHER and not words.strip():
            raise Refused("Say why.", field="words")
        if open_holds([course.pk], on=from_on):
            raise Refused("It is held already.")
        said = {"course": course, "from_on": from_on, "reason": reason, "words": words.strip()}
        row = Hold.objects.create(**said, **signed(by, at))
        note("prescribing.hold", by=by, person=course.person_id, record=row, because=reason)
        return row

    return did(Hold, "prescribing.hold", by=by, key=key, do=do)


def see_first(*, course: Course, words: str, signing: Signing, key: UUID | None = None) -> Hold:
    """Decides that the person is seen before medicine goes on: the course is held, and a task says by when."""

    def do() -> Hold:
        now = signing.now(course)
        held = _held(course, now, words)
        days = parameter("missed_days.decision_working_days").whole
        raise_task(
            service=course.service,
            person=course.person,
            words="See face to face before medicine goes on: it is held after days without.",
            due_on=working_day_after(now.on, days),
            for_role=Role.PRESCRIBER,
            because=SEE,
            marker=see_marker(course),
            by=now.by,
            at=now.at,
        )
        _keep(now, course, held)
        note("prescribing.see_first", by=now.by, person=course.person_id, record=held)
        return held

    return did(Hold, "prescribing.see_first", by=signing.by, key=key, do=do)


def go_on(
    *,
    course: Course,
    seen: bool | None,
    words: str,
    signing: Signing,
    new: OrderSaid | None = None,
    after: Order | None = None,
    key: UUID | None = None,
) -> HoldEnd:
    """Decides that medicine goes on: under the order as it is, or under a new one. The hold, if there is one, ends.

    Args:
        course: whose.
        seen: whether the person was seen face to face; none: not said.
        words: why, in words.
        signing: who decides, with what the rules said.
        new: the new order; none goes on with the one in force.
        after: the order that was written last when its prescriber looked.
        key: that of the form.

    Raises:
        Refused: a rule stops it or was not answered.
        Changed: somebody else has decided.
    """

    def do() -> HoldEnd:
        now = signing.now(course)
        now.judged.refuse_unless(now.replies, by=now.by, service=course.service, on=now.on)
        held = _held(course, now, "")
        if new is not None:
            sign(course=course, said=new, after=after, signing=now)
        decision = HoldEnd.Decision.NEW_ORDER if new else HoldEnd.Decision.GO_ON
        row = _end(held, decision, new.effective_on if new else now.on, seen, words, now)
        if new is None:
            _keep(now, course, row)
        for marker in (see_marker(course), f"hold {course.pk}"):  # the second is raised where a dose was held back
            end_marked(marker=marker, by=now.by, at=now.at)
        note("prescribing.decide", by=now.by, person=course.person_id, record=row, decision=decision.value)
        return row

    return did(HoldEnd, "prescribing.decide", by=signing.by, key=key, do=do)


def see_marker(course: Course) -> str:
    """Returns by which name the task to see somebody is known."""
    return f"see {course.pk}"


def _held(course: Course, signing: Signing, words: str) -> Hold:
    """The hold that stands; a decision where there is none begins and ends one on the same day."""
    there = open_holds([course.pk], on=signing.on).get(course.pk)
    if there:
        return there
    said = {"course": course, "from_on": signing.on, "reason": Hold.Reason.MISSED, "words": words.strip()}
    return Hold.objects.create(**said, **signed(signing.by, signing.at))


def _end(held: Hold, decision: HoldEnd.Decision, on: date, seen: bool | None, words: str, signing: Signing) -> HoldEnd:
    try:
        with transaction.atomic():
            return HoldEnd.objects.create(
                hold=held,
                on=max(on, held.from_on),
                decision=decision,
                seen=seen,
                words=words.strip(),
                **signed(signing.by, signing.at),
            )
    except IntegrityError:
        raise Changed("Somebody else has decided on this hold.", latest=HoldEnd.objects.get(hold=held)) from None


def _keep(signing: Signing, course: Course, record: Hold | HoldEnd) -> None:
    keep(
        signing.judged,
        person=course.person,
        course=course,
        service=course.service,
        record=record,
        by=signing.by,
        at=signing.at,
        on=signing.on,
        replies=signing.replies,
    )
