"""Writing an order: one change point after another, none over the head of somebody else."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, Order
from ostara.care.medication.questions.orders import STOP, change_points, latest_written
from ostara.care.rows.acts import Changed, Refused

SEEN = "Someone else has written an order for this medicine since you opened it."


def kind_of(before: Order | None, dose_mg: Decimal | None, *, restart: bool = False) -> str:
    """Returns what an order does (our code list order_kind), given the one in force just before its day."""
    if dose_mg is None:
        return STOP
    if before is None:
        return "start"
    if before.dose_mg is None or restart:
        return "restart"
    if dose_mg == before.dose_mg:
        return "unchanged"
    return "increase" if dose_mg > before.dose_mg else "decrease"


def write_order(
    *, course: Course, effective_on: date, after: Order | None, by: Actor, at: datetime, **fields: Any
) -> Order:
    """Writes a change point.

    Args:
        course: whose.
        effective_on: the first day on which it holds.
        after: the order that was written last when its prescriber looked; none for the first.
        by: who.
        at: when.
        **fields: the others of `Order`: kind, dose_mg, supervision, reason and so on.

    Raises:
        Changed: another order was written meanwhile; nothing was overwritten.
    """
    with transaction.atomic():
        hold_course(course)
        latest = latest_written(course)
        if latest != after:
            raise Changed(SEEN, latest=latest)
        highest = Order.objects.filter(course=course, effective_on=effective_on).aggregate(Max("revision"))
        order = Order(
            course=course,
            effective_on=effective_on,
            revision=(highest["revision__max"] or 0) + 1,
            after=after,
            recorded_by_id=by.user,
            recorded_at=at,
            **fields,
        )
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError:
            raise Changed(SEEN, latest=latest_written(course)) from None
        return order


def take_back(*, order: Order, words: str, by: Actor, at: datetime) -> Order:
    """Takes a change point back before or after its day: what was in force before it holds again.

    Raises:
        Refused: it is the only one of its course (a stop says so openly), or no reason is given.
        Changed: another order was written meanwhile.
    """
    if not words.strip():
        raise Refused("Say why this order is taken back.", field="words")
    with transaction.atomic():
        hold_course(order.course)
        standing = change_points(order.course.orders.all())
        if order not in standing:
            raise Changed("This order does not stand any more.", latest=latest_written(order.course))
        if standing[0] == order:
            raise Refused("The first order of a course cannot be taken back. Stop the course instead.")
        return write_order(
            course=order.course,
            effective_on=order.effective_on,
            after=latest_written(order.course),
            by=by,
            at=at,
            kind=order.kind,
            dose_mg=order.dose_mg,
            supervision=order.supervision,
            reason=order.reason,
            patient_led=order.patient_led,
            prescriber_id=by.user,
            words=words.strip(),
            taken_back=True,
        )


def hold_course(course: Course) -> None:
    """Keeps everybody else from writing about a course until the transaction ends."""
    Course.objects.select_for_update().get(pk=course.pk)
