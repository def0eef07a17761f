"""What a measure is: who is looked at, what counts, why, and the SQL that says so for one member at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from ostara.knowledge.parameters import parameter


class Shape(Enum):
    """What the rows of a measure's SQL are."""

    SHARE = "share"  # one row for each member of the denominator, `hit` true where it counts
    COUNT = "count"  # one row for each medicine and service, `hits` the number


@dataclass(frozen=True)
class Measure:
    """One measure.

    `sql` is DuckDB SQL over the prepared tables of `prepare.py`. For a share it gives one row for each member of the
    denominator: person, medicine, service, hit (true, false, or NULL where the store cannot tell). Parameters are named
    in `parameters` (SQL name to knowledge name) and bound, never written into the text.
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
    rules: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    shape: Shape = Shape.SHARE
    people_too: bool = False
    lower_is_better: bool | None = None
    adapted: str | None = None

    def bound(self) -> dict[str, int | Decimal]:
        """Values for the SQL's named parameters."""
        return {name: parameter(known).value for name, known in self.parameters.items()}

    @property
    def unverified(self) -> tuple[str, ...]:
        """Names of the parameters it rests on that nobody has checked against their source."""
        return tuple(known for known in self.parameters.values() if parameter(known).unverified)
