"""Where an episode stands, read off its rows: pure functions, no question to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ostara.care.treatment.states import LEADS_TO, Status, StepKind


class Happened(Protocol):
    """What is read of a step."""

    kind: str
    on: date
    code: str


@dataclass(frozen=True)
class Standing:
    """Where an episode stands.

    Attributes:
        status: the status.
        since: from when.
        referred_on: the day of the referral.
        begun_on: the first meeting, or the day care passed to this service, or the day the person came back.
        carried_on: the day from which care that had begun elsewhere, or before, goes on here; none: it began here.
        closed: the step that ended it.
    """

    status: Status
    since: date
    referred_on: date
    begun_on: date | None
    carried_on: date | None
    closed: Happened | None


_BEGINS = (StepKind.TRIAGED, StepKind.TRANSFERRED_IN, StepKind.CAME_BACK)
_CARRIES = (StepKind.TRANSFERRED_IN, StepKind.CAME_BACK)
_CLOSES = (StepKind.NOT_TAKEN_UP, StepKind.DISCHARGED, StepKind.TRANSFERRED_OUT)


def first(steps: Sequence[Happened], kinds: Sequence[StepKind]) -> Happened | None:
    """Returns the first step of one of these kinds."""
    return next((step for step in steps if step.kind in kinds), None)


def stands(
    steps: Sequence[Happened], *, assessed_on: date | None, treated_from: date | None, offered_on: date | None
) -> Standing:
    """Returns where an episode stands.

    Args:
        steps: its standing steps in order; at least one.
        assessed_on: the latest assessment of its line.
        treated_from: the first day of help that began here.
        offered_on: the day of a transfer on offer.
    """
    status, since = _after_steps(steps)
    if status is Status.TRIAGED and treated_from is not None:
        status, since = Status.IN_TREATMENT, treated_from
    elif status is Status.TRIAGED and assessed_on is not None:
        status, since = Status.ASSESSED, max(since, assessed_on)
    closed = first(steps, _CLOSES)
    if offered_on is not None and closed is None:
        status, since = Status.TRANSFERRING, offered_on
    begun, carried = first(steps, _BEGINS), first(steps, _CARRIES)
    referred = first(steps, (StepKind.REFERRED,)) or steps[0]
    return Standing(status, since, referred.on, begun.on if begun else None, carried.on if carried else None, closed)


def _after_steps(steps: Sequence[Happened]) -> tuple[Status, date]:
    before = (Status.REFERRED, steps[0].on)
    now = before
    for step in steps:
        leads = LEADS_TO[StepKind(step.kind)]
        if leads is None:  # resumed: back to where it was
            now = (before[0], step.on)
            continue
        if leads is not Status.PAUSED:
            before = (leads, step.on)
        now = (leads, step.on)
    return now
