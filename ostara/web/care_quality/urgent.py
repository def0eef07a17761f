"""What cannot wait for tonight, from the record: days without medicine nobody decided on, and tasks due by today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ostara.care.medication.models import Course, HoldEnd, Supply
from ostara.care.medication.questions.courses import Standing, standing
from ostara.care.medication.questions.orders import change_points
from ostara.care.medication.questions.supplies import Lately, lately
from ostara.care.tasks.models import OpenTask
from ostara.care.tasks.questions import tasks_of
from ostara.knowledge.parameters import parameter
from ostara.web.care_quality.whose import Somebody

MOST_TASKS = 100


@dataclass(frozen=True)
class WithoutMedicine:
    """Somebody without medicine for some days, on whom no prescriber has decided yet."""

    who: Somebody
    days: int
    silent: int
    last_with: date | None


@dataclass(frozen=True)
class Due:
    """A task of somebody that is due by today."""

    who: Somebody
    task: OpenTask


def waiting_for_a_decision(people: Mapping[UUID, Somebody], *, on: date) -> list[WithoutMedicine]:
    """Returns who has been without medicine for three days or more, the longest first; in as many queries for many."""
    back = parameter("missed_days.gap_window_days").whole
    courses = _courses_with_a_miss(people, on - timedelta(days=back))
    active = [one for one in standing(courses, on=on) if one.active]
    became = lately(active, on=on, back=back)
    decided = _holds_ended([one.course.pk for one in active], on)
    found = [
        _waiting(one, became[one.course.pk], decided[one.course.pk], people[one.course.person_id], on) for one in active
    ]
    return sorted((one for one in found if one), key=lambda one: (-one.days, one.who.name))


def _courses_with_a_miss(people: Collection[UUID], since: date) -> list[Course]:
    missed = Supply.objects.filter(void__isnull=True, outcome="not_collected", on__gte=since).values("course")
    return list(Course.objects.filter(person__in=people, pk__in=missed).select_related("service").order_by("pk"))


def _holds_ended(courses: list[UUID], on: date) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = {course: [] for course in courses}
    for course, day in HoldEnd.objects.filter(hold__course__in=courses, on__lte=on).values_list("hold__course", "on"):
        found[course].append(day)
    return found


def _waiting(one: Standing, became: Lately, decided: list[date], who: Somebody, on: date) -> WithoutMedicine | None:
    """None where there are fewer days, or where an order or the end of a hold came after the last day with medicine."""
    without = became.without(on)
    if (without.reported or 0) < parameter("missed_days.consult").whole:
        return None
    since = without.last_with
    orders = [point.effective_on for point in change_points(one.orders) if point.effective_on <= on]
    if since is not None and any(day > since for day in (*orders, *decided)):
        return None
    return WithoutMedicine(who, without.reported or 0, without.unreported or 0, since)


def due_by_today(people: Mapping[UUID, Somebody], *, on: date) -> list[Due]:
    """Returns the tasks of people that are due, the longest overdue first."""
    rows = tasks_of(list(people)).filter(due_on__lte=on)[:MOST_TASKS]
    return [Due(people[row.person_id], row) for row in rows if row.person_id is not None]
