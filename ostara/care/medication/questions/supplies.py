"""What became of instalments: what stands, what was last taken, and the days without medicine in hand (decision 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from ostara.care.calendar.days_without import WithoutMedicine, days_without_medicine
from ostara.care.calendar.in_hand import (
    DayInHand,
    DepotWindow,
    ExpectedSupply,
    NoSupply,
    Outcome,
    Pause,
    depot_window,
    in_hand,
)
from ostara.care.medication.models import Instalment, Order, PrescriptionEvent, Supply
from ostara.care.medication.questions.courses import Standing, holds_of
from ostara.care.medication.questions.orders import STOP
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once
from ostara.knowledge.parameters import parameter

GIVEN = ("observed", "collected")
BETWEEN = {"depot_weekly": "dispensing.weekly_days", "depot_monthly": "dispensing.monthly_days"}
DEPOTS = tuple(BETWEEN)
LONGEST = timedelta(days=parameter("prescriptions.longest_instalment_days").whole)
ENDED = (PrescriptionEvent.Kind.LOST, PrescriptionEvent.Kind.VOID, PrescriptionEvent.Kind.CANCELLED)


def standing_supplies() -> QuerySet[Supply]:
    """Returns what is held to have happened: every supply that nobody voided."""
    return Supply.objects.filter(void__isnull=True)


def instalments_in_use() -> QuerySet[Instalment]:
    """Returns instalments something may be or was supplied on: signed and not ended, or without a form of their own."""
    events = PrescriptionEvent.objects.filter(prescription=OuterRef("prescription"))
    live = Exists(events.filter(kind=PrescriptionEvent.Kind.SIGNED)) & ~Exists(events.filter(kind__in=ENDED))
    return Instalment.objects.filter(Q(prescription__isnull=True) | live)


def with_supply(instalments: QuerySet[Instalment]) -> QuerySet[Instalment]:
    """Adds `standing`: a list of the one supply that stands, or of none."""
    rows = standing_supplies().select_related("place", "recorded_by")
    return instalments.prefetch_related(Prefetch("supplies", queryset=rows, to_attr="standing"))


class Due(NamedTuple):
    """An instalment, its dose of one day, and the supply of it that stands; without one nobody has said."""

    course: UUID
    covers_from: date
    days: int
    dose_mg: Decimal
    outcome: str = ""
    on: date | None = None
    given_mg: Decimal | None = None


@asked_once
def supplied_or_due(courses: Sequence[UUID], *, first: date, last: date) -> dict[UUID, list[Due]]:
    """Returns what courses were or are to be supplied for these days; what was given counts, whatever its form.

    In two queries, however many courses.
    """
    found: dict[UUID, list[Due]] = {course: [] for course in courses}
    for row in (*_silent(courses, first, last), *_supplied(courses, first, last)):
        one = Due(*row)
        if one.covers_from + timedelta(days=one.days) > first:
            found[one.course].append(one)
    return found


@prepared
def _silent(courses: Sequence[UUID], first: date, last: date) -> QuerySet[Instalment, Any]:
    rows = instalments_in_use().filter(course__in=courses, covers_from__lte=last, due_on__gte=first - LONGEST)
    rows = rows.filter(~Exists(standing_supplies().filter(instalment=OuterRef("pk")))).order_by("covers_from", "id")
    return rows.values_list("course", "covers_from", "days", "dose_mg")


@prepared
def _supplied(courses: Sequence[UUID], first: date, last: date) -> QuerySet[Supply, Any]:
    given = standing_supplies().filter(instalment__course__in=courses, instalment__covers_from__lte=last)
    rows = given.filter(instalment__due_on__gte=first - LONGEST).order_by("instalment__covers_from", "id")
    of = [f"instalment__{name}" for name in ("course", "covers_from", "days", "dose_mg")]
    return rows.values_list(*of, "outcome", "on", "given_mg")


def covers(instalment: Instalment | Due) -> tuple[date, ...]:
    """Returns the days an instalment is for."""
    return tuple(instalment.covers_from + timedelta(days=more) for more in range(instalment.days))


def expected(due: Due) -> ExpectedSupply:
    """Returns an instalment in the words of the calendar. No supply: nobody has said."""
    days = covers(due)
    if due.on is None:
        return ExpectedSupply(days, Outcome.NOT_REPORTED)
    if due.outcome not in GIVEN:
        return ExpectedSupply(days, Outcome(due.outcome))
    left = tuple(day for day in days if day >= due.on)  # collected late: what is left of it
    part = due.given_mg is not None and due.given_mg < due.dose_mg * len(left)
    return ExpectedSupply(days, Outcome(due.outcome), left, frozenset(left) if part else frozenset())


def planned_injection(form: str, last: date | None, began: date) -> date:
    """Returns the day for which the next injection of a depot is planned: after the last one, else the first day."""
    return last + timedelta(days=parameter(BETWEEN[form]).whole) if last else began


@dataclass(frozen=True)
class Lately:
    """What is known of the supplies of a course in its last days, in the words of the calendar."""

    supplies: tuple[ExpectedSupply, ...]
    pauses: tuple[NoSupply, ...]
    depots: tuple[DepotWindow, ...]
    began: date | None
    counted: dict[date, WithoutMedicine] = field(default_factory=dict, repr=False, compare=False)

    @property
    def given(self) -> frozenset[date]:
        """Returns the days for which medicine was handed over."""
        given = [one for one in self.supplies if one.outcome in GIVEN]
        return frozenset(day for one in given for day in one.days)

    def days(self, first: date, last: date) -> tuple[DayInHand, ...]:
        """Returns whether medicine was in hand, day by day."""
        return in_hand(self.supplies, first=first, last=last, pauses=self.pauses, depots=self.depots)

    def without(self, on: date) -> WithoutMedicine:
        """Returns the days without medicine in hand before a day; counted once for each."""
        if on not in self.counted:
            self.counted[on] = days_without_medicine(
                self.supplies, began_on=self.began, on=on, pauses=self.pauses, depots=self.depots
            )
        return self.counted[on]


def lately(standings: Sequence[Standing], *, on: date, back: int = 90) -> dict[UUID, Lately]:
    """Returns what became of the last days of courses, in three queries, however many.

    Args:
        standings: the courses, with their orders.
        on: the last day looked at.
        back: how many days are looked at, in days.
    """
    keys = [one.course.pk for one in standings]
    first = on - timedelta(days=back)
    supplied = supplied_or_due(keys, first=first, last=on)
    holds = _holds(keys, on)
    return {one.course.pk: _lately(one, supplied[one.course.pk], holds[one.course.pk], first) for one in standings}


def without_medicine(standing: Standing, *, on: date, back: int = 90) -> WithoutMedicine:
    """Returns the days without medicine in hand before a day.

    Args:
        standing: the course, with its orders and its hold.
        on: the day before which is counted.
        back: how many days are looked at, in days.
    """
    return lately([standing], on=on, back=back)[standing.course.pk].without(on)


def _lately(standing: Standing, supplied: list[Due], holds: list[NoSupply], first: date) -> Lately:
    started, form = standing.points, standing.course.form
    began = max(started[0].effective_on, first) if started else None  # what was not looked at is not called silent
    if form in DEPOTS:
        given = [one.on for one in supplied if one.on and one.outcome in GIVEN]
        return Lately((), (), tuple(depot_window(day, form) for day in given), began)
    return Lately(tuple(map(expected, supplied)), (*_stops(started), *holds), (), began)


def _stops(orders: Sequence[Order]) -> tuple[NoSupply, ...]:
    return tuple(
        NoSupply(
            Pause.STOPPED,
            one.effective_on,
            orders[place + 1].effective_on - timedelta(days=1) if place + 1 < len(orders) else None,
        )
        for place, one in enumerate(orders)
        if one.kind == STOP
    )


@asked_once
def _holds(courses: Sequence[UUID], on: date) -> dict[UUID, list[NoSupply]]:
    found: dict[UUID, list[NoSupply]] = {course: [] for course in courses}
    for row in holds_of(courses, on):
        if not hasattr(row, "end") or row.end.on > row.from_on:
            until = row.end.on - timedelta(days=1) if hasattr(row, "end") else None
            found[row.course_id].append(NoSupply(Pause.HELD, row.from_on, until))
    return found


@asked_once
def last_taken(courses: Sequence[UUID]) -> dict[UUID, Supply]:
    """Returns the latest supply that was given of each course, in one query."""
    return {row.course_id: row for row in _latest_given(courses)}


@prepared
def _latest_given(courses: Sequence[UUID]) -> QuerySet[Supply]:
    given = standing_supplies().filter(outcome__in=GIVEN)
    latest = given.filter(course=OuterRef("course")).order_by("-on", "-recorded_at", "-id").values("pk")[:1]
    return given.filter(course__in=courses, pk=Subquery(latest)).select_related("place", "instalment", "course")
