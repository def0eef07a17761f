"""Every change of treatment that matters, by noun. Each is one transaction with its own line in the audit.

`on` is the day on which it happened, `at` the instant at which it is recorded; whether somebody may do it is the
guard's question, whether the state allows it is asked here (`permitting`).
"""

from ostara.care.treatment.actions.assessing import Substance, assess, correct_assessment
from ostara.care.treatment.actions.coming_back import come_back
from ostara.care.treatment.actions.correcting import correct_step
from ostara.care.treatment.actions.helping import correct_help, end_help, list_help, record_help, record_hours
from ostara.care.treatment.actions.leaving import discharge
from ostara.care.treatment.actions.moving import change_pathway, pause, resume
from ostara.care.treatment.actions.planning import GoalSaid, review_plan, revise_plan
from ostara.care.treatment.actions.putting_right import correct_keyworker, correct_pathway, correct_review
from ostara.care.treatment.actions.referring import close_referral, refer, triage
from ostara.care.treatment.actions.service_handing_over import hand_over_service
from ostara.care.treatment.actions.transferring import (
    accept_transfer,
    decline_transfer,
    offer_transfer,
    take_back_offer,
)
from ostara.care.treatment.actions.working_with import change_keyworker, hand_over_caseload

__all__ = [
    "GoalSaid",
    "Substance",
    "accept_transfer",
    "assess",
    "change_keyworker",
    "change_pathway",
    "close_referral",
    "come_back",
    "correct_assessment",
    "correct_help",
    "correct_keyworker",
    "correct_pathway",
    "correct_review",
    "correct_step",
    "decline_transfer",
    "discharge",
    "end_help",
    "hand_over_caseload",
    "hand_over_service",
    "list_help",
    "offer_transfer",
    "pause",
    "record_help",
    "record_hours",
    "refer",
    "resume",
    "review_plan",
    "revise_plan",
    "take_back_offer",
    "triage",
]
