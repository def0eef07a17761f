"""A plan: which levers are set to what, and from when. Without any it is what happens if nobody does anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    base: Mapping[str, float] = field(default_factory=lambda: {name: policy.base for name, policy in POLICIES.items()})

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


def plan(sets: Mapping[str, float], *, from_week: int = 0, until_week: int | None = None) -> Plan:
    """A plan of one change: targets set from a week on."""
    return Plan((Change(from_week, dict(sets), until_week),) if sets else ())


def shocks(every_years: float, from_week: int, until_week: int) -> list[Change]:
    """A change of provider every so many years, each felt for half a year."""
    shock = {"retendering": 1.0}
    every = max(round(every_years * WEEKS_PER_YEAR), 1)
    return [Change(week, shock, week + SHOCK_WEEKS) for week in range(from_week, until_week, every)]
