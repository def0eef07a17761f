"""Depot injections and implants, from what was given."""

from datetime import timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.medication.models import Supply
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.supplies import DEPOTS, GIVEN, standing_supplies

WEEK = timedelta(days=7)


def depot_facts(known: Known, about: About) -> Said:
    """What was injected before, when and where; only for a course of depots."""
    product = about.product
    if product is None or product.form not in (*DEPOTS, "implant"):
        return {}
    before = _injections(about)
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
        "week_total_mg": _first_week(before, about) if first is None or about.on < first.on + WEEK else None,
    }


def _injections(about: About) -> list[Supply]:
    if about.standing is None:
        return []
    rows = standing_supplies().filter(
        course__person=about.standing.course.person_id, course__form__in=DEPOTS, outcome__in=GIVEN, on__lte=about.on
    )
    return list(rows.order_by("-on", "-recorded_at", "-id"))


def _first_week(before: list[Supply], about: About):  # type: ignore[no-untyped-def]  # noqa: ANN202 - milligrams or none
    given = sum(one.given_mg for one in before if one.given_mg is not None)
    now = about.supply.given_mg if about.supply else about.dose_mg
    return given + now if now is not None else None


def _buprenorphine(one: Standing) -> bool:
    return one.course.medicine == "buprenorphine" and bool(one.orders)
