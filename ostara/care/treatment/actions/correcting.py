"""Putting a step right: its day, its code, its words, or taking it back (a discharge recorded by mistake)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Changed, Refused, correct
from ostara.care.rows.models import HistoryRow
from ostara.care.treatment.actions.permitting import born, did, written
from ostara.care.treatment.actions.referring import not_in_care
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import EpisodeNow, InterventionEnd, Step
from ostara.care.treatment.models.episodes import STEPS_IN_ORDER
from ostara.care.treatment.national import discharge_reasons, referral_endings
from ostara.care.treatment.states import LIST_OF, ORDER_IN_A_DAY, Status, StepKind, is_open
from ostara.ndtms.lists import national_list

MAY_BE_TAKEN_BACK = (
    StepKind.TRIAGED,
    StepKind.PAUSED,
    StepKind.RESUMED,
    StepKind.DISCHARGED,
    StepKind.NOT_TAKEN_UP,
)


def correct_step(
    *,
    step: Step,
    why: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
    code: str | None = None,
    words: str | None = None,
    take_back: bool = False,
    key: UUID | None = None,
) -> Step:
    """Puts a step right, or takes the last one back. What it said stays readable.

    Args:
        step: what stands.
        why: the reason.
        by: who corrects it.
        at: when.
        on: another day.
        code: another code, of the list that belongs to the kind of step.
        words: other words.
        take_back: it never happened; a discharge taken back opens the episode and the help that ended with it.
        key: that of the form.

    Raises:
        Refused: no reason, a day out of order, an unknown code, or a step that others rest on.
        Changed: somebody else corrected it first.
    """

    def do() -> Step:
        EpisodeNow.objects.select_for_update().get(pk=step.episode_id)
        still_stands(step)
        changes: dict[str, Any] = {"withdrawn": True} if take_back else _changes(step, on, code, words)
        if take_back:
            _may_be_taken_back(step)
        else:
            _in_its_place(step, on, at=at)
        row = correct(step, why=why, by=by.user, recorded_at=at, **changes)
        if take_back:
            _open_again(step, why=why, by=by, at=at)
        written("treatment.correct_step", step.episode, row, by=by, kind_of_step=step.kind, taken_back=take_back)
        return row

    return did(Step, "treatment.correct_step", by=by, key=key, do=do)


def still_stands(row: HistoryRow) -> None:
    """Refuses to put right what somebody else has put right; within a transaction that holds the episode.

    Raises:
        Changed: somebody has.
        Refused: it has been taken back.
    """
    latest = type(row).objects.filter(corrects=row.pk).first()
    if latest is not None:
        raise Changed("Someone else has put this right since you opened it.", latest=latest)
    if row.withdrawn:
        raise Refused("This has been taken back: record it again if it did happen.")


def codes_of(step: Step) -> list[tuple[str, str]]:
    """Returns the choices for a step's code; none where its kind has no code."""
    kind = StepKind(step.kind)
    if kind is StepKind.DISCHARGED:
        return discharge_reasons()
    if kind is StepKind.NOT_TAKEN_UP:
        return referral_endings()
    if kind is StepKind.REFERRED:
        return [(code, one.meaning) for code, one in national_list(LIST_OF[kind]).items()]
    return []


def _changes(step: Step, on: date | None, code: str | None, words: str | None) -> dict[str, Any]:
    if code is not None and code != step.code and code not in dict(codes_of(step)):
        raise Refused("Choose one of the list.", field="code")
    said = {"on": on, "code": code, "words": words}
    changes = {name: value for name, value in said.items() if value is not None and value != getattr(step, name)}
    if not changes:
        raise Refused("Nothing is different from what stands.")
    return changes


def _in_its_place(step: Step, on: date | None, *, at: datetime) -> None:
    steps = list(Step.objects.standing().filter(episode=step.episode_id).order_by(*STEPS_IN_ORDER))
    place = [one.pk for one in steps].index(step.pk)
    first = Known("what came before it", steps[place - 1].on) if place else born(step.episode.person)
    later = steps[place + 1] if place + 1 < len(steps) else None
    if later and (on or step.on) == later.on and _rank(later) == _rank(step):
        raise Refused(f"{later.get_kind_display()} came after it on the same day: put that right first.", field="on")
    in_order("this", on, at=at, after=(first,), before=(Known("what came after it", later.on if later else None),))


def _rank(step: Step) -> int:
    return ORDER_IN_A_DAY[StepKind(step.kind)]


def _may_be_taken_back(step: Step) -> None:
    last = Step.objects.standing().filter(episode=step.episode_id).order_by(*STEPS_IN_ORDER).last()
    if last is None or last.pk != step.pk:
        raise Refused("Only the last thing that happened can be taken back: later ones rest on it.")
    if step.kind not in MAY_BE_TAKEN_BACK:
        raise Refused("This cannot be taken back: an episode begins with it, or another service has taken over.")


def _open_again(step: Step, *, why: str, by: Actor, at: datetime) -> None:
    closed = not is_open(Status(EpisodeNow.objects.get(pk=step.episode_id).status))
    if not closed:
        return
    not_in_care(step.episode.person, step.episode.service)
    ended_with_it = InterventionEnd.objects.standing().filter(
        intervention__episode=step.episode_id, on=step.on, recorded_at=step.recorded_at
    )
    for end in ended_with_it:
        correct(end, why=why, by=by.user, recorded_at=at, withdrawn=True)
