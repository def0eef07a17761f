"""Days without medicine in hand before today, and what was decided about them (decision 1)."""

from datetime import date

from ostara.care.calendar.days_without import WithoutMedicine
from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since
from ostara.care.facts.known import Known
from ostara.care.medication.models import Order
from ostara.care.medication.questions.orders import in_force
from ostara.knowledge.parameters import parameter


def gap_facts(known: Known, about: About) -> Said:
    """The gap right before today; a course without an order yet has none."""
    standing = about.standing
    if standing is None or not standing.orders:
        return {"days": 0, "unreported_days": 0, "separate": 0}
    found = known.lately[standing.course.pk].without(about.on)
    usual = in_force(standing.orders, found.last_with) if found.last_with else None
    decided = _decided(known, about, found)
    order = about.order
    restart = order.dose_mg if order else (decided.dose_mg if isinstance(decided, Order) else None)
    return {
        **_checked(known, found),
        **_restarted(about),
        "days": found.reported,
        "unreported_days": found.unreported,
        "separate": found.gaps_against(int(parameter("missed_days.separate_gaps").value)),
        "prescriber_decided": decided is not None,
        "seen_face_to_face": _seen(known, about, found),
        "usual_mg": usual.dose_mg if usual else None,
        "restart_mg": restart,
        "new_induction": _new_induction(about, decided),
        "retested": any(one.on > found.last_with for one in known.results) if found.last_with else None,
        "watched_daily": (order.supervision if order else about.before.supervision if about.before else "")
        == "supervised",
    }


def _decided(known: Known, about: About, found: WithoutMedicine) -> object | None:
    """The order or the end of a hold by which a prescriber decided after the last day with medicine."""
    if found.last_with is None or about.standing is None:
        return None
    later = [
        one
        for one in about.standing.points
        if one.effective_on > found.last_with and one.effective_on <= about.on and one.dose_mg is not None
    ]
    ends = [one.end for one in _holds(known, about) if hasattr(one, "end") and one.end.on > found.last_with]
    return later[-1] if later else (ends[0] if ends else None)


def _holds(known: Known, about: About) -> list:  # type: ignore[type-arg]  # rows of Hold
    return [one for one in known.holds if about.standing and one.course_id == about.standing.course.pk]


def _seen(known: Known, about: About, found: WithoutMedicine) -> bool | None:
    since: date | None = found.last_with
    if about.order and about.order.seen_today:
        return True
    if since is None:
        return None
    return any(hasattr(one, "end") and one.end.seen and one.end.on > since for one in _holds(known, about)) or None


def _new_induction(about: About, decided: object | None) -> bool | None:
    if about.order:
        return about.order.reason == Order.Reason.MISSED and about.order.supervision == "supervised"
    return decided.kind == "restart" if isinstance(decided, Order) else None


def _checked(known: Known, found: WithoutMedicine) -> Said:
    """What was done after the last day with medicine: the task of MISS-06 is the row in which it is recorded."""
    since = found.last_with
    if since is None:
        return {}
    done = done_since(known, "MISS-06", since)
    return {
        "welfare_checked": done,
        "naloxone_checked": done or any(one.on > since for one in known.kits),
        "plan_reviewed": done or any(one.on > since for one in known.plan_reviews),
    }


def _restarted(about: About) -> Said:
    orders = about.standing.points if about.standing else ()
    days = [one.effective_on for one in orders if one.kind == "restart" and one.effective_on <= about.on]
    return {"restarted": bool(days), "days_since_restart": (about.on - days[-1]).days if days else None}
