"""Orders and supplies: what was prescribed as change points, and what became of each day's dose.

A day of an instalment that fell due and of which nobody said anything is `not_reported`, never missed (decision 1).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from ostara.care.medication.models import Course, Instalment, Order
from ostara.care.medication.questions.supplies import instalments_in_use, standing_supplies
from ostara.care.rows.pseudonyms import number_of
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.tables.rows import Row

DAY = timedelta(days=1)


class Given(NamedTuple):
    """The supply that stands of an instalment."""

    key: UUID
    outcome: str
    mg: Decimal | None
    on: date


class Due(NamedTuple):
    """An instalment, as far as a store asks: there are more of them than of anything else, and rows cost less."""

    key: UUID
    course: UUID
    covers_from: date
    days: int
    dose_mg: Decimal
    watched: int


DUE = ("pk", *Due._fields[1:])


def orders(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each revision of a day that was not taken back, of courses at some services; none for all."""
    courses = _courses(gathered, services)
    rows = Order.objects.filter(course__in=list(courses)).order_by("course_id", "effective_on", "revision")
    for order in still_standing(rows):
        row = {
            **_of(gathered, courses[order.course_id]),
            "effective_on": order.effective_on,
            "revision": order.revision,
            "kind": order.kind,
            "dose_mg": order.dose_mg,
            "supervision": order.supervision or "unknown",
            "patient_led": order.patient_led,
        }
        yield Kept("orders", row, order.pk)


def still_standing(orders: Iterable[Order]) -> Iterator[Order]:
    """Yields the orders, by course, day and revision, without the days that were taken back as a whole."""
    for _, of_a_day in groupby(orders, key=lambda one: (one.course_id, one.effective_on)):
        revisions = list(of_a_day)
        if not revisions[-1].taken_back:
            yield from (one for one in revisions if not one.taken_back)


def supplies(gathered: Gathered, services: frozenset[UUID] | None, *, until: date) -> Iterator[Kept]:
    """Yields a row for each day of each instalment that fell due up to a day."""
    courses = _courses(gathered, services)
    given = _given(courses)
    used = set(instalments_in_use().filter(course__in=list(courses)).values_list("pk", flat=True))
    fixed = {key: _of(gathered, course) for key, course in courses.items()}
    due = Instalment.objects.filter(course__in=list(courses), due_on__lte=until).order_by("due_on", "part", "pk")
    for one in map(Due._make, due.values_list(*DUE).iterator(chunk_size=2000)):
        supply = given.get(one.key)
        if supply is not None or one.key in used:
            yield from (Kept("supplies", row, one.key) for row in _days(one, supply, fixed[one.course]))


def _courses(gathered: Gathered, services: frozenset[UUID] | None) -> Mapping[UUID, Course]:
    records = [record for record, person in gathered.goes_on.items() if person in gathered.numbers]
    rows = Course.objects.filter(person__in=records).select_related("service").order_by("pk")
    return {course.pk: course for course in rows if services is None or course.service_id in services}


def _given(courses: Iterable[UUID]) -> Mapping[UUID, Given]:
    rows = (
        standing_supplies()
        .filter(course__in=list(courses))
        .values_list("instalment", "pk", "outcome", "given_mg", "on")
    )
    return {instalment: Given(key, outcome, mg, on) for instalment, key, outcome, mg, on in rows}


def _of(gathered: Gathered, course: Course) -> Row:
    return {
        "person": number_of(gathered.goes_on[course.person_id]),
        "service": course.service.agency_code,
        "course": number_of(course.pk),
        "medicine": course.medicine,
        "form": course.form,
    }


def _days(one: Due, supply: Given | None, fixed: Row) -> Iterator[Row]:
    """One row for each day; a part dose is spread over its days from the first, as it would be taken."""
    left = supply.mg if supply and supply.mg is not None else Decimal(0)
    number = number_of(one.key)
    for place in range(one.days):
        outcome, dose = _outcome(one, supply, place), None
        if outcome in {"observed", "collected"}:
            dose = min(one.dose_mg, left)
            left -= dose
            if not dose:
                outcome, dose = "not_collected", None
        yield {
            **fixed,
            "supply": number_of(UUID(int=one.key.int ^ place)) if place else number,
            "for_day": one.covers_from + place * DAY,
            "outcome": outcome,
            "dose_mg": dose,
            "injections": None,
        }


def _outcome(one: Due, supply: Given | None, place: int) -> str:
    if supply is None:
        return "not_reported"
    if supply.outcome == "observed":
        return "observed" if place < max(one.watched, 1) else "collected"
    return supply.outcome
