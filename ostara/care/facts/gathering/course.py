"""The course so far."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import whole_months
from ostara.care.facts.known import Known
from ostara.care.medication.models import Order


def course_facts(known: Known, about: About) -> Said:
    """How long, since when the dose stands, and when somebody last looked."""
    if about.standing is None:
        return {"day": 1} if about.order and about.order.began else {}
    day = about.order.effective_on if about.order else about.on
    reached = [one for one in about.standing.points if one.effective_on <= about.on]
    starts = [one for one in reached if one.kind in {"start", "restart", "continuation"}]
    rises = [one for one in reached if one.kind == "increase"] or starts  # a first dose is one
    changed = [one for one in reached if one.kind != "unchanged"]
    seen = _last_seen(known, about)
    return {
        "day": (day - starts[-1].effective_on).days + 1 if starts else 1,
        "days_since_last_rise": (day - rises[-1].effective_on).days if rises else None,
        "days_since_seen": 0 if about.order and about.order.seen_today else (about.on - seen).days if seen else None,
        "days_since_prescribing_review": (about.on - reached[-1].effective_on).days if reached else None,
        "months_on_this_dose": whole_months(changed[-1].effective_on, about.on) if changed else None,
        "months_since_dose_review": whole_months(reached[-1].effective_on, about.on) if reached else None,
        "dose_stable_weeks": (about.on - changed[-1].effective_on).days // 7 if changed else None,
        "increase_declined": False,
        "precipitated_withdrawal": False,
        "dropped_out": not any(one.is_open for one in known.episodes) if known.episodes else None,
        "record_from_abroad": False,
        "supportive_care": any(one.is_open and one.keyworker_id for one in known.episodes) or None,
    }


def _last_seen(known: Known, about: About) -> date | None:
    """The last day on which a row says that somebody of the service and the person sat together."""
    days = [one.on for one in known.plan_reviews if one.present == "Y"]
    days += [one.on for one in known.assessments]
    days += [one.asked_on for one in known.profiles if one.filled == "together"]
    days += [one.end.on for one in known.holds if hasattr(one, "end") and one.end.seen]
    days += [one.on for one in known.measurements]
    standing = about.standing
    if standing:
        days += [one.effective_on for one in standing.orders if one.reason == Order.Reason.REVIEWED]
    return max((day for day in days if day <= about.on), default=None)
