"""Putting right a pathway, who the keyworker was, or a plan review; or taking one back that never was.

What stood stays readable. A pathway or keyworker keeps its place among the others: the last one holds, so none may
slip past the one that came after it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from ostara.care.accounts.models import User
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.actions.correcting import still_stands
from ostara.care.treatment.actions.permitting import did, since, until, written
from ostara.care.treatment.actions.working_with import may_be_keyworker
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import EpisodeNow, Keyworker, Pathway, PlanReview
from ostara.care.treatment.states import Way

Put = TypeVar("Put", Pathway, Keyworker, PlanReview)


def correct_pathway(
    *,
    pathway: Pathway,
    why: str,
    by: Actor,
    at: datetime,
    to: str,
    on: date,
    words: str,
    take_back: bool = False,
    key: UUID | None = None,
) -> Pathway:
    """Puts right which pathway it was, from when, or what was said about it.

    Args:
        pathway: what stands.
        why: the reason.
        by: who corrects it.
        at: when.
        to: the pathway it was.
        on: from which day.
        words: what the person said.
        take_back: it never was; the one before it holds again. What else is said then counts for nothing.
        key: that of the form.

    Raises:
        Refused: no reason, nothing is different, or a day out of order.
        Changed: somebody else corrected it first.
    """

    def check(now: EpisodeNow) -> None:
        if to not in Way:
            raise Refused("Choose a pathway.", field="way")
        _in_its_place(pathway, on, now, at=at)

    said = {"kind": to, "from_on": on, "words": words}
    return _put_right(pathway, said, check, why=why, by=by, at=at, take_back=take_back, key=key)


def correct_keyworker(
    *,
    keyworker: Keyworker,
    why: str,
    by: Actor,
    at: datetime,
    to: User | None,
    on: date,
    words: str,
    take_back: bool = False,
    key: UUID | None = None,
) -> Keyworker:
    """Puts right who the keyworker was, from when, or why it changed. `to`: none is nobody named; the rest as above.

    Raises:
        Refused: no reason, nothing is different, a day out of order, or somebody who could not be one on that day.
        Changed: somebody else corrected it first.
    """

    def check(now: EpisodeNow) -> None:
        if to is not None and (to.pk, on) != (keyworker.user_id, keyworker.from_on):
            may_be_keyworker(to, keyworker.episode.service, on=on)
        _in_its_place(keyworker, on, now, at=at)

    said = {"user_id": to.pk if to else None, "from_on": on, "words": words}
    return _put_right(keyworker, said, check, why=why, by=by, at=at, take_back=take_back, key=key)


def correct_review(
    *,
    review: PlanReview,
    why: str,
    facts: Mapping[str, Any],
    by: Actor,
    at: datetime,
    take_back: bool = False,
    key: UUID | None = None,
) -> PlanReview:
    """Puts a review of the plan right. `facts`: on, present, person_says, keyworker_says, next_review_on.

    Raises:
        Refused: no reason, nothing is different, or a day out of order.
        Changed: somebody else corrected it first.
    """

    def check(now: EpisodeNow) -> None:
        on, following = facts["on"], facts["next_review_on"]
        plan = Known("the plan", review.revision.on)
        in_order("the review", on, at=at, after=(*since(now), plan), before=until(now))
        in_order(
            "the next review", following, at=at, after=(Known("this one", on),), field="next_review_on", ahead=True
        )

    return _put_right(review, facts, check, why=why, by=by, at=at, take_back=take_back, key=key)


def _put_right(
    row: Put,
    said: Mapping[str, Any],
    check: Callable[[EpisodeNow], None],
    *,
    why: str,
    by: Actor,
    at: datetime,
    take_back: bool,
    key: UUID | None,
) -> Put:
    verb = f"treatment.correct_{row._meta.model_name}"

    def do() -> Put:
        now = EpisodeNow.objects.select_for_update().get(pk=row.episode_id)
        still_stands(row)
        changes = {name: value for name, value in said.items() if value != getattr(row, name)}
        if take_back:
            changes = {"withdrawn": True}
        elif not changes:
            raise Refused("Nothing is different from what stands.")
        else:
            check(now)
        made = correct(row, why=why, by=by.user, recorded_at=at, **changes)
        written(verb, row.episode, made, by=by, fields=sorted(changes), taken_back=take_back)
        return made

    return did(type(row), verb, by=by, key=key, do=do)


def _in_its_place(row: Pathway | Keyworker, on: date, now: EpisodeNow, *, at: datetime) -> None:
    rows: list[Any] = list(type(row).objects.standing().filter(episode=row.episode_id).order_by(*_IN_ORDER))
    place = [one.pk for one in rows].index(row.pk)
    before = [Known("what came before it", rows[place - 1].from_on)] if place else []
    later = rows[place + 1].from_on if place + 1 < len(rows) else None
    if later == on:
        raise Refused("Another one holds from the same day: put that one right, or take this one back.", field="on")
    after = (*since(now)[:1], *before)
    in_order("this", on, at=at, after=after, before=(Known("what came after it", later), *until(now)))


_IN_ORDER = ("from_on", "recorded_at", "id")
