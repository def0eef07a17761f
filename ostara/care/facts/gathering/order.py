"""The order that is being written, beside those before it."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.medication.models import Course, Order
from ostara.care.medication.questions.orders import STOP, in_force
from ostara.knowledge.parameters import parameter

SAFETY = {
    Order.Reason.SEDATION,
    Order.Reason.QTC,
    Order.Reason.INTERACTION,
    Order.Reason.INTOXICATION,
    Order.Reason.OVERDOSE,
}
ROUTE_OF = {
    "oral_solution": "mouth",
    "tablet": "mouth",
    "sublingual": "under_the_tongue",
    "lyophilisate": "on_the_tongue",
    "depot_weekly": "subcutaneous",
    "depot_monthly": "subcutaneous",
    "implant": "subcutaneous",
    "nasal_spray": "nose",
}


def order_facts(known: Known, about: About) -> Said:
    """What is ordered now, before and a week ago. A record in milligrams always has its unit."""
    product = about.product
    if product is None:
        return {}
    orders = about.standing.points if about.standing else ()
    said = about.order
    day = said.effective_on if said else about.on
    before = in_force(orders, day - timedelta(days=1)) if said else about.before
    week_ago = in_force(orders, day - timedelta(days=7))
    since_start = _since_last_start(orders)
    starts = _starts(about, before)
    return {
        "medicine": product.medicine,
        "form": product.form,
        "previous_form": _form_before(about),
        "with_naloxone": product.code == "buprenorphine_naloxone",
        "strength_mg_per_ml": about.standing.course.strength if about.standing else _strength(about),
        "route": ROUTE_OF.get(product.form),
        "dose_has_unit": True,
        "daily_mg": Decimal(0) if said and said.dose_mg is None else about.dose_mg,
        "previous_daily_mg": before.dose_mg if before else _confirmed(known, about),
        "starting_daily_mg": about.dose_mg if starts else (since_start[0].dose_mg if since_start else None),
        "daily_mg_a_week_ago": week_ago.dose_mg if week_ago else None,
        "starts_treatment": starts,
        "reason_for_slow_start": bool(said.words.strip()) if said else any(one.words.strip() for one in since_start),
        "agreed_plan": _agreed(about),
        "safety_reason": said.reason in SAFETY if said else None,
        "falls_in_window": _falls(orders, about),
    }


def _starts(about: About, before: Order | None) -> bool:
    if about.order and about.order.began:
        return about.order.began == Course.Began.INDUCTION
    if about.standing is None or about.standing.course.began == Course.Began.CONTINUATION:
        return False
    return bool(about.order and before is None)


def _confirmed(known: Known, about: About) -> Decimal | None:
    """Before the first order of a course that goes on from elsewhere: the dose that was confirmed."""
    own = about.standing.course.pk if about.standing else None
    return next((one.last_mg for one in known.confirmations if one.course_id == own), None)


def _agreed(about: About) -> bool | None:
    if about.order is None:
        return None
    if about.order.step is not None or about.order.reason == Order.Reason.AGREED_PLAN:
        return True
    return about.order.patient_led


def _falls(orders: tuple[Order, ...], about: About) -> int:
    window = timedelta(weeks=int(parameter("reductions.forced_taper_weeks").value))
    doses = [(one.effective_on, one.dose_mg, one.patient_led) for one in orders if one.dose_mg is not None]
    if about.order and about.order.dose_mg is not None:
        doses.append((about.order.effective_on, about.order.dose_mg, _agreed(about)))
    steps = pairwise(doses)
    return sum(day >= about.on - window and dose < before and not led for (_, before, _), (day, dose, led) in steps)


def _since_last_start(orders: tuple[Order, ...]) -> tuple[Order, ...]:
    places = [place for place, one in enumerate(orders) if one.kind in {"start", "restart", "continuation"}]
    return tuple(one for one in orders[places[-1] :] if one.kind != STOP) if places else ()


def _form_before(about: About) -> str | None:
    if about.standing is None:
        return None
    return about.standing.course.form if about.standing.order else getattr(about.standing.course.follows, "form", None)


def _strength(about: About) -> Decimal | None:
    product = about.product
    liquid = product is not None and product.strength_unit == "mg/mL" and len(product.strengths) == 1
    return product.strengths[0] if product and liquid else None
