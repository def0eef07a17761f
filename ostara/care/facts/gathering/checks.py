"""Checks of the body and of what goes with treatment: liver, breathing, the yearly check, driving, alcohol."""

from datetime import date
from decimal import Decimal

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since, planned_for, whole_months
from ostara.care.facts.gathering.person import answered
from ostara.care.facts.known import Known
from ostara.care.health.models import Done
from ostara.care.medication.models import Order
from ostara.knowledge.parameters import parameter

TIMES = Decimal("0.01")


def check_facts(known: Known, about: About) -> Said:
    """That a check is not on record is a no; what it would have shown is unknown."""
    return {**_body(known, about), **_yearly(known, about), **_driving(known, about), **_alcohol(known, about)}


def _body(known: Known, about: About) -> Said:
    latest = known.liver[0] if known.liver else None
    oxygen = next((one for one in known.measurements if one.kind == "oxygen"), None)
    ratio = Decimal(latest.alt) / latest.alt_upper if latest and latest.alt is not None and latest.alt_upper else None
    smokes = next((one.smokes for one in known.checks if one.smokes), "")
    lungs = done_since(known, "MON-10.1", None)
    return {
        "liver_ever": latest is not None,
        "months_since_liver": whole_months(latest.on, about.on) if latest else None,
        "alt_times": ratio.quantize(TIMES) if ratio is not None else None,
        "alt_acted_on": done_since(known, "MON-11.3", latest.on) if latest and ratio is not None else None,
        "spirometry_offered": lungs,
        "smoking_help_offered": smokes == "N" or lungs,
        "spo2_percent": int(oxygen.value) if oxygen else None,
    }


def _yearly(known: Known, about: About) -> Said:
    looked = [one for one in known.checks if one.done == Done.DONE]
    asked = [one for one in looked if one.contraception_asked == "Y"]
    older = parameter("monitoring.physical_check_months").whole
    recent = [one for one in known.older_reviews if one.done == Done.DONE and whole_months(one.on, about.on) < older]
    put_off = _put_off(known.checks, about.on)
    return {
        "physical_ever": bool(looked) or put_off,
        "months_since_physical": 0 if put_off else whole_months(looked[0].on, about.on) if looked else None,
        "contraception_ever": bool(asked),
        "months_since_contraception": whole_months(asked[0].on, about.on) if asked else None,
        "older_reviewed": bool(recent) or _put_off(known.older_reviews, about.on),
    }


def _put_off(rows: list, on: date) -> bool:  # type: ignore[type-arg]  # rows with `done` and a day of the next offer
    """Whether the person did not want it now, and the day agreed for the next offer is still ahead."""
    latest = rows[0] if rows else None
    return bool(latest and latest.done == Done.REFUSED and latest.offer_again_on and latest.offer_again_on > on)


def _driving(known: Known, about: About) -> Said:
    drives = next((answered(one.drives) for one in known.checks if one.drives), None)
    changed = [one.effective_on for one in _changes(about) if one.effective_on <= about.on]
    told = [one.on for one in known.choices if one.told_driving]
    since = max(changed, default=None)
    return {
        "drives": drives,
        "driving_told": any(since is None or day >= since for day in told) or done_since(known, "MON-16", since),
    }


def _changes(about: About) -> list[Order]:
    orders = about.standing.points if about.standing else ()
    return [one for one in orders if one.kind != "unchanged"]


def _alcohol(known: Known, about: About) -> Said:
    whole = [one for one in known.scales if one.scale == "audit" and one.total is not None]
    return {
        "alcohol_ever": bool(whole),
        "alcohol_points": whole[0].total if whole else None,
        "alcohol_plan": planned_for(known, "alcohol", about.on),
    }
