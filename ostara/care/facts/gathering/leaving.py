"""Lower doses, detoxification and the last dose: what the person chose and was told."""

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.order import SAFETY
from ostara.care.facts.known import Known
from ostara.care.medication.models import Choice, Course, DosePlan, Order

WANTED = {Order.Reason.AGREED_PLAN, Order.Reason.ASKED, Order.Reason.LEFT, Order.Reason.CONVERSION, Order.Reason.MISSED}


def leaving_facts(known: Known, about: About) -> Said:
    """What stands before a reduction or a stop. The reason of a stop is the prescriber's to say."""
    orders = about.standing.points if about.standing else ()
    falls = [one.effective_on for one in orders if one.kind == "decrease" and one.effective_on <= about.on]
    begun = [one.effective_on for one in orders[:1] if one.effective_on <= about.on]
    stops = about.order is not None and about.order.dose_mg is None
    choice = known.choices[0] if known.choices else None
    plan = next((one for one in known.plans if one.kind == DosePlan.Kind.REDUCTION), None)
    course = about.standing.course if about.standing else None
    withdrawal = course is not None and course.purpose == Course.Purpose.WITHDRAWAL
    return {
        "days_since_last_fall": (about.on - (falls or begun)[-1]).days if falls or begun else None,
        "asked_for_faster": bool(plan and plan.person_led) if about.order else None,
        "detox_starts": bool(about.order and about.order.began) and withdrawal,
        "told_tolerance": _told_risk(choice, about),
        "told_course": choice.told_stopping if choice else None,
        "last_dose": stops,
        "planned_before_test": _planned(known, plan),
        "as_penalty": _told_otherwise(about),
        "only_for_time": _told_otherwise(about),
    }


def _told_risk(choice: Choice | None, about: About) -> bool | None:
    """As it is said at the stop itself, else as it was lately said when the medicine was chosen."""
    said = about.order.last.told_risk if about.order and about.order.last else None
    if said is not None:
        return said
    return choice.told_tolerance if choice and choice.on >= about.since("facts.told_days") else None


def _told_otherwise(about: About) -> bool | None:
    """No, where nothing is lowered or the reason is another; else it is the prescriber's to say."""
    order, before = about.order, about.before
    if order is None:
        return None
    lowers = order.dose_mg is None or (before and before.dose_mg is not None and order.dose_mg < before.dose_mg)
    return False if not lowers or order.reason in SAFETY | WANTED or order.step else None


def _planned(known: Known, plan: DosePlan | None) -> bool | None:
    """Whether a reduction was agreed before the last positive test; unknown where there is no such test."""
    days = [one.on for one in known.results if one.result == "positive" and not one.prescribed]
    return plan is not None and plan.agreed_on < max(days) if days else None
