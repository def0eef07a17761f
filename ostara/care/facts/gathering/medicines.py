"""Other medicines beside the treatment that change its level, and plans for those that make sleepy."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import going_on, others_asked_about, planned_for
from ostara.care.facts.known import Known

INHIBITOR, INDUCER = "cyp_inhibitor", "cyp_inducer"


def medicine_facts(known: Known, about: About) -> Said:
    """What began or ended since the dose was last looked at. Unknown while nobody asked about other medicines."""
    asked = others_asked_about(known)
    since = _looked_at(about)
    standing = {one.group for one in going_on(known.medicines, about.on)}
    found = {
        "inhibitor": INHIBITOR in standing,
        "inhibitor_started": _began(known, INHIBITOR, since, about.on),
        "inhibitor_stopped": _ended(known, INHIBITOR, since, about.on),
        "inducer_started": _began(known, INDUCER, since, about.on),
        "inducer_stopped": _ended(known, INDUCER, since, about.on),
    }
    return {
        **(found if asked else {}),
        "benzodiazepine_plan": planned_for(known, "benzodiazepine", about.on),
        "gabapentinoid_plan": planned_for(known, "gabapentinoid", about.on),
    }


def _looked_at(about: About) -> date | None:
    """The last day on which an order was signed for this course, a same dose included."""
    reached = [one.effective_on for one in about.standing.points] if about.standing else []
    return max((day for day in reached if day <= about.on), default=None)


def _began(known: Known, group: str, since: date | None, on: date) -> bool | None:
    if since is None:
        return None
    return any(one.group == group and since < one.on <= on for one in known.medicines)


def _ended(known: Known, group: str, since: date | None, on: date) -> bool | None:
    if since is None:
        return None
    ends = [one.ended_on for one in known.medicines if one.group == group and one.ended_on]
    return any(since < day <= on for day in ends)
