"""Leaving: a discharge with its reason in words and in the national code. Coming back stays one step away."""

from datetime import date, datetime
from uuid import UUID

from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.helping import ended, open_help
from ostara.care.treatment.actions.permitting import did, permitted, signed, since, written
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import (
    Assessment,
    Episode,
    Intervention,
    PlanReview,
    PlanRevision,
    Step,
    SubstanceUse,
    Transfer,
    TransferAnswer,
)
from ostara.care.treatment.national import RECOVERY_SUPPORT, checked, discharge_reasons, exit_of
from ostara.care.treatment.states import Act, StepKind
from ostara.ndtms.rules.discharge import OCCASIONAL_USER
from ostara.ndtms.substances import uses_opiates_or_crack


def discharge(
    *,
    episode: Episode,
    on: date,
    reason: str,
    by: Actor,
    at: datetime,
    words: str = "",
    exit_status: str = "",
    key: UUID | None = None,
) -> Step:
    """Ends an episode, and with it all help but recovery support, which may go on.

    Args:
        episode: which.
        on: the day.
        reason: a code of the national list `discharge_reason` that is in use.
        by: who discharges.
        at: when it is recorded.
        words: the reason as people said it.
        exit_status: how open help ended; where blank it follows from the reason, as far as the lists say.
        key: that of the form.

    Raises:
        Refused: the state, the order of days, or the reason and the substances do not allow it.
    """

    def do() -> Step:
        now = permitted(Act.DISCHARGE, episode)
        in_order("the discharge", on, at=at, after=(*since(now), *happened(episode)))
        if reason not in dict(discharge_reasons()):
            raise Refused("Choose a reason.", field="reason")
        checked("modality_exit", exit_status, field="exit_status")
        _goes_with_substances(episode, reason)
        _take_offers_back(episode, on=on, by=by, at=at)
        end_all(episode, on=on, exit_status=exit_status or exit_of(reason), by=by, at=at, but=(RECOVERY_SUPPORT,))
        step = Step.objects.create(
            episode=episode, kind=StepKind.DISCHARGED, on=on, code=reason, words=words, **signed(by, at)
        )
        written("treatment.discharge", episode, step, by=by, reason_code=reason)
        return step

    return did(Step, "treatment.discharge", by=by, key=key, do=do)


def end_all(
    episode: Episode, *, on: date, exit_status: str, by: Actor, at: datetime, but: tuple[str, ...] = ()
) -> list[Intervention]:
    """Ends the open help of an episode, but for some kinds, and returns what it ended."""
    open_ones = [one for one in open_help(episode) if one.kind not in but]
    for one in open_ones:
        ended(one, on=on, exit_status=exit_status, words="", by=by, at=at)
    return open_ones


def happened(episode: Episode) -> tuple[Known, ...]:
    """Returns the latest day of each thing that cannot come after the end of an episode."""
    steps = Step.objects.standing().filter(episode=episode).order_by("-on")
    begun = Intervention.objects.standing().filter(episode=episode, started_on__isnull=False)
    begun = begun.exclude(kind=RECOVERY_SUPPORT).order_by("-started_on")
    assessed = Assessment.objects.standing().filter(episode=episode).order_by("-on")
    planned = PlanRevision.objects.filter(episode=episode).order_by("-on")
    reviewed = PlanReview.objects.standing().filter(episode=episode).order_by("-on")
    return (
        Known("the last thing that happened", steps.values_list("on", flat=True).first()),
        Known("the start of help", begun.values_list("started_on", flat=True).first()),
        Known("the last assessment", assessed.values_list("on", flat=True).first()),
        Known("the last plan", planned.values_list("on", flat=True).first()),
        Known("the last review", reviewed.values_list("on", flat=True).first()),
    )


def _goes_with_substances(episode: Episode, reason: str) -> None:
    if reason != OCCASIONAL_USER:
        return
    latest = Assessment.objects.standing().filter(episode__line=episode.line)
    latest_one = latest.order_by("-on", "-recorded_at", "-id").first()
    codes = SubstanceUse.objects.filter(assessment=latest_one).order_by("place")[:3].values_list("code", flat=True)
    if latest_one is not None and uses_opiates_or_crack(codes):
        raise Refused(
            "This reason (82) is not for somebody with an opiate or crack among their problem substances.",
            field="reason",
        )


def _take_offers_back(episode: Episode, *, on: date, by: Actor, at: datetime) -> None:
    for offer in Transfer.objects.filter(episode=episode, answer__isnull=True):
        TransferAnswer.objects.create(transfer=offer, kind=TransferAnswer.Kind.TAKEN_BACK, on=on, **signed(by, at))
