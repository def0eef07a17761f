"""Illness, measurements, other medicines, and what adds to the risk of a dose."""

from datetime import timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import kits_of, risk_says
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known
from ostara.care.health.models import Overdose
from ostara.knowledge.parameters import parameter
from ostara.knowledge.scales import scale

TODAY = timedelta(days=1)  # a score of withdrawal says nothing of another day


def health_facts(known: Known, about: About) -> Said:
    """What was measured and diagnosed. An illness nobody asked about is unknown."""
    latest = {one.kind: one for one in reversed(known.measurements)}
    withdrawal = latest.get("cows")
    pressure = latest.get("blood_pressure")
    failing = next((answered(one.decompensated) for one in known.liver if one.decompensated), None)
    lungs = risk_says(known, "breathing", about.on)
    breathes_badly = next((answered(one.breathing) for one in known.checks if one.breathing), None)
    return {
        "withdrawal_points": int(withdrawal.value) if withdrawal and withdrawal.on > about.on - TODAY else None,
        "lung_disease": breathes_badly if lungs is None else lungs,
        "liver_disease": risk_says(known, "liver", about.on),
        "severe_liver_disease": failing,
        "decompensated_liver": failing,
        "systolic_mmhg": int(pressure.value) if pressure else None,
        "diastolic_mmhg": int(pressure.second) if pressure and pressure.second is not None else None,
        "pulse": int(latest["pulse"].value) if "pulse" in latest else None,
    }


def risk_facts(known: Known, about: About) -> Said:
    """Sedatives, drinking, an overdose, naloxone. A medicine that is not on the list was not asked about."""
    taken = {one.group for one in known.medicines if one.ended_on is None or one.ended_on > about.on}
    going_on = {one.kind for one in known.risks if one.ended_on is None or one.ended_on > about.on}
    asked = bool(known.medicines or known.risks or known.assessments)
    kits = [one for one in kits_of(known, about) if one.kit != "refused" and one.ended_on is None]
    lately = timedelta(days=parameter("tolerance.warning_days").whole)
    in_date = [one for one in kits if one.expires_on is None or one.expires_on >= about.on]
    return {
        "benzodiazepine": "benzodiazepine" in taken | going_on if asked else None,
        "gabapentinoid": "gabapentinoid" in taken | going_on if asked else None,
        "alcohol": True if "alcohol" in going_on else _drinks(known),
        "recent_overdose": any(one.on >= about.on - lately for one in known.overdoses),
        "recent_self_harm": _harmed(known, about),
        "naloxone_kit": bool(in_date),
        "released_or_discharged": any(
            one.to_on and one.to_on >= about.since("tolerance.warning_days") for one in known.custody
        ),
    }


def _drinks(known: Known) -> bool | None:
    """By the last AUDIT, else no where somebody asked in an assessment."""
    last = next((one.total for one in known.scales if one.scale == "audit" and one.total is not None), None)
    if last is not None:
        return last >= scale("audit").bands[0].steps[1].begins  # the lowest band is the one without risk
    return False if known.assessments else None


def _harmed(known: Known, about: About) -> bool | None:
    """An overdose that was meant, or thoughts of it at the last assessment that asked."""
    if any(
        one.meant == Overdose.Meant.MEANT and one.on >= about.since("facts.harm_lately_days") for one in known.overdoses
    ):
        return True
    return next((answered(one.thoughts_of_suicide) for one in known.assessments if one.thoughts_of_suicide), None)
