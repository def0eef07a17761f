"""Blood-borne viruses step by step, and vaccination against hepatitis B."""

from collections.abc import Sequence
from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import whole_months
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known
from ostara.care.health.models import Vaccination, VirusStep
from ostara.guidance.facts.bbv import SCHEDULES

FOR_THE_VIRUS = ("rna", "svr12")
READ = ("positive", "negative")
CARED_FOR = ("referred", "started", "ended", "refused")


def bbv_facts(known: Known, about: About) -> Said:
    """Tests that were offered, what they found and what followed. No row: it was not offered."""
    offered = {one.virus for one in known.virus_steps}
    hepatitis_c = [one for one in known.virus_steps if one.virus == "hcv"]
    hepatitis_a = [one for one in known.vaccinations if one.vaccine in ("hav", "hav_hbv")]
    return {
        "hepatitis_b_offered": "hbv" in offered,
        "hepatitis_c_offered": "hcv" in offered,
        "hiv_offered": "hiv" in offered,
        "hepatitis_a_immune": any(one.step == "immune" for one in hepatitis_a) or None,
        "hepatitis_a_offered": bool(hepatitis_a) or None,
        **_risk(known),
        **_tests(hepatitis_c, about.on),
        **_after_treatment(hepatitis_c, about.on),
    }


def _risk(known: Known) -> Said:
    """Injecting and sharing, by the latest answer of an assessment or an outcomes profile."""
    ever = next((one.injecting != "N" for one in known.assessments if one.injecting in ("C", "P", "N")), None)
    said = [(one.on, one.injecting == "C" or one.injected_lately == "Y") for one in known.assessments if one.injecting]
    said += [(one.asked_on, one.injecting_days > 0) for one in known.profiles if one.injecting_days is not None]
    latest = max(said, default=None)
    now = latest[1] if latest else None
    shared = next((answered(one.shared_lately) for one in known.assessments if one.shared_lately), None)
    return {"has_injected": True if now else ever, "injects": now, "ongoing_risk": shared}


def _tests(steps: Sequence[VirusStep], on: date) -> Said:
    tests = [one for one in steps if one.step in ("tested", "rna")]
    antibody = next((one.result for one in steps if one.step == "tested" and one.result in READ), "")
    virus = next((one for one in steps if one.step in FOR_THE_VIRUS and one.result in READ), None)
    found = virus.on if virus and virus.result == "positive" else None
    return {
        "hepatitis_c_tested_ever": bool(tests),
        "days_since_hepatitis_c_test": (on - tests[0].on).days if tests else None,
        "risk_event_since_test": False,
        "antibody_positive": any(one.step == "tested" and one.result == "positive" for one in steps),
        "rna_tested": virus is not None,
        "rna_positive": virus.result == "positive" if virus else False if antibody == "negative" else None,
        "days_since_rna_result": (on - virus.on).days if virus else None,
        "referred": found is not None and any(one.step in CARED_FOR and one.on >= found for one in steps),
    }


def _after_treatment(steps: Sequence[VirusStep], on: date) -> Said:
    ended = next((one.on for one in steps if one.step == "ended"), None)
    after = [one for one in steps if one.step == "svr12" and ended and one.on >= ended]
    cure = next((one.on for one in after if one.result == "negative"), None)
    again = any(one.step in FOR_THE_VIRUS and one.result == "positive" and cure and one.on > cure for one in steps)
    cured = cure is not None and not again
    since = [one.on for one in steps if cured and one.step in ("tested", *FOR_THE_VIRUS) and cure and one.on >= cure]
    return {
        "treatment_ended": ended is not None,
        "days_since_treatment_end": (on - ended).days if ended else None,
        "cure_tested": bool(after),
        "cured": cured,
        "days_since_test_after_cure": (on - max(since)).days if since else None,
    }


def vaccine_facts(known: Known, about: About) -> Said:
    """Doses of the schedule that was begun last; immune is who was found so, or has the virus."""
    rows = [one for one in known.vaccinations if one.vaccine in ("hbv", "hav_hbv")]
    has_it = any(one.virus == "hbv" and one.result == "positive" for one in known.virus_steps)
    given = [one for one in rows if one.step == "given"]
    schedule = given[0].schedule if given else ""
    own = [one for one in given if one.schedule == schedule]
    first = min((one.on for one in own), default=None)
    return {
        "immune": has_it or any(one.step == "immune" for one in rows),
        "declined": _declined(rows, about.on),
        "doses": max((one.dose or 0 for one in own), default=0),
        "schedule": schedule if schedule in SCHEDULES else None,
        "days_since_first": (about.on - first).days if first else None,
        "months_since_first": whole_months(first, about.on) if first else None,
    }


def _declined(rows: Sequence[Vaccination], on: date) -> bool:
    latest = rows[0] if rows else None
    return bool(latest and latest.step == "refused" and latest.offer_again_on and latest.offer_again_on > on)
