"""What a national measure is: who is looked at in a period, what counts, and the SQL that gives one row per member."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ostara.analysis.journeys.step import Scope
from ostara.knowledge.parameters import parameter


class Shape(Enum):
    """What is said of each member."""

    COUNT = "count"  # only that they are one
    SHARE = "share"  # whether they count: true, false, or NULL where the store cannot tell
    CLASSES = "classes"  # which of several words fits; NULL where the store cannot tell


@dataclass(frozen=True)
class NationalMeasure:
    """One measure.

    `sql` gives one row for each member and period: period, journey, person, every dimension of
    `journeys.DIMENSIONS`, and `hit` (a share) or `class` (classes). It reads `periods` (period, first_day, last_day),
    and the derived tables through `{journeys}`, `{treated}`, `{outcomes}`, `{reviews}` and `{place}`, which name
    those of a scope. `parameters` maps SQL names to names of `knowledge/parameters`; `{months}` stands for the whole
    value of `months`, since an interval cannot be bound. `upstream` names parameters of the derived tables it reads.
    `classes` lists the words of a class in their order.
    """

    name: str
    title: str
    unit: str
    population: str
    counts: str
    denominator: str
    exclusions: str
    source: str
    sql: str
    shape: Shape = Shape.SHARE
    parameters: Mapping[str, str] = field(default_factory=dict)
    months: str | None = None
    upstream: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    lower_is_better: bool | None = None

    def members(self, scope: Scope, *, treated: str) -> str:
        """The SQL for a scope. `treated` names the table of people in treatment in the periods asked for."""
        prefix = scope.prefix
        return self.sql.format(
            journeys=f"{prefix}journeys",
            treated=treated,
            outcomes=f"{prefix}outcomes",
            reviews=f"{prefix}journey_reviews",
            place=scope.place,
            months=parameter(self.months).whole if self.months else "",
            new_months=parameter("national.progress_new_months").whole,
        )

    def bound(self) -> dict[str, int]:
        """Values for the SQL's named parameters."""
        return {name: parameter(known).whole for name, known in self.parameters.items()}

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Names of every parameter it rests on, those of the journeys among them."""
        own = (*self.parameters.values(), *((self.months,) if self.months else ()), *self.upstream)
        return tuple(dict.fromkeys(("national.journey_gap_days", *own)))

    @property
    def unverified(self) -> tuple[str, ...]:
        """Those of them that nobody has checked against their source."""
        return tuple(known for known in self.rests_on if parameter(known).unverified)
