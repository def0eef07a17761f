"""Care beside the medicine: time in treatment, the plan, what was asked at the start, who helps, and rewards."""

from datetime import date
from itertools import pairwise

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import going_on, open_episodes, open_lines, whole_months
from ostara.care.facts.known import Known
from ostara.care.health.due import months_after
from ostara.care.people.models import Relation
from ostara.knowledge.parameters import parameter

CAPITAL = "barc10"
LISTED = {"housing": "housing_support", "work": "employment_support", "education": "education_support"}


def treatment_facts(known: Known, about: About) -> Said:
    """Days since treatment of this line began, whichever service began it."""
    lines = open_lines(known)
    began = [one.treated_from for one in known.episodes if one.episode.line in lines and one.treated_from]
    return {"day": (about.on - min(began)).days + 1 if began and min(began) <= about.on else None}


def plan_facts(known: Known, about: About) -> Said:
    """The plan and the forms of this time in treatment; nothing is asked of somebody whose care has ended."""
    lines = open_lines(known)
    if not lines:
        return {}
    revisions = [one for one in known.plan_revisions if one.plan.line in lines]
    reviews = [one for one in known.plan_reviews if one.plan.line in lines]
    profiles = [one for one in known.profiles if one.episode.line in lines]
    capital = [one for one in known.scales if one.scale == CAPITAL and one.total is not None]
    return {
        "made": bool(revisions),
        "reviewed_ever": bool(reviews),
        "days_since_review": (about.on - reviews[0].on).days if reviews else None,
        "agreed_day_ahead": any(day and day >= about.on for day in _agreed(revisions[:1] + reviews[:1])),
        "outcomes_ever": bool(profiles),
        "days_since_outcomes": (about.on - profiles[0].asked_on).days if profiles else None,
        "capital_ever": bool(capital),
        "months_since_capital": whole_months(capital[0].asked_on, about.on) if capital else None,
    }


def _agreed(rows: list) -> list[date | None]:  # type: ignore[type-arg]  # the latest revision and the latest review
    return [one.next_review_on for one in rows]


def asked_facts(known: Known, about: About) -> Said:
    """What an assessment of this line has an answer to; a form without one is a no, no form is unknown."""
    lines = open_lines(known)
    own = [one for one in known.assessments if one.episode.line in lines]
    if not own:
        return {}
    return {
        "self_harm_at_start": any(one.thoughts_of_suicide for one in own),
        "child_safety_at_start": any(one.children_worry for one in own),
    }


def support_facts(known: Known, about: About) -> Said:
    """Who works with the person, and who is close to them."""
    episodes = open_episodes(known)
    carers = [one for one in going_on(known.relations, about.on) if one.kind == Relation.Kind.CARER]
    told = [one.on for one in known.choices if one.told_alternatives]
    return {
        "keyworker": any(one.keyworker_id for one in episodes) if episodes else None,
        "keyworker_changes": _changes(known, about.on) if episodes else None,
        "carer": bool(carers) or None,
        "options_told_ever": bool(told) or None,
        "months_since_options_told": whole_months(told[0], about.on) if told else None,
        **_met(known, about.on),
        **_listed(known, about.on),
    }


def _changes(known: Known, on: date) -> int:
    since = months_after(on, -parameter("support.keyworker_window_months").whole)
    lines = open_lines(known)
    named = [one for one in reversed(known.keyworkers) if one.episode.line in lines and one.user_id]
    return sum(one.user_id != before.user_id and one.from_on >= since for before, one in pairwise(named))


def _met(known: Known, on: date) -> Said:
    """A form filled in together says that they met; meetings without a form are not recorded, so silence is unknown."""
    days = [one.on for one in known.plan_reviews if one.present == "Y"]
    days += [one.on for one in known.assessments]
    days += [one.asked_on for one in known.profiles if one.filled == "together"]
    days += [one.asked_on for one in known.scales if one.filled == "together"]
    lately = [day for day in days if (on - day).days <= parameter("psychosocial.early_contact_days").whole]
    return {"keywork_ever": True, "days_since_keywork": (on - max(lately)).days} if lately else {}


def _listed(known: Known, on: date) -> Said:
    """What lists of help in this time in treatment name; what they do not name may have been offered all the same."""
    lines = open_lines(known)
    own = [one for one in known.lists if one.episode.line in lines]
    mutual = [one.on for one in own if one.mutual_aid or one.twelve_step]
    offered = {name: True for name, column in LISTED.items() if any(getattr(one, column) for one in own)}
    if not mutual:
        return offered
    return {**offered, "mutual_aid_told_ever": True, "months_since_mutual_aid_told": whole_months(mutual[0], on)}


def reward_facts(known: Known, about: About) -> Said:
    """Nothing records a programme of rewards, so nobody takes part in one."""
    return {"in_programme": False}
