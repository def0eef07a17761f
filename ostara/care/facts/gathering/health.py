"""Illness, measurements, other medicines, and what adds to the risk of a dose."""

from datetime import timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known

LATELY = timedelta(days=90)
TODAY = timedelta(days=1)  # a score of withdrawal says nothing of another day


def health_facts(known: Known, about: About) -> Said:
    """What was measured and diagnosed. An illness nobody asked about is unknown."""
    latest = {one.kind: one for one in reversed(known.measurements)}
    withdrawal = latest.get("cows")
    pressure = latest.get("blood_pressure")
    liver = known.liver[0] if known.liver else None
    going_on = {one.kind for one in known.risks if one.ended_on is None or one.ended_on > about.on}
    return {
        "withdrawal_points": int(withdrawal.value) if withdrawal and withdrawal.on > about.on - TODAY else None,
        "lung_disease": True if "breathing" in going_on else None,
        "liver_disease": True if "liver" in going_on else None,
        "severe_liver_disease": answered(liver.decompensated) if liver else None,
        "systolic_mmhg": int(pressure.value) if pressure else None,
        "diastolic_mmhg": int(pressure.second) if pressure and pressure.second is not None else None,
        "pulse": int(latest["pulse"].value) if "pulse" in latest else None,
    }


def risk_facts(known: Known, about: About) -> Said:
    """Sedatives, drinking, an overdose, naloxone. A medicine that is not on the list was not asked about."""
    taken = {one.group for one in known.medicines if one.ended_on is None or one.ended_on > about.on}
    going_on = {one.kind for one in known.risks if one.ended_on is None or one.ended_on > about.on}
    asked = bool(known.medicines or known.risks or known.assessments)
    kits = [one for one in known.kits if one.kit != "refused" and one.ended_on is None]
    in_date = [one for one in kits if one.expires_on is None or one.expires_on >= about.on]
    return {
        "benzodiazepine": "benzodiazepine" in taken | going_on if asked else None,
        "gabapentinoid": "gabapentinoid" in taken | going_on if asked else None,
        "alcohol": True if "alcohol" in going_on else (False if known.assessments else None),
        "recent_overdose": any(one.on >= about.on - LATELY for one in known.overdoses),
        "naloxone_kit": bool(in_date),
        "released_or_discharged": any(one.to_on and one.to_on >= about.on - LATELY / 3 for one in known.custody),
    }
