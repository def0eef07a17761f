"""A plan: which levers are set to what, and from when. Without any it is what happens if nobody does anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ostara.planning.levers.declared import POLICIES
from ostara.planning.specification.clock import WEEKS_PER_YEAR

SHOCK_WEEKS = 26  # how long a change of provider is felt (PRIOR034)


@dataclass(frozen=True)
class Change:
    """From a week on (until another, if said) some levers' targets have these values."""

    from_week: int
    sets: Mapping[str, float]
    until_week: int | None = None

    def holds(self, week: int) -> bool:
        """Whether it does in a week."""
        return self.from_week <= week and (self.until_week is None or week < self.until_week)


@dataclass(frozen=True)
class Plan:
    """Changes over the base; where two hold at once the later in the list wins."""

    changes: tuple[Change, ...] = ()
    base: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({name: policy.base for name, policy in POLICIES.items()})
    )

    def at(self, week: int) -> dict[str, float]:
        """Every policy and every number that is set, in a week."""
        found = dict(self.base)
        for change in self.changes:
            if change.holds(week):
                found |= change.sets
        return found

    def turns(self, weeks: int) -> list[int]:
        """Weeks in which something changes, from 0."""
        ends = {change.from_week for change in self.changes}
        ends |= {change.until_week for change in self.changes if change.until_week is not None}
        return sorted({0} | {week for week in ends if 0 < week < weeks})


NOTHING = Plan()


def plan(sets: Mapping[str, float], *, from_week: int = 0, until_week: int | None = None, weeks: int = 0) -> Plan:
    """A plan of targets set from a week on. `retendering` is years between shocks, of which `weeks` says how many fit."""
    sets = dict(sets)
    every = int(sets.pop("retendering", 0.0) * WEEKS_PER_YEAR)
    changes = [Change(from_week, MappingProxyType(sets), until_week)] if sets else []
    if every:
        shock = MappingProxyType({"retendering": 1.0})
        changes += [Change(week, shock, week + SHOCK_WEEKS) for week in range(from_week, max(weeks, 1), every)]
    return Plan(tuple(changes))
