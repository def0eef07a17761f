"""The heart: the last ECG, what was decided about it, and when the dose first rose above the line for one."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import risk_says, whole_months
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known
from ostara.care.health.models import Done, Ecg
from ostara.care.medication.models import Order
from ostara.knowledge.parameters import parameter


def heart_facts(known: Known, about: About) -> Said:
    """An ECG that is not on record is a no; an illness nobody asked about is unknown."""
    read = [one for one in known.ecgs if one.done == Done.DONE and one.qtc_ms is not None]
    latest = read[0] if read else None
    going_on = {one.kind for one in known.risks if one.ended_on is None or one.ended_on > about.on}
    heart = risk_says(known, "heart", about.on)
    told = next((answered(one.heart) for one in known.checks if one.heart), None)
    taken = [one for one in known.medicines if one.group == "qt" and (one.ended_on is None or one.ended_on > about.on)]
    asked = bool(known.medicines or known.risks or known.assessments)
    crossed = _crossed(about)
    return {
        "ecg_ever": bool(read),
        "months_since_ecg": whole_months(latest.on, about.on) if latest else None,
        "qtc_ms": latest.qtc_ms if latest else None,
        "qtc_acted_on": _acted_on(known, about, latest) if latest else None,
        "disease": told if heart is None else heart,
        "electrolyte_problem": risk_says(known, "electrolytes", about.on),
        "qt_medicine": bool(taken or "qt_medicine" in going_on) if asked else None,
        "qt_medicine_since_ecg": any(one.on > latest.on for one in taken) if latest else None,
        "days_since_crossing": (about.on - crossed).days if crossed else None,
        "ecg_since_crossing": any(one.on >= crossed for one in read) if crossed else None,
    }


def _acted_on(known: Known, about: About, latest: Ecg) -> bool:
    orders = about.standing.orders if about.standing else ()
    changed = any(one.reason == Order.Reason.QTC and one.effective_on >= latest.on for one in orders)
    planned = any(one.kind == "heart" and one.plan.strip() and one.on >= latest.on for one in known.risks)
    return changed or planned


def _crossed(about: About) -> date | None:
    line = parameter("methadone.ecg_above_mg").value
    orders = about.standing.points if about.standing else ()
    above = [one.effective_on for one in orders if one.dose_mg is not None and one.dose_mg > line]
    return above[0] if above and above[0] <= about.on else None
