"""The care plan: revised as a whole, never over somebody else's revision, and reviewed with the person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.models import new_key
from ostara.care.treatment.actions.permitting import did, permitted, signed, since, until, written
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import Episode, Goal, Plan, PlanReview, PlanRevision
from ostara.care.treatment.states import Act


@dataclass(frozen=True)
class GoalSaid:
    """A goal as it was said. `goal` is its key where it stood in the plan before."""

    domain: str
    words: str
    steps: str = ""
    who: str = ""
    by_when: date | None = None
    state: str = Goal.State.OPEN
    goal: UUID | None = None


def revise_plan(
    *,
    episode: Episode,
    on: date,
    began_from: int,
    goals: Sequence[GoalSaid],
    agreed: str,
    by: Actor,
    at: datetime,
    hopes: str = "",
    if_things_go_wrong: str = "",
    copy_given: bool | None = None,
    next_review_on: date | None = None,
    key: UUID | None = None,
) -> PlanRevision:
    """Writes the plan of a line of care, or a new revision of it.

    Args:
        episode: in which it is written.
        on: its day.
        began_from: the number of the revision the form was opened with; 0 where there was no plan.
        goals: all goals of the plan, in order.
        agreed: whether the person agreed, of `PlanRevision.Agreed`.
        by: who wrote it.
        at: when.
        hopes: what the person wants, in their words.
        if_things_go_wrong: what helps then.
        copy_given: whether they have a copy; none: not said.
        next_review_on: the day agreed for the next review.
        key: that of the form.

    Raises:
        Refused: the state or the order of days does not allow it, or there is nothing in it.
        Changed: somebody else saved a revision meanwhile, which it carries; nothing was overwritten.
    """

    said = {
        "on": on,
        "hopes": hopes,
        "if_things_go_wrong": if_things_go_wrong,
        "agreed": agreed,
        "copy_given": copy_given,
        "next_review_on": next_review_on,
    }

    def do() -> PlanRevision:
        _may_be_written(episode, on, next_review_on, at=at)
        if not goals and not hopes.strip():
            raise Refused("Write at least one goal, or what the person hopes for.", field="hopes")
        row = _written_after(began_from, episode, said, by=by, at=at)
        Goal.objects.bulk_create(
            Goal(revision=row, place=place, **_facts(goal), **signed(by, at))
            for place, goal in enumerate(goals, start=1)
        )
        written("treatment.revise_plan", episode, row, by=by, revision=row.revision)
        return row

    return did(PlanRevision, "treatment.revise_plan", by=by, key=key, do=do)


def review_plan(
    *,
    episode: Episode,
    on: date,
    present: str,
    by: Actor,
    at: datetime,
    person_says: str = "",
    keyworker_says: str = "",
    next_review_on: date | None = None,
    key: UUID | None = None,
) -> PlanReview:
    """Records a review of the plan as it stands. The plan itself is changed by revising it.

    Raises:
        Refused: there is no plan, or the state or the order of days does not allow it.
    """

    def do() -> PlanReview:
        now = permitted(Act.REVIEW, episode)
        latest = PlanRevision.objects.filter(plan__line=episode.line).order_by("-revision").first()
        if latest is None:
            raise Refused("There is no plan to review yet: write one first.")
        in_order("the review", on, at=at, after=(*since(now), Known("the plan", latest.on)), before=until(now))
        in_order(
            "the next review", next_review_on, at=at, after=(Known("this one", on),), field="next_review_on", ahead=True
        )
        row = PlanReview.objects.create(
            plan=latest.plan,
            revision=latest,
            episode=episode,
            on=on,
            present=present,
            person_says=person_says,
            keyworker_says=keyworker_says,
            next_review_on=next_review_on,
            **signed(by, at),
        )
        written("treatment.review_plan", episode, row, by=by)
        return row

    return did(PlanReview, "treatment.review_plan", by=by, key=key, do=do)


def _may_be_written(episode: Episode, on: date, next_review_on: date | None, *, at: datetime) -> None:
    now = permitted(Act.PLAN, episode)
    in_order("the plan", on, at=at, after=since(now), before=until(now))
    plan = Known("the plan", on)
    in_order("the next review", next_review_on, at=at, after=(plan,), field="next_review_on", ahead=True)


def _written_after(began_from: int, episode: Episode, said: dict[str, Any], *, by: Actor, at: datetime) -> PlanRevision:
    plan, _ = Plan.objects.get_or_create(line=episode.line, defaults={"person": episode.person, **signed(by, at)})
    latest = PlanRevision.objects.filter(plan=plan).order_by("-revision").first()
    if (latest.revision if latest else 0) == began_from:
        try:
            with transaction.atomic():
                row: PlanRevision = PlanRevision.objects.create(
                    plan=plan, revision=began_from + 1, episode=episode, **said, **signed(by, at)
                )
            return row
        except IntegrityError:  # in the same moment
            latest = PlanRevision.objects.filter(plan=plan).order_by("-revision").first()
    raise Changed(
        "Somebody else has saved this plan since you opened it. Yours is not lost: read both below, put together what "
        "belongs together, and save again.",
        latest=latest,
    )


def _facts(goal: GoalSaid) -> dict[str, object]:
    return asdict(goal) | {"goal": goal.goal or new_key()}
