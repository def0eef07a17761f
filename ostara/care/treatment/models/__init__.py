"""The rows of treatment, by noun; others import them from here."""

from ostara.care.treatment.models.assessments import Answer, Assessment, SubstanceUse
from ostara.care.treatment.models.custody import Custody
from ostara.care.treatment.models.episodes import Episode, EpisodeNow, Keyworker, Pathway, Step
from ostara.care.treatment.models.interventions import Intervention, InterventionEnd, SubIntervention, WeeklyHours
from ostara.care.treatment.models.plans import Goal, Plan, PlanReview, PlanRevision
from ostara.care.treatment.models.transfers import ServiceHandover, Transfer, TransferAnswer

__all__ = [
    "Answer",
    "Assessment",
    "Custody",
    "Episode",
    "EpisodeNow",
    "Goal",
    "Intervention",
    "InterventionEnd",
    "Keyworker",
    "Pathway",
    "Plan",
    "PlanReview",
    "PlanRevision",
    "ServiceHandover",
    "Step",
    "SubIntervention",
    "SubstanceUse",
    "Transfer",
    "TransferAnswer",
    "WeeklyHours",
]
