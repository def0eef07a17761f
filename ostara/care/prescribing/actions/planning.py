"""Plans of dose: written, paused, gone on with, ended whenever the person wants. A step is signed as an order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import CheckIn, Course, DosePlan, PlanEvent, PlanStep
from ostara.care.medication.writing.orders import hold_course
from ostara.care.prescribing.questions.plans import PlanNow
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.actions import raise_task
from ostara.care.treatment.actions.permitting import did, signed

MOST_STEPS = 400  # 2 mg a month from the highest dose there is takes fewer
ASKS_BACK = "asks to go back"  # the kind of work of a task


@dataclass(frozen=True)
class Step:
    """A step as it is agreed."""

    on: date
    dose_mg: Decimal
    review_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The person's own pace: by how much, how often, down to where. `months` counts instead of days where above 0."""

    step_mg: Decimal
    every_days: int
    every_months: int
    first_on: date
    down_to_mg: Decimal


def reduction(from_mg: Decimal, pace: Pace) -> tuple[Step, ...]:
    """Returns the steps of a reduction at the person's own pace; the last is exactly where they want to be.

    Raises:
        Refused: the pace goes nowhere, or takes more steps than a plan can hold.
    """
    if pace.step_mg <= 0 or pace.down_to_mg < 0:
        raise Refused("A step is above nought, and nobody goes below it.", field="step_mg")
    if pace.down_to_mg >= from_mg:
        raise Refused("This is not below the dose now.", field="down_to_mg")
    steps = tuple(_down(from_mg, pace))
    if len(steps) > MOST_STEPS:
        raise Refused(f"That would be {len(steps)} steps. Plan a part of the way.", field="down_to_mg")
    return steps


def _down(dose: Decimal, pace: Pace) -> Iterator[Step]:
    taken = 0
    while dose > pace.down_to_mg and taken <= MOST_STEPS:
        dose = max(dose - pace.step_mg, pace.down_to_mg)
        yield Step(_after(pace, taken), dose)
        taken += 1


def _after(pace: Pace, times: int) -> date:
    if not pace.every_months:
        return pace.first_on + timedelta(days=pace.every_days * times)
    months = pace.first_on.month - 1 + pace.every_months * times
    year, month = pace.first_on.year + months // 12, months % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(pace.first_on.day, last))


def plan(
    *,
    course: Course,
    kind: str,
    steps: Sequence[Step],
    person_led: bool | None,
    words: str,
    replaces: DosePlan | None,
    by: Actor,
    at: datetime,
    on: date,
    key: UUID | None = None,
) -> DosePlan:
    """Writes a plan. Nothing changes by it: each step is signed as an order when its day comes.

    Raises:
        Refused: it has no steps, or they do not follow each other in time.
        Changed: another plan was written meanwhile.
    """

    def do() -> DosePlan:
        hold_course(course)
        _refuse_out_of_order(steps)
        said = {"kind": kind, "agreed_on": on, "person_led": person_led, "words": words.strip(), "replaces": replaces}
        if replaces is None and DosePlan.objects.filter(course=course).exists():
            raise Changed("Another plan was written meanwhile.", latest=DosePlan.objects.filter(course=course).last())
        try:
            with transaction.atomic():
                row = DosePlan.objects.create(course=course, **said, **signed(by, at))
        except IntegrityError:
            latest = DosePlan.objects.filter(replaces=replaces).first()
            raise Changed("Another plan was written meanwhile.", latest=latest) from None
        places = enumerate(steps, start=1)
        fields = signed(by, at)
        PlanStep.objects.bulk_create(
            PlanStep(plan=row, place=place, on=one.on, dose_mg=one.dose_mg, review_first=one.review_first, **fields)
            for place, one in places
        )
        note("prescribing.plan", by=by, person=course.person_id, record=row, kind=kind)
        return row

    return did(DosePlan, "prescribing.plan", by=by, key=key, do=do)


def change_plan(
    *, plan: PlanNow, kind: str, on: date, words: str, by: Actor, at: datetime, key: UUID | None = None
) -> PlanEvent:
    """Pauses a plan, goes on with it, or ends it.

    Raises:
        Refused: its state does not allow that.
    """

    def do() -> PlanEvent:
        hold_course(plan.plan.course)
        if plan.ended_on:
            raise Refused("This plan has ended. Write another where the person wants one.")
        if (kind == PlanEvent.Kind.PAUSED) == (plan.paused_on is not None) and kind != PlanEvent.Kind.ENDED:
            raise Refused(f"It is {plan.state.lower()} already.")
        said = {"plan": plan.plan, "kind": kind, "on": on, "words": words.strip()}
        row = PlanEvent.objects.create(**said, **signed(by, at))
        note("prescribing.change_plan", by=by, person=plan.plan.course.person_id, record=row, kind=kind)
        return row

    return did(PlanEvent, "prescribing.change_plan", by=by, key=key, do=do)


def check_in(*, course: Course, on: date, by: Actor, at: datetime, key: UUID | None = None, **said: object) -> CheckIn:
    """Writes down how somebody is after a reduction or a stop. Whoever wishes to go back is put on the list at once.

    Going back is a new order under the ordinary rules: tolerance may have fallen (decision 3).
    """

    def do() -> CheckIn:
        row = CheckIn.objects.create(course=course, on=on, **said, **signed(by, at))
        if row.wants_back:
            raise_task(
                service=course.service,
                person=course.person,
                words="Wishes to go back to the dose before. It costs them nothing; see them and decide.",
                due_on=on + timedelta(days=1),
                for_role=Role.PRESCRIBER,
                because=ASKS_BACK,
                marker=f"back {course.pk}",
                by=by,
                at=at,
            )
        note("prescribing.check_in", by=by, person=course.person_id, record=row)
        return row

    return did(CheckIn, "prescribing.check_in", by=by, key=key, do=do)


def _refuse_out_of_order(steps: Sequence[Step]) -> None:
    if not steps:
        raise Refused("A plan has a step.")
    if any(later.on <= earlier.on for earlier, later in pairwise(steps)):
        raise Refused("Each step comes after the one before it.")
    if any(one.dose_mg <= 0 for one in steps[:-1]) or steps[-1].dose_mg < 0:
        raise Refused("Only the last step may be nought.")
