"""What is asked about treatment; each in a constant number of queries, however long the history."""

from ostara.care.treatment.questions.caseload import Asking, caseload, due_counts, keyworkers_at
from ostara.care.treatment.questions.episodes import (
    Help,
    all_episodes_of,
    assessed,
    assessment_of,
    assessments_of,
    episodes_now,
    episodes_of,
    help_of,
    keyworkers_of,
    latest_of_line,
    might_work_with,
    ost_days,
    ost_of,
    pathways_of,
    steps_of,
    substances_of,
)
from ostara.care.treatment.questions.plans import goals_of, latest_revision, reviews_of, revisions_of
from ostara.care.treatment.questions.transfers import offers_to, open_offer, other_services

__all__ = [
    "Asking",
    "Help",
    "all_episodes_of",
    "assessed",
    "assessment_of",
    "assessments_of",
    "caseload",
    "due_counts",
    "episodes_now",
    "episodes_of",
    "goals_of",
    "help_of",
    "keyworkers_at",
    "keyworkers_of",
    "latest_of_line",
    "latest_revision",
    "might_work_with",
    "offers_to",
    "open_offer",
    "ost_days",
    "ost_of",
    "other_services",
    "pathways_of",
    "reviews_of",
    "revisions_of",
    "steps_of",
    "substances_of",
]
