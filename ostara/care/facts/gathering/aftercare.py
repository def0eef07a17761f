"""The end of treatment, and coming back after it."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.knowledge.parameters import parameter


def aftercare_facts(known: Known, about: About) -> Said:
    """A confirmed continuation and a change of medicine are no return: they follow on from medicine in hand."""
    ended = bool(known.episodes) and not any(one.is_open for one in known.episodes)
    days = [one.closed_on for one in known.episodes if one.closed_on]
    return {
        "ended": ended,
        "days_since_end": (about.on - max(days)).days if ended and days and max(days) <= about.on else None,
        "last_contact_day": _last_contact(known, max(days)) if ended and days else None,
        **_wants_back(known),
        "returns": _returns(about) if about.order else None,
    }


def _returns(about: About) -> bool:
    stop = about.before
    if about.order is None or about.order.dose_mg is None or stop is None or stop.dose_mg is not None:
        return False
    return (about.on - stop.effective_on).days >= parameter("missed_days.reinduct").whole


def _last_contact(known: Known, ended: date) -> int:
    """Days from the end to the last form that was filled in with the person; nought where there was none."""
    days = [one.asked_on for one in known.profiles] + [one.on for one in known.assessments]
    return max((max(days, default=ended) - ended).days, 0)


def _wants_back(known: Known) -> Said:
    """A referral after an episode that ended: the person asked to come back, and is assessed or not yet."""
    ends = [one.closed_on for one in known.episodes if one.closed_on]
    back = next((one for one in known.episodes if one.is_open and ends and one.referred_on >= max(ends)), None)
    if back is None:
        return {"asked_to_return": False}
    return {"asked_to_return": True, "assessed": any(one.on >= back.referred_on for one in known.assessments)}
