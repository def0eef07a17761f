"""The supply that is being made, and how doses are watched."""

from decimal import Decimal

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.medication.models import Hold, Order
from ostara.care.medication.questions.supplies import GIVEN, standing_supplies

LEVELS = {"supervised": 0, "mixed": 1, "collected": 2}
LATELY = "facts.lately_days"


def supply_facts(known: Known, about: About) -> Said:
    """What is given, and whether it leaves the building."""
    said = about.supply
    if said is None:
        return {}
    return {
        "handed_over": not said.by_staff,
        "taken_home": said.taken_home_days > 0,
        "collected_by_other": said.collected_by_other,
        "day_total_mg": said.given_mg + _given_already(about),
        "second_part_dose": False,
        "replaces_vomited": said.replaces_vomited,
        "remainder_of_missed": about.on > said.instalment.due_on,
    }


def _given_already(about: About) -> Decimal:
    rows = standing_supplies().filter(
        course__person=about.standing.course.person_id if about.standing else None,
        on=about.on,
        outcome__in=GIVEN,
        course__medicine=about.standing.course.medicine if about.standing else "",
    )
    return sum((row.given_mg or Decimal(0) for row in rows), Decimal(0))


def supervision_facts(known: Known, about: About) -> Said:
    """What is ordered about watching, and what speaks for or against less of it."""
    now = about.order.supervision if about.order else about.before.supervision if about.before else None
    before = about.before.supervision if about.before else None
    holds = [one for one in known.holds if one.from_on >= about.since(LATELY)]
    relaxing = None if now is None or before is None else LEVELS.get(now, 0) > LEVELS.get(before, 0)
    reviews = [
        one
        for one in (about.standing.orders if about.standing else ())
        if one.reason in {Order.Reason.SUPERVISION, Order.Reason.REVIEWED}
    ]
    return {
        "ordered": now,
        "relaxed": None if now is None else now != "supervised",
        "relaxing": relaxing if about.order else False,
        "steps_down": about.order.rungs_down if about.order else 0,
        "reason_recorded": bool(about.order and about.order.words.strip()) or bool(reviews),
        "reviewed": bool(reviews),
        "long_gap": any(one.reason == Hold.Reason.MISSED for one in holds),
        "intoxicated_at_pharmacy": any(one.reason == Hold.Reason.INTOXICATED for one in holds),
        "stepped_back": any(one.effective_on >= about.since(LATELY) for one in reviews),
        "diversion": False,
    }
