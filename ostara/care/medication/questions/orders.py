"""Which order is in force: change points of a course, the highest revision of each day, those taken back left out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.calendar.schedule import OrderPoint
from ostara.care.medication.models import Arrangement, Course, Order
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once

STOP = "stop"


def change_points(orders: Iterable[Order]) -> tuple[Order, ...]:
    """Returns the orders of one course that stand, first day first: one for each day, the highest revision of it."""
    ordered = sorted(orders, key=lambda one: (one.effective_on, one.revision))
    latest = (list(same)[-1] for _, same in groupby(ordered, key=lambda one: one.effective_on))
    return tuple(one for one in latest if not one.taken_back)


def in_force(orders: Iterable[Order], on: date) -> Order | None:
    """Returns the change point in force on a day (a stop is one), or none before the first."""
    reached = [one for one in change_points(orders) if one.effective_on <= on]
    return reached[-1] if reached else None


@asked_once
def orders_of(courses: Sequence[UUID]) -> Mapping[UUID, list[Order]]:
    """Returns every order of some courses, by course, in one query."""
    found: dict[UUID, list[Order]] = {course: [] for course in courses}
    for order in _orders(courses):
        found[order.course_id].append(order)
    return found


@prepared
def _orders(courses: Sequence[UUID]) -> QuerySet[Order]:
    rows = Order.objects.filter(course__in=courses).select_related("prescriber")
    return rows.order_by("course_id", "effective_on", "revision")


def orders_in_force(courses: Sequence[UUID], *, on: date) -> Mapping[UUID, Order | None]:
    """Returns the order in force of each course on a day, in one query."""
    return {course: in_force(orders, on) for course, orders in orders_of(courses).items()}


def latest_written(course: Course) -> Order | None:
    """Returns the order that was written last, whichever day it is for: the one a prescriber must have seen."""
    return Order.objects.filter(course=course, next__isnull=True).first()


def points(orders: Iterable[Order]) -> tuple[OrderPoint, ...]:
    """Returns a course's change points in the words of the calendar."""
    return tuple(OrderPoint(one.effective_on, one.dose_mg) for one in change_points(orders))


def arrangement_on(course: Course, on: date) -> Arrangement | None:
    """Returns how a course is supplied on a day, or none where nobody has said."""
    rows = Arrangement.objects.filter(course=course, effective_on__lte=on).select_related("place", "weekend_place")
    return rows.order_by("-effective_on", "-revision").first()


def arrangements_on(courses: Sequence[UUID], on: date) -> dict[UUID, Arrangement]:
    """Returns how courses are supplied on a day, in one query."""
    return {row.course_id: row for row in _arranged(courses, on)}


@prepared
def _arranged(courses: Sequence[UUID], on: date) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.filter(course__in=courses, effective_on__lte=on).select_related("place", "weekend_place")
    return rows.order_by("effective_on", "revision")
