"""Writing, stopping and taking back orders. A dose is what its prescriber wrote, or a step of a plan already agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.facts.deciding import Judged, keep
from ostara.care.facts.gathering import OrderSaid
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import BeforeStop, Course, HoldEnd, Order
from ostara.care.medication.questions.courses import open_holds
from ostara.care.medication.questions.orders import in_force
from ostara.care.medication.writing import orders as writing
from ostara.care.prescribing.actions.voiding import void_unsupplied
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import did, signed


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Who signs, when, what the rules said of it, and why the prescriber goes on where they ask."""

    judged: Judged
    replies: Mapping[str, Reply]
    by: Actor
    at: datetime
    on: date

    def now(self, course: Course | None = None) -> "Signing":
        """Returns the same with what the rules say at this moment; the course, if there is one, is held from here."""
        if course is not None:
            writing.hold_course(course)
        return replace(self, judged=self.judged.now())


def order(*, course: Course, said: OrderSaid, after: Order | None, signing: Signing, key: UUID | None = None) -> Order:
    """Signs an order.

    Args:
        course: whose.
        said: the order.
        after: the order that was written last when its prescriber looked.
        signing: who signs, with what the rules said.
        key: that of the form.

    Raises:
        Refused: a rule stops it or was not answered, it says nothing, or no reason is given.
        Changed: another order was written meanwhile.
    """

    def do() -> Order:
        return sign(course=course, said=said, after=after, signing=signing.now(course))

    return did(Order, "prescribing.order", by=signing.by, key=key, do=do)


def sign(*, course: Course, said: OrderSaid, after: Order | None, signing: Signing) -> Order:
    """Signs an order within the transaction of something larger: a start, a conversion, a decision.

    `signing` is that of this transaction (`Signing.now`).
    """
    signing.judged.refuse_unless(signing.replies, by=signing.by, service=course.service, on=signing.on)
    kind = _kind(course, said)
    _refuse_without_words(said)
    row = writing.write_order(
        course=course,
        effective_on=said.effective_on,
        after=after,
        by=signing.by,
        at=signing.at,
        kind=kind,
        dose_mg=said.dose_mg,
        supervision=said.supervision,
        reason=said.reason,
        words=said.words.strip(),
        patient_led=said.patient_led,
        step=said.step,
        prescriber_id=signing.by.user,
    )
    void_unsupplied(course=course, order=row, by=signing.by, at=signing.at, on=signing.on)
    if row.dose_mg is None:
        _end_hold(course, row, signing)
        _see_to(said, row, signing)
    keep(
        signing.judged,
        person=course.person,
        course=course,
        service=course.service,
        record=row,
        by=signing.by,
        at=signing.at,
        on=signing.on,
        replies=signing.replies,
    )
    note("prescribing.order", by=signing.by, person=course.person_id, record=row, change=kind)
    return row


def take_back(*, order: Order, words: str, by: Actor, at: datetime, on: date, key: UUID | None = None) -> Order:
    """Takes an order back: the one before it holds again from its day. What was written for pharmacies is void.

    Raises:
        Refused: no reason is given, or it is the first of its course.
        Changed: it does not stand any more.
    """

    def do() -> Order:
        row = writing.take_back(order=order, words=words, by=by, at=at)
        void_unsupplied(course=order.course, order=row, by=by, at=at, on=on)
        note("prescribing.take_back", by=by, person=order.course.person_id, record=row)
        return row

    return did(Order, "prescribing.take_back", by=by, key=key, do=do)


def _kind(course: Course, said: OrderSaid) -> str:
    before = in_force(course.orders.all(), said.effective_on - timedelta(days=1))
    if before is None and course.began == Course.Began.CONTINUATION:
        return "continuation"
    stopped = before is None or before.dose_mg is None
    if said.dose_mg is None and stopped:
        raise Refused("It is stopped already, or has not begun by that day.", field="on")
    return writing.kind_of(before, said.dose_mg, restart=said.reason == Order.Reason.MISSED)


def _refuse_without_words(said: OrderSaid) -> None:
    if said.reason == Order.Reason.OTHER and not said.words.strip():
        raise Refused("Say why.", field="words")


def _end_hold(course: Course, stop: Order, signing: Signing) -> None:
    """A stop decides on a hold too."""
    there = open_holds([course.pk], on=stop.effective_on).get(course.pk)
    if there:
        end = {"hold": there, "on": stop.effective_on, "decision": HoldEnd.Decision.STOPPED}
        HoldEnd.objects.create(**end, **signed(signing.by, signing.at))


def _see_to(said: OrderSaid, stop: Order, signing: Signing) -> None:
    """Writes what was seen to before a stop; a kit that was given or not wanted stands with those of the person."""
    last, course = said.last, stop.course
    if last is None or (not last.naloxone and last.told_risk is None):
        return
    told = {"order": stop, "naloxone": last.naloxone, "told_risk": last.told_risk}
    BeforeStop.objects.create(**told, **signed(signing.by, signing.at))
    if last.kit is not None:
        kit = last.kit
        kit.person, kit.service = course.person, course.service
        kit.recorded_by_id, kit.recorded_at = signing.by.user, signing.at
        kit.save(force_insert=True)
        note("health.record", by=signing.by, person=course.person_id, record=kit, topic="naloxone")
