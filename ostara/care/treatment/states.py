"""What each status of an episode allows, as one table: status and act → new status, or a refusal in words.

*May this person* is asked elsewhere (a policy on the page); here only *does the state allow it*. The page
docs/generated/states.md is written from this table, and a test proves that every pair has an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices


class Way(TextChoices):
    """Ways of treatment and recovery, side by side: a person may move between them at any time."""

    OST = "ost", "Opioid substitution treatment"
    COMMUNITY_DETOX = "community_detox", "Detoxification in the community"
    INPATIENT_DETOX = "inpatient_detox", "Detoxification as an inpatient"
    RESIDENTIAL = "residential", "Residential rehabilitation"
    RECOVERY_HOUSE = "recovery_house", "Recovery house"
    ALCOHOL = "alcohol", "Alcohol treatment"
    OTHER_DRUGS = "other_drugs", "Stimulants and other drugs"
    RECOVERY_SUPPORT = "recovery_support", "Recovery support only"
    PRISON = "prison", "Treatment in prison"


class StepKind(TextChoices):
    """What may happen to an episode."""

    REFERRED = "referred", "Referred"
    NOT_TAKEN_UP = "not_taken_up", "Referral closed"
    TRIAGED = "triaged", "Triage: first meeting"
    PAUSED = "paused", "Paused"
    RESUMED = "resumed", "Resumed"
    TRANSFERRED_OUT = "transferred_out", "Transferred to another service"
    TRANSFERRED_IN = "transferred_in", "Transferred from another service"
    DISCHARGED = "discharged", "Discharged"
    CAME_BACK = "came_back", "Came back"


# Steps of one day stand in this order, whenever they were recorded: a referral put right later comes before the triage.
ORDER_IN_A_DAY: dict[StepKind, int] = {
    StepKind.REFERRED: 0,
    StepKind.TRANSFERRED_IN: 1,
    StepKind.CAME_BACK: 1,
    StepKind.TRIAGED: 1,
    StepKind.PAUSED: 2,
    StepKind.RESUMED: 2,
    StepKind.NOT_TAKEN_UP: 3,
    StepKind.DISCHARGED: 3,
    StepKind.TRANSFERRED_OUT: 3,
}


class Status(TextChoices):
    """Where an episode stands."""

    REFERRED = "referred", "Referred"
    TRIAGED = "triaged", "Seen, not yet assessed"
    ASSESSED = "assessed", "Assessed"
    IN_TREATMENT = "in_treatment", "In treatment"
    PAUSED = "paused", "Paused"
    TRANSFERRING = "transferring", "Transfer offered"
    TRANSFERRED = "transferred", "Transferred"
    DISCHARGED = "discharged", "Discharged"
    NOT_TAKEN_UP = "not_taken_up", "Referral closed"


class Act(TextChoices):
    """What may be done with an episode, in the words of its button."""

    TRIAGE = "triage", "Record the first meeting (triage)"
    CLOSE_REFERRAL = "close_referral", "Close the referral"
    ASSESS = "assess", "Assess"
    PLAN = "plan", "Write or revise the care plan"
    REVIEW = "review", "Review the care plan"
    OFFER_HELP = "offer_help", "Refer to help, or offer a first appointment"
    START_HELP = "start_help", "Start help (an intervention)"
    SUPPORT_RECOVERY = "support_recovery", "Start recovery support"
    END_HELP = "end_help", "End help"
    LIST_HELP = "list_help", "Say what the help is made of"
    CHANGE_PATHWAY = "change_pathway", "Move to another pathway"
    CHANGE_KEYWORKER = "change_keyworker", "Change the keyworker"
    PAUSE = "pause", "Pause: prison or hospital"
    RESUME = "resume", "Resume"
    OFFER_TRANSFER = "offer_transfer", "Offer a transfer to another service"
    TAKE_BACK_OFFER = "take_back_offer", "Take the offer back"
    ACCEPT_TRANSFER = "accept_transfer", "Accept the transfer"
    DECLINE_TRANSFER = "decline_transfer", "Decline the transfer"
    DISCHARGE = "discharge", "Discharge"
    COME_BACK = "come_back", "Take back into care"


# The list a step's `code` is of: national ones, and for a referral that came to nothing our own.
LIST_OF: Mapping[StepKind, str] = {
    StepKind.REFERRED: "referral_source",
    StepKind.DISCHARGED: "discharge_reason",
    StepKind.TRANSFERRED_OUT: "discharge_reason",
    StepKind.NOT_TAKEN_UP: "end_reason",
}
# Where an episode stands after a step; none: back where it was before the pause. That somebody was assessed, that help
# has begun and that a transfer is on offer follow from rows of their own (`folding`).
LEADS_TO: Mapping[StepKind, Status | None] = {
    StepKind.REFERRED: Status.REFERRED,
    StepKind.NOT_TAKEN_UP: Status.NOT_TAKEN_UP,
    StepKind.TRIAGED: Status.TRIAGED,
    StepKind.PAUSED: Status.PAUSED,
    StepKind.RESUMED: None,
    StepKind.TRANSFERRED_OUT: Status.TRANSFERRED,
    StepKind.TRANSFERRED_IN: Status.IN_TREATMENT,
    StepKind.DISCHARGED: Status.DISCHARGED,
    StepKind.CAME_BACK: Status.IN_TREATMENT,
}


@dataclass(frozen=True)
class To:
    """It is allowed. The episode comes to a status; none: it stays where it is, or goes back to where it was."""

    status: Status | None = None


@dataclass(frozen=True)
class No:
    """It is refused, in words for whoever tried."""

    words: str


Answer = To | No
_STAYS = To()
_CLOSED = (Status.TRANSFERRED, Status.DISCHARGED, Status.NOT_TAKEN_UP)
_SEEN = (Status.TRIAGED, Status.ASSESSED, Status.IN_TREATMENT, Status.PAUSED, Status.TRANSFERRING)
_OPEN = (Status.REFERRED, *_SEEN)
_NOT_SEEN = No("Nobody has met this person yet: record the first meeting (triage) first.")
_NO_REFERRAL = No("The referral has been taken up already: discharge instead.")
_NOT_OFFERED = No("No transfer is on offer.")
_OFFERED = No("A transfer is on offer: take it back first.")
_NOT_PAUSED = No("This is not paused.")
_OVER: Mapping[Status, Answer] = {
    Status.TRANSFERRED: No("This person was transferred: the other service goes on with their care."),
    Status.DISCHARGED: No("This person was discharged: take them back into care first."),
    Status.NOT_TAKEN_UP: No("This referral was closed: take a new one."),
}


def _row(*parts: tuple[Answer, tuple[Status, ...]], otherwise: Mapping[Status, Answer] = _OVER) -> dict[Status, Answer]:
    """One act's answers: those given, and for every status not named the answer `otherwise`."""
    return {**otherwise, **{status: answer for answer, statuses in parts for status in statuses}}


_ONCE_SEEN = _row((_STAYS, _SEEN), (_NOT_SEEN, (Status.REFERRED,)))
_WHILE_OFFERED = _row((_NOT_OFFERED, _OPEN), (_STAYS, (Status.TRANSFERRING,)))

ALLOWS: Mapping[Act, Mapping[Status, Answer]] = {
    Act.TRIAGE: _row(
        (No("The first meeting has been recorded already."), _SEEN), (To(Status.TRIAGED), (Status.REFERRED,))
    ),
    Act.CLOSE_REFERRAL: _row((_NO_REFERRAL, _SEEN), (To(Status.NOT_TAKEN_UP), (Status.REFERRED,))),
    Act.ASSESS: _ONCE_SEEN | {Status.TRIAGED: To(Status.ASSESSED)},
    Act.PLAN: _ONCE_SEEN,
    Act.REVIEW: _ONCE_SEEN,
    Act.OFFER_HELP: _ONCE_SEEN,
    Act.START_HELP: _ONCE_SEEN | dict.fromkeys((Status.TRIAGED, Status.ASSESSED), To(Status.IN_TREATMENT)),
    Act.SUPPORT_RECOVERY: _ONCE_SEEN
    | dict.fromkeys((Status.TRIAGED, Status.ASSESSED), To(Status.IN_TREATMENT))
    | {Status.DISCHARGED: _STAYS},
    Act.END_HELP: _ONCE_SEEN | {Status.DISCHARGED: _STAYS},
    Act.LIST_HELP: _ONCE_SEEN | {Status.DISCHARGED: _STAYS},
    Act.CHANGE_PATHWAY: _row((_STAYS, _OPEN)),
    Act.CHANGE_KEYWORKER: _row((_STAYS, _OPEN)),
    Act.PAUSE: _ONCE_SEEN
    | dict.fromkeys((Status.TRIAGED, Status.ASSESSED, Status.IN_TREATMENT), To(Status.PAUSED))
    | {Status.PAUSED: No("This is paused already."), Status.TRANSFERRING: _OFFERED},
    Act.RESUME: _row((_NOT_PAUSED, _OPEN), (_STAYS, (Status.PAUSED,))),
    Act.OFFER_TRANSFER: _ONCE_SEEN
    | dict.fromkeys((Status.TRIAGED, Status.ASSESSED, Status.IN_TREATMENT, Status.PAUSED), To(Status.TRANSFERRING))
    | {Status.TRANSFERRING: No("A transfer is on offer already.")},
    Act.TAKE_BACK_OFFER: _WHILE_OFFERED,
    Act.ACCEPT_TRANSFER: _WHILE_OFFERED | {Status.TRANSFERRING: To(Status.TRANSFERRED)},
    Act.DECLINE_TRANSFER: _WHILE_OFFERED,
    Act.DISCHARGE: _row(
        (To(Status.DISCHARGED), _SEEN), (No("Nobody has met this person: close the referral."), (Status.REFERRED,))
    ),
    Act.COME_BACK: _row(
        (No("This person is in care here already."), _OPEN),
        (To(Status.IN_TREATMENT), (Status.DISCHARGED, Status.TRANSFERRED)),
    ),
}


def answer(act: Act, status: Status) -> Answer:
    """Returns what the table says."""
    return ALLOWS[act][status]


def allowed(status: Status) -> list[Act]:
    """Returns the acts a status allows, in the order of the table."""
    return [act for act in Act if isinstance(ALLOWS[act][status], To)]


def is_open(status: Status) -> bool:
    """Returns whether care goes on here."""
    return status not in _CLOSED
