"""A person's courses, and which of them go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ostara.care.medication.models import Course, Hold, Order
from ostara.care.medication.questions.orders import STOP, change_points, in_force, orders_of
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.days import london_day
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once


@dataclass(frozen=True)
class Standing:
    """A course on a day: its orders, the one in force (a stop is one), and the hold on it, if any."""

    course: Course
    orders: tuple[Order, ...]
    order: Order | None
    hold: Hold | None

    @property
    def active(self) -> bool:
        """Whether an order to supply is in force."""
        return self.order is not None and self.order.kind != STOP

    @cached_property
    def points(self) -> tuple[Order, ...]:
        """Returns its change points, the first one first."""
        return change_points(self.orders)

    @property
    def to_come(self) -> tuple[Order, ...]:
        """Returns the orders that are written for later days."""
        since = self.order.effective_on if self.order else date.min
        return tuple(one for one in self.orders if one.effective_on > since)


def courses_of(records: Sequence[UUID]) -> QuerySet[Course]:
    """Returns a person's courses, the newest first."""
    return Course.objects.filter(person__in=records).select_related("service", "follows").order_by("-id")


all_courses_of = asked_once(prepared(courses_of))


@asked_once
def open_holds(courses: Sequence[UUID], *, on: date) -> dict[UUID, Hold]:
    """Returns the hold on each course that is held on a day."""
    rows = [hold for hold in holds_of(courses, on) if not hasattr(hold, "end") or hold.end.on > on]
    return {hold.course_id: hold for hold in rows}


@asked_once
@prepared
def holds_of(courses: Sequence[UUID], on: date) -> QuerySet[Hold]:
    """Returns the holds on courses that began by a day, the first one first, each with its end."""
    rows = Hold.objects.standing().filter(course__in=courses, from_on__lte=on)
    return rows.select_related("recorded_by", "end").order_by("from_on", "id")


def standing(courses: Sequence[Course], *, on: date) -> tuple[Standing, ...]:
    """Returns where courses stand on a day, in two queries."""
    keys = [course.pk for course in courses]
    orders, holds = orders_of(keys), open_holds(keys, on=on)
    return tuple(
        Standing(course, tuple(orders[course.pk]), in_force(orders[course.pk], on), holds.get(course.pk))
        for course in courses
    )


def standing_of(records: Sequence[UUID], *, on: date) -> tuple[Standing, ...]:
    """Returns where all of a person's courses stand on a day, those that go on first."""
    every = standing(all_courses_of(records), on=on)
    return tuple(sorted(every, key=lambda one: not one.active))


def active_of(records: Sequence[UUID], *, on: date) -> tuple[Standing, ...]:
    """Returns the courses of a person that go on."""
    return tuple(one for one in standing_of(records, on=on) if one.active)


def both_hold_a_course(joined: Person, goes_on: Person) -> str | None:
    """Returns why two records may not be merged, where medicine goes on under both."""
    today = london_day(timezone.now())
    first = active_of(records_of(joined), on=today)
    second = active_of(records_of(goes_on), on=today)
    if not first or not second:
        return None
    where = " and ".join(sorted({one.course.service.name for one in (*first, *second)}))
    return f"Medicine goes on under both records ({where}): stop one of them first."
