"""What is known of a person when a rule is asked: frozen, every fact optional, unknown where nothing is recorded.

Two records may contradict each other. `joined` keeps what they agree on and names the facts on which they do not; such
a fact is read as unknown, so that neither version is believed in silence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from typing import Any

from ostara.guidance.facts.bbv import Bbv, Vaccine
from ostara.guidance.facts.care import Asked, Plan, Rewards, Support, Treatment
from ostara.guidance.facts.catalogue import FACTS, GROUPS, Value, check, fact_named
from ostara.guidance.facts.checks import Checks
from ostara.guidance.facts.depot import Depot
from ostara.guidance.facts.gap import Gap
from ostara.guidance.facts.health import Health, Risks
from ostara.guidance.facts.heart import Heart
from ostara.guidance.facts.history import Course, LastOpioid, Moves
from ostara.guidance.facts.leaving import Aftercare, Leaving
from ostara.guidance.facts.medicines import Medicines
from ostara.guidance.facts.order import Order, Pickups, Prescription
from ostara.guidance.facts.overdose import Overdose
from ostara.guidance.facts.person import Assessment, Home, Person
from ostara.guidance.facts.stock import Stock
from ostara.guidance.facts.supply import Supervision, Supply
from ostara.guidance.facts.testing import Testing
from ostara.guidance.facts.use import Use

__all__ = ["FACTS", "Conflict", "Facts", "Value", "said_by"]


@dataclass(frozen=True)
class Conflict:
    """One fact that is recorded in more than one way."""

    path: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts of one person at one moment, by group."""

    person: Person = field(default_factory=Person)
    assessment: Assessment = field(default_factory=Assessment)
    home: Home = field(default_factory=Home)
    order: Order = field(default_factory=Order)
    prescription: Prescription = field(default_factory=Prescription)
    course: Course = field(default_factory=Course)
    last_opioid: LastOpioid = field(default_factory=LastOpioid)
    moves: Moves = field(default_factory=Moves)
    supply: Supply = field(default_factory=Supply)
    supervision: Supervision = field(default_factory=Supervision)
    gap: Gap = field(default_factory=Gap)
    depot: Depot = field(default_factory=Depot)
    use: Use = field(default_factory=Use)
    health: Health = field(default_factory=Health)
    risks: Risks = field(default_factory=Risks)
    leaving: Leaving = field(default_factory=Leaving)
    pickups: Pickups = field(default_factory=Pickups)
    testing: Testing = field(default_factory=Testing)
    heart: Heart = field(default_factory=Heart)
    medicines: Medicines = field(default_factory=Medicines)
    checks: Checks = field(default_factory=Checks)
    overdose: Overdose = field(default_factory=Overdose)
    treatment: Treatment = field(default_factory=Treatment)
    plan: Plan = field(default_factory=Plan)
    asked: Asked = field(default_factory=Asked)
    support: Support = field(default_factory=Support)
    rewards: Rewards = field(default_factory=Rewards)
    bbv: Bbv = field(default_factory=Bbv)
    vaccine: Vaccine = field(default_factory=Vaccine)
    aftercare: Aftercare = field(default_factory=Aftercare)
    stock: Stock = field(default_factory=Stock)
    conflicts: tuple[Conflict, ...] = ()

    def said(self, path: str) -> Value | None:
        """What a fact says, or None where it is not known. Raises RefusalError for a fact that does not exist."""
        value: Value | None = said_by(path)(self)
        return value

    def known(self) -> Iterator[tuple[str, Value]]:
        """Every fact that is known, by its path, in the order of the catalogue."""
        for path in FACTS:
            value = self.said(path)
            if value is not None:
                yield path, value


@cache
def said_by(path: str) -> Callable[[Facts], Any]:
    """How a fact is read: a function of the facts. Raises RefusalError for a fact that does not exist."""
    known = fact_named(path)
    return attrgetter(f"{known.group}.{known.name}")


def facts_from(said: Mapping[str, Value]) -> Facts:
    """Facts by their paths, such as `order.daily_mg`. Raises RefusalError for a path or a value that cannot be."""
    groups: dict[str, dict[str, Value]] = {}
    for path, value in said.items():
        known = check(path, value)
        groups.setdefault(known.group, {})[known.name] = value
    return Facts(**{name: GROUPS[name](**values) for name, values in groups.items()})


def joined(one: Facts, other: Facts) -> Facts:
    """What both records say together; facts that contradict each other are unknown and listed in `conflicts`."""
    first, second = dict(one.known()), dict(other.known())
    earlier = {conflict.path: conflict for conflict in (*one.conflicts, *other.conflicts)}
    differing = {
        path: Conflict(path, (first[path], second[path]))
        for path in first.keys() & second.keys()
        if first[path] != second[path]
    }
    conflicts = earlier | differing
    agreed = {path: value for path, value in (first | second).items() if path not in conflicts}
    return replace(facts_from(agreed), conflicts=tuple(conflicts[path] for path in sorted(conflicts)))
