"""From rows to facts: one file for each group of facts, each a plain function over what is known and what is done.

What is said at the work itself (`said`) stands beside what the record knows; where they contradict each other the fact
is unknown and the conflict is named.
"""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from ostara.care.facts.gathering.about import About, LastDoseSaid, OrderSaid, Said, SupplySaid
from ostara.care.facts.gathering.aftercare import aftercare_facts
from ostara.care.facts.gathering.care import asked_facts, plan_facts, reward_facts, support_facts, treatment_facts
from ostara.care.facts.gathering.checks import check_facts
from ostara.care.facts.gathering.course import course_facts
from ostara.care.facts.gathering.depot import depot_facts
from ostara.care.facts.gathering.gap import gap_facts
from ostara.care.facts.gathering.health import health_facts, risk_facts
from ostara.care.facts.gathering.heart import heart_facts
from ostara.care.facts.gathering.leaving import leaving_facts
from ostara.care.facts.gathering.medicines import medicine_facts
from ostara.care.facts.gathering.moves import last_opioid_facts, move_facts
from ostara.care.facts.gathering.order import order_facts
from ostara.care.facts.gathering.overdose import overdose_facts
from ostara.care.facts.gathering.person import assessment_facts, home_facts, person_facts
from ostara.care.facts.gathering.pickups import pickup_facts
from ostara.care.facts.gathering.prescription import prescription_facts
from ostara.care.facts.gathering.supply import supervision_facts, supply_facts
from ostara.care.facts.gathering.testing import testing_facts
from ostara.care.facts.gathering.use import use_facts
from ostara.care.facts.gathering.viruses import bbv_facts, vaccine_facts
from ostara.care.facts.known import Known, known_of
from ostara.care.medication.models import Course
from ostara.care.people.models import Person
from ostara.guidance.facts import Facts, Value, facts_from, joined

__all__ = ["About", "LastDoseSaid", "OrderSaid", "SupplySaid", "facts_for", "facts_in"]

GROUPS: tuple[tuple[str, Callable[[Known, About], Said]], ...] = (
    ("person", person_facts),
    ("assessment", assessment_facts),
    ("home", home_facts),
    ("order", order_facts),
    ("prescription", prescription_facts),
    ("course", course_facts),
    ("last_opioid", last_opioid_facts),
    ("moves", move_facts),
    ("supply", supply_facts),
    ("supervision", supervision_facts),
    ("gap", gap_facts),
    ("depot", depot_facts),
    ("use", use_facts),
    ("health", health_facts),
    ("risks", risk_facts),
    ("leaving", leaving_facts),
    ("pickups", pickup_facts),
    ("testing", testing_facts),
    ("heart", heart_facts),
    ("medicines", medicine_facts),
    ("checks", check_facts),
    ("overdose", overdose_facts),
    ("treatment", treatment_facts),
    ("plan", plan_facts),
    ("asked", asked_facts),
    ("support", support_facts),
    ("rewards", reward_facts),
    ("bbv", bbv_facts),
    ("vaccine", vaccine_facts),
    ("aftercare", aftercare_facts),
)


def facts_for(
    person: Person,
    *,
    on: date,
    course: Course | None = None,
    order: OrderSaid | None = None,
    supply: SupplySaid | None = None,
    specimen: UUID | None = None,
    said: Mapping[str, Value] | None = None,
) -> Facts:
    """Returns what is known of somebody when something is about to be done.

    Args:
        person: whose record.
        on: the day.
        course: the course it is about; none for a first order, or for the person as a whole.
        order: the order that is being written.
        supply: the supply that is being made.
        specimen: the line of the specimen whose result is being read.
        said: facts stated at the work itself, by their paths, such as `{"supply.intoxicated": False}`.
    """
    known = known_of(person, on=on)
    standing = next((one for one in known.courses if course and one.course.pk == course.pk), None)
    return facts_in(known, About(on=on, standing=standing, order=order, supply=supply, specimen=specimen), said=said)


def facts_in(known: Known, about: About, *, said: Mapping[str, Value] | None = None) -> Facts:
    """Returns the facts of rows that were loaded already."""
    recorded = {
        f"{group}.{name}": value
        for group, gather in GROUPS
        for name, value in gather(known, about).items()
        if value is not None
    }
    return joined(facts_from(recorded), facts_from(said)) if said else facts_from(recorded)
