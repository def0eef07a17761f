"""A course in words, for its page and its section; and its orders on a person's timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from ostara.care.asking.fields import in_words
from ostara.care.calendar.days import WEEKDAYS
from ostara.care.calendar.days_without import WithoutMedicine
from ostara.care.calendar.opening import Hours
from ostara.care.medication.models import Arrangement, Course, Hold, HoldEnd, Instalment, Order, PlanStep
from ostara.care.medication.questions.supplies import covers
from ostara.care.medication.words import held_since, who_decides
from ostara.care.prescribing.forms.fields import supervision_words
from ostara.care.prescribing.questions.medicines import Medicine
from ostara.care.prescribing.words import amount, dose, product_name
from ostara.care.treatment.timeline import Moment, Source, register_source

KIND_WORDS = {
    "start": "Started",
    "continuation": "Goes on from elsewhere",
    "increase": "Raised",
    "decrease": "Lowered",
    "unchanged": "Signed again",
    "restart": "Restarted",
    "stop": "Stopped",
}


@dataclass(frozen=True)
class Told:
    """A course in words."""

    name: str
    dose: str
    taken: str
    without: str
    supply: str
    next: str
    held: str
    decides: str


def told(one: Medicine) -> Told:
    """Returns a course in words."""
    order = one.order
    return Told(
        name=product_name(one.course.product),
        dose=dose(one.course, order.dose_mg if order else None),
        taken=supervision_words(order.supervision) if order else "",
        without=days_without(one.without) if one.without else "",
        supply=supply_words(one.arrangement) if one.arrangement else "",
        next=next_words(one),
        held=held_since(one.standing.hold) if one.standing.hold else "",
        decides=who_decides(one.standing) if one.standing.hold else "",
    )


def next_words(one: Medicine) -> str:
    """Returns what is handed over next and where, in words; empty where nothing is written and no room supplies it."""
    if one.next:
        return f"{in_words(one.next.due_on)}: {pickup_words(one.course, one.next)}"
    if one.room is None:
        return ""
    day = "today" if one.room.today else in_words(one.room.on)
    what = f"Injection planned for {day}" if one.room.injection else day[:1].upper() + day[1:]
    return f"{what} in {one.room.place.name}, {_hours(one.room.hours)}"


def days_without(found: WithoutMedicine) -> str:
    """Returns the days without medicine right before today, and the silent ones beside them, in words."""
    if found.reported is None or found.unreported is None:
        return "Not known: nobody recorded when this began."
    reported = f"{found.reported} {'day' if found.reported == 1 else 'days'} without medicine"
    if not found.unreported:
        return f"{reported}." if found.reported else "None."
    silent = f"{found.unreported} {'day' if found.unreported == 1 else 'days'} of which nobody has said anything"
    return f"{reported}, and {silent}." if found.reported else f"None reported; {silent}."


def supply_words(arranged: Arrangement) -> str:
    """Returns on which days doses are handed over, which of them are watched, and where."""
    days = [place for place, sign in enumerate(arranged.pickups) if sign == "1"]
    watched = [place for place, sign in enumerate(arranged.watched) if sign == "1"]
    where = arranged.place.name
    if arranged.weekend_place:
        where = f"{where}; at weekends {arranged.weekend_place.name}"
    return f"{_days(days)} at {where}; {_watched(days, watched)}"


def pickup_words(course: Course, one: Instalment) -> str:
    """Returns a pick-up in words: what, for which days, where."""
    days = covers(one)
    until = f", until {days[-1].day} {days[-1]:%B}" if len(days) > 1 else ""
    count = "1 day" if len(days) == 1 else f"{len(days)} days"
    return f"{amount(course, one.dose_mg * len(days))} for {count}{until}, {one.place.name}"


def _hours(hours: Sequence[Hours] | None) -> str:
    if hours is None:
        return "nobody recorded when it is open"
    return "open " + " and ".join(f"{one.opens:%H:%M} to {one.closes:%H:%M}" for one in hours) if hours else "closed"


def _days(days: Sequence[int]) -> str:
    if len(days) == len(WEEKDAYS):
        return "Every day"
    return ", ".join(WEEKDAYS[day] for day in days) or "No day"


def _watched(days: Sequence[int], watched: Sequence[int]) -> str:
    if not watched:
        return "all taken away"
    if set(watched) >= set(days):
        return "each watched on the day of collection"
    return "watched on " + ", ".join(WEEKDAYS[day] for day in watched)


def register_sources() -> None:
    """Adds orders, holds and what was decided on them to every timeline."""
    register_source(Source("order", _orders, "effective_on", _order))
    register_source(Source("hold", _holds, "from_on", _hold))
    register_source(Source("hold_end", _ends, "on", _end))


def _orders(records: Sequence[UUID]) -> QuerySet[Any]:
    return Order.objects.filter(course__person__in=records, taken_back=False).select_related("course")


def _holds(records: Sequence[UUID]) -> QuerySet[Any]:
    return Hold.objects.standing().filter(course__person__in=records).select_related("course")


def _ends(records: Sequence[UUID]) -> QuerySet[Any]:
    return HoldEnd.objects.filter(hold__course__person__in=records).select_related("hold__course")


def _order(row: Order) -> Moment:
    title = f"{KIND_WORDS.get(row.kind, row.kind)}: {product_name(row.course.product)}"
    words = f"{dose(row.course, row.dose_mg)}. {row.get_reason_display()}."
    return Moment(title, words, "Medicines", reverse("medicines", args=[row.course.person_id]))


def _hold(row: Hold) -> Moment:
    title = f"Held: {product_name(row.course.product)}"
    return Moment(title, f"{row.get_reason_display()}.", "Medicines", reverse("medicines", args=[row.course.person_id]))


def _end(row: HoldEnd) -> Moment:
    course = row.hold.course
    seen = " Seen face to face." if row.seen else ""
    words = f"{row.get_decision_display()}.{seen} {row.words}".strip()
    title = f"Decided on the hold: {product_name(course.product)}"
    return Moment(title, words, "Medicines", reverse("medicines", args=[course.person_id]))


def step_words(course: Course, step: PlanStep) -> str:
    """Returns a step of a plan in words; the end of the way is nought."""
    return "without" if step.dose_mg == 0 else dose(course, step.dose_mg)


def since_words(day: date | None) -> str:
    """Returns since when something holds."""
    return f"since {day.day} {day:%B %Y}" if day else "since a day that is not known"
