"""A person's medicines on one page: what is in force, what became of it of late, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.calendar.days_without import WithoutMedicine
from ostara.care.calendar.in_hand import DayInHand
from ostara.care.medication.models import Arrangement, Course, GuestStay, Instalment, Order, Supply
from ostara.care.medication.questions.courses import Standing, standing_of
from ostara.care.medication.questions.orders import arrangements_on, change_points
from ostara.care.medication.questions.supplies import last_taken, lately
from ostara.care.prescribing.questions.adequacy import Enough, Evidence, enough, evidence_of
from ostara.care.prescribing.questions.pickups import RoomVisit, next_pickups, room_visits
from ostara.care.prescribing.questions.plans import PlanNow, plans_of
from ostara.care.rows.prepared import prepared

SHOWN_DAYS = 28


@dataclass(frozen=True)
class Medicine:
    """A course that goes on, or that has ended, with everything the page says of it.

    Attributes:
        standing: its orders, the one in force, and the hold on it.
        began: its first day; `same_since`: the first day of the dose in force.
        last: the latest supply that was given.
        days: whether medicine was in hand, day by day; empty for a course that does not go on.
        without: the days without medicine before tomorrow.
        next: the next pick-up that is written, which may be today's; nothing is handed over while it is held.
        room: the next day in our own room, which supplies under the order itself.
        enough: the usual range beside the evidence of need.
    """

    standing: Standing
    began: date | None
    same_since: date | None
    last: Supply | None
    days: tuple[DayInHand, ...]
    without: WithoutMedicine | None
    next: Instalment | None
    room: RoomVisit | None
    arrangement: Arrangement | None
    plan: PlanNow | None
    guest: GuestStay | None
    enough: Enough | None

    @property
    def course(self) -> Course:
        """The course itself."""
        return self.standing.course

    @property
    def order(self) -> Order | None:
        """The order in force."""
        return self.standing.order


def medicines_of(records: Sequence[UUID], *, on: date) -> tuple[Medicine, ...]:
    """Returns a person's courses, those that go on first; the same number of queries whatever their history."""
    every = standing_of(records, on=on)
    evidence = evidence_of(records, on=on) if any(one.active for one in every) else None
    keys = [one.course.pk for one in every]
    days = lately(every, on=on)
    points = [order for one in every for order in change_points(one.orders)]
    taken, plans = last_taken(keys), plans_of(keys, points)
    arranged, guests = arrangements_on(keys, on), _guests(keys, on)
    going_on = [one for one in every if one.active]
    ahead = next_pickups([one.course.pk for one in going_on], guests, on=on)
    rooms = room_visits(going_on, arranged, days, guests, taken, on=on)
    return tuple(
        Medicine(
            standing=one,
            began=_first(one),
            same_since=_same_since(one),
            last=taken.get(one.course.pk),
            days=days[one.course.pk].days(on - timedelta(days=SHOWN_DAYS - 1), on) if one.active else (),
            without=days[one.course.pk].without(on) if one.active else None,
            next=ahead.get(one.course.pk),
            room=rooms.get(one.course.pk),
            arrangement=arranged.get(one.course.pk),
            plan=plans.get(one.course.pk),
            guest=guests.get(one.course.pk),
            enough=_enough(one, evidence, on),
        )
        for one in every
    )


def _guests(courses: Sequence[UUID], on: date) -> dict[UUID, GuestStay]:
    return {row.course_id: row for row in _stays(courses, on)}


@prepared
def _stays(courses: Sequence[UUID], on: date) -> QuerySet[GuestStay]:
    rows = GuestStay.objects.standing().filter(course__in=courses, until_on__gte=on).select_related("place")
    return rows.order_by("-from_on", "-id")


def _enough(one: Standing, evidence: Evidence | None, on: date) -> Enough | None:
    began = _first(one)
    if evidence is None or began is None or one.order is None or not one.active:
        return None
    return enough(one.course, one.order, began=began, evidence=evidence, on=on)


def _first(one: Standing) -> date | None:
    points = change_points(one.orders)
    return points[0].effective_on if points else None


def _same_since(one: Standing) -> date | None:
    """The first day of the dose in force: signing the same dose again does not begin it anew."""
    if one.order is None:
        return None
    since = one.order
    for earlier in reversed([point for point in change_points(one.orders) if point.effective_on < since.effective_on]):
        if earlier.dose_mg != one.order.dose_mg:
            break
        since = earlier
    return since.effective_on
