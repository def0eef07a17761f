"""Prison, hospital, and the opioid somebody had before a start."""

from decimal import Decimal

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since
from ostara.care.facts.gathering.gap import gap_facts
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known
from ostara.care.medication.models import Hold
from ostara.care.medication.questions.courses import Standing

KINDS = {
    ("methadone", "oral_solution"): "methadone",
    ("buprenorphine", "sublingual"): "buprenorphine_sublingual",
    ("buprenorphine", "lyophilisate"): "buprenorphine_sublingual",
    ("buprenorphine", "depot_weekly"): "depot_weekly",
    ("buprenorphine", "depot_monthly"): "depot_monthly",
    ("dihydrocodeine", "tablet"): "dihydrocodeine",
}


def move_facts(known: Known, about: About) -> Said:
    """Stays in prison as recorded, and holds that say where somebody is."""
    released = next((one for one in known.custody if one.to_on and one.to_on <= about.on), None)
    open_holds = {one.reason for one in known.holds if _open(one, about)}
    own = about.standing.course.pk if about.standing else None
    confirmed = any(one.course_id == own for one in known.confirmations)
    return {
        "released_from_prison": released is not None,
        "days_since_release": (about.on - released.to_on).days if released and released.to_on else None,
        "on_treatment_at_release": answered(released.ost_inside) if released else None,
        "last_dose_confirmed": confirmed if about.standing and about.standing.course.began == "continuation" else None,
        "in_hospital": Hold.Reason.HOSPITAL in open_holds,
        "days_abstinent": gap_facts(known, about).get("days") if about.before and about.before.dose_mg else None,
        "pharmacy_confirmed_last_dose": _confirmed(known, about),
        "discharged_from_hospital": _came_out(known, about),
        "left_detox_or_rehab": False,
    }


def _confirmed(known: Known, about: About) -> bool | None:
    """While somebody is in hospital: the task of TOL-03 is the row in which the pharmacy's answer is recorded."""
    stays = [one for one in known.holds if one.reason == Hold.Reason.HOSPITAL and _open(one, about)]
    return done_since(known, "TOL-03", stays[0].from_on) if stays else None


def _came_out(known: Known, about: About) -> bool:
    """Out of hospital, and nothing was supplied since."""
    stays = [one for one in known.holds if one.reason == Hold.Reason.HOSPITAL]
    if not stays or _open(stays[0], about):
        return False
    supply = known.taken.get(stays[0].course_id)
    return supply is None or supply.on < stays[0].end.on


def _open(hold: Hold, about: About) -> bool:
    return not hasattr(hold, "end") or hold.end.on > about.on


def last_opioid_facts(known: Known, about: About) -> Said:
    """The last opioid the record itself knows of: another course of this person."""
    own = about.standing.course.pk if about.standing else None
    others = [one for one in known.courses if one.course.pk != own and one.orders]
    if not others:
        return {"active_prescription": False}
    taken = {key: one for key, one in known.taken.items() if key != own and one.on <= about.on}
    latest = max(taken.values(), key=lambda one: (one.on, one.pk), default=None)
    if latest is None:
        return {"active_prescription": any(one.active for one in others)}
    course = next(one for one in others if one.course.pk == latest.course_id)
    return {
        "kind": KINDS.get((course.course.medicine, course.course.form)),
        "days_ago": (about.on - latest.on).days,
        "daily_mg": _last_dose(course),
        "active_prescription": any(one.active for one in others),
    }


def _last_dose(one: Standing) -> Decimal | None:
    doses = [order.dose_mg for order in one.orders if order.dose_mg is not None]
    return doses[-1] if doses else None
