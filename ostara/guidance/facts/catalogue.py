"""Every fact by its path (`order.daily_mg`), with its kind and meaning, read from the declarations of the groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from ostara.guidance.facts.bbv import Bbv, Vaccine
from ostara.guidance.facts.care import Asked, Plan, Rewards, Support, Treatment
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
from ostara.knowledge.refusal import RefusalError

Value = bool | int | Decimal | str

GROUPS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "person": Person,
        "assessment": Assessment,
        "home": Home,
        "order": Order,
        "prescription": Prescription,
        "course": Course,
        "last_opioid": LastOpioid,
        "moves": Moves,
        "supply": Supply,
        "supervision": Supervision,
        "gap": Gap,
        "depot": Depot,
        "use": Use,
        "health": Health,
        "risks": Risks,
        "leaving": Leaving,
        "pickups": Pickups,
        "testing": Testing,
        "heart": Heart,
        "medicines": Medicines,
        "checks": Checks,
        "overdose": Overdose,
        "treatment": Treatment,
        "plan": Plan,
        "asked": Asked,
        "support": Support,
        "rewards": Rewards,
        "bbv": Bbv,
        "vaccine": Vaccine,
        "aftercare": Aftercare,
        "stock": Stock,
    }
)


@dataclass(frozen=True)
class Known:
    """What is known of one fact: where it stands, its kind (bool, int, Decimal, str), meaning, unit and words."""

    group: str
    name: str
    kind: type
    meaning: str
    unit: str
    words: tuple[str, ...]


def _known() -> Iterator[tuple[str, Known]]:
    for group, declared in GROUPS.items():
        hints = get_type_hints(declared)
        for one in fields(declared):
            (kind,) = (kind for kind in get_args(hints[one.name]) if kind is not type(None))
            yield f"{group}.{one.name}", Known(group=group, name=one.name, kind=kind, **one.metadata)


FACTS: Mapping[str, Known] = MappingProxyType(dict(_known()))


def fact_named(path: str) -> Known:
    """One fact by its path. Raises RefusalError, naming the nearest, for one that nobody has declared."""
    if path not in FACTS:
        near = get_close_matches(path, FACTS, n=3)
        raise RefusalError(f"fact {path}", "is not declared" + (f"; did you mean {', '.join(near)}" if near else ""))
    return FACTS[path]


def check(path: str, value: Value) -> Known:
    """Returns the fact. Raises RefusalError where it cannot have this value; the value itself is not repeated."""
    known = fact_named(path)
    if type(value) is not known.kind:
        raise RefusalError(f"fact {path}", f"is not of the kind {known.kind.__name__}")
    if known.words and value not in known.words:
        raise RefusalError(f"fact {path}", f"is none of {', '.join(known.words)}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise RefusalError(f"fact {path}", "is not a finite number")
    if known.kind is not str and value < 0:  # type: ignore[operator]  # the kind was looked at above
        raise RefusalError(f"fact {path}", "is below nought")
    return known
