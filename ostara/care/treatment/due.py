"""When a plan is due, and when it is next looked at: from the parameters of the field, which say how sure they are."""

from datetime import date, timedelta

from ostara.knowledge.parameters import Parameter, parameter

PLAN, REVIEW = "plan", "review"


def plan_within() -> Parameter:
    """Returns within how many days of the start there is a plan."""
    return parameter("psychosocial.plan_days")


def first_review_within() -> Parameter:
    """Returns within how many days of the start the plan is first reviewed."""
    return parameter("psychosocial.first_plan_review_days")


def review_within() -> Parameter:
    """Returns the longest time between later reviews, in days."""
    return parameter("psychosocial.plan_review_days")


def latest_review_day(*, started: date, planned: date, reviewed: date | None) -> date:
    """Returns the last day on which the next review is in time.

    Args:
        started: the start of the episode (triage).
        planned: the day of the latest revision of the plan.
        reviewed: the day of the latest review; none: there has been none in this episode.
    """
    if reviewed is None:
        return max(started, planned) + timedelta(first_review_within().whole)
    return reviewed + timedelta(review_within().whole)


def next_due(
    *, started: date | None, planned: date | None, reviewed: date | None, agreed_on: date | None
) -> tuple[str, date | None]:
    """Returns what is due next and when: a plan, a review, or nothing while nobody has met the person.

    Args:
        started: the start of the episode; none: not yet.
        planned: the day of the latest revision of the plan; none: there is no plan.
        reviewed: the day of the latest review in this episode.
        agreed_on: the day agreed with the person for the next review, which stands above what is usual.
    """
    if started is None:
        return "", None
    if planned is None:
        return PLAN, started + timedelta(plan_within().whole)
    return REVIEW, agreed_on or latest_review_day(started=started, planned=planned, reviewed=reviewed)
