"""Where a plan stands: which steps were signed, which comes next, and how far a pause has moved them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.medication.models import DosePlan, Order, PlanEvent, PlanStep
from ostara.care.rows.prepared import prepared

PAUSED, RESUMED, ENDED = PlanEvent.Kind.PAUSED, PlanEvent.Kind.RESUMED, PlanEvent.Kind.ENDED


@dataclass(frozen=True)
class StepNow:
    """A step on the day to which pauses have moved it, and the order by which it was signed, if it was."""

    step: PlanStep
    on: date
    order: Order | None


@dataclass(frozen=True)
class PlanNow:
    """A plan as it stands. `paused_on` is the day of a pause that goes on; `ended_on` that of its end."""

    plan: DosePlan
    steps: tuple[StepNow, ...]
    paused_on: date | None
    ended_on: date | None

    @property
    def goes_on(self) -> bool:
        """Whether its steps may be signed."""
        return self.paused_on is None and self.ended_on is None

    @property
    def next(self) -> StepNow | None:
        """The first step nobody has signed."""
        return next((one for one in self.steps if one.order is None), None) if self.ended_on is None else None

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        if self.ended_on:
            return "Ended"
        if self.paused_on:
            return "Paused"
        return "Going on" if self.next else "All steps signed"


def plans_of(courses: Sequence[UUID], orders: Sequence[Order]) -> dict[UUID, PlanNow]:
    """Returns the latest plan of each course that has one, in three queries.

    Args:
        courses: their keys.
        orders: the change points of these courses that stand.
    """
    signed = {one.step_id: one for one in orders if one.step_id}
    return {plan.course_id: plan_now(plan, signed) for plan in _plans(courses)}


@prepared
def _plans(courses: Sequence[UUID]) -> QuerySet[DosePlan]:
    rows = DosePlan.objects.filter(course__in=courses, replaced_by__isnull=True)
    return rows.select_related("recorded_by").prefetch_related("steps", "events").order_by("agreed_on", "id")


def plan_now(plan: DosePlan, signed: dict[UUID, Order]) -> PlanNow:
    """Returns where a plan stands, given the orders by which steps were signed."""
    events = sorted(plan.events.all(), key=lambda one: (one.on, one.recorded_at, one.id))
    steps = sorted(plan.steps.all(), key=lambda one: one.place)
    pauses, paused, ended = _pauses(events)
    return PlanNow(
        plan,
        tuple(StepNow(one, _moved(one.on, pauses), signed.get(one.pk)) for one in steps),
        None if ended else paused,
        ended,
    )


def _pauses(events: Sequence[PlanEvent]) -> tuple[list[tuple[date, date]], date | None, date | None]:
    pauses: list[tuple[date, date]] = []
    paused: date | None = None
    for one in events:
        if one.kind == ENDED:
            return pauses, paused, one.on
        if one.kind == PAUSED and paused is None:
            paused = one.on
        elif one.kind == RESUMED and paused is not None:
            pauses.append((paused, one.on))
            paused = None
    return pauses, paused, None


def _moved(on: date, pauses: Sequence[tuple[date, date]]) -> date:
    """A step still ahead when a pause began comes later by the days that it lasted."""
    for began, until in pauses:
        if on >= began:
            on += timedelta(days=(until - began).days)
    return on
