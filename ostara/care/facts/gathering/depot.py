"""Depot injections and implants, from what was given."""

from datetime import timedelta
from decimal import Decimal

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since, whole_months
from ostara.care.facts.known import Known
from ostara.care.medication.models import Supply, TestDose
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.supplies import DEPOTS

WEEK = timedelta(days=7)


def depot_facts(known: Known, about: About) -> Said:
    """What was injected before, when and where; only for a course of depots."""
    product = about.product
    if product is None or product.form not in (*DEPOTS, "implant"):
        return {}
    before = [one for one in known.injections if one.course.form in DEPOTS]
    last, first = (before[0], before[-1]) if before else (None, None)
    sublingual = next((one for one in known.courses if one.course.form == "sublingual" and one.order), None)
    site = about.supply.site if about.supply else ""
    same = next((one for one in before if site and one.site == site), None)
    return {
        "first_injection": not before,
        "had_buprenorphine_before": bool(before) or any(_buprenorphine(one) for one in known.courses) or None,
        "sublingual_daily_mg": sublingual.order.dose_mg if sublingual and sublingual.order else None,
        "days_since_last": (about.on - last.on).days if last else None,
        "in_first_week": first is None or about.on < first.on + WEEK,
        "weeks_since_same_site": (about.on - same.on).days // 7 if same else None,
        **_implant(known, about),
        **_test_dose(about),
        "week_total_mg": _first_week(before, about) if first is None or about.on < first.on + WEEK else None,
    }


def _first_week(before: list[Supply], about: About) -> Decimal | None:
    given = sum((one.given_mg for one in before if one.given_mg is not None), Decimal(0))
    now = about.supply.given_mg if about.supply else about.dose_mg
    return given + now if now is not None else None


def _buprenorphine(one: Standing) -> bool:
    return one.course.medicine == "buprenorphine" and bool(one.orders)


def _implant(known: Known, about: About) -> Said:
    """When an implant was put in; that it came out again is recorded by the task that asks for it."""
    latest = next((one for one in known.injections if one.course.form == "implant"), None)
    if latest is None:
        return {}
    return {
        "implant_days": (about.on - latest.on).days,
        "implant_months": whole_months(latest.on, about.on),
        "wound_checked": done_since(known, "MED-11.2", latest.on),
        "removal_booked": done_since(known, "MED-11.3", latest.on),
    }


def _test_dose(about: About) -> Said:
    """What is known of a test dose before an injection that is being given (LAI-03)."""
    if about.supply is None or about.standing is None:
        return {}
    tests = TestDose.objects.standing().filter(course__person=about.standing.course.person_id)
    last = tests.order_by("-given_at", "-recorded_at", "-id").first()
    if last is None:
        return {}
    minutes = int((last.watched_until - last.given_at).total_seconds() // 60)
    return {"test_dose_mg": last.mg, "observed_minutes": minutes}
