"""The end of treatment, and coming back after it."""

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
        "returns": _returns(about) if about.order else None,
    }


def _returns(about: About) -> bool:
    stop = about.before
    if about.order is None or about.order.dose_mg is None or stop is None or stop.dose_mg is not None:
        return False
    return (about.on - stop.effective_on).days >= parameter("missed_days.reinduct").whole
