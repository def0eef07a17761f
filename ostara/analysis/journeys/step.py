"""What a step of the derivation is: a table, what its rows are, and the SELECT that makes it from those before it.

The SQL keeps to what sqlglot turns into Spark's words: differences of days with date_diff, no macros, no positional
tricks, and every "latest" or "first" ends in a key that cannot tie.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ostara.knowledge.parameters import parameter

# Further apart than any two keys of 64 bits, so that a day earlier is a smaller number whatever the key.
_APART = 10**20


class Scope(Enum):
    """Whose journeys: a person's in the whole country, or a person's in one area, as local figures number them."""

    NATIONAL = "national"
    LOCAL = "local"

    @property
    def prefix(self) -> str:
        """What the names of this scope's tables begin with."""
        return "" if self is Scope.NATIONAL else "local_"

    @property
    def place(self) -> str:
        """The columns within which episodes are joined to journeys."""
        return "person" if self is Scope.NATIONAL else "person, area"

    @property
    def counted(self) -> str:
        """The column of tables for both scopes that says which rows are of this one."""
        return "nationally" if self is Scope.NATIONAL else "locally"


@dataclass(frozen=True)
class Step:
    """One derived table.

    `parameters` maps the SQL's named parameters to names of `knowledge/parameters`. `order` is how rows lie in a
    prepared file, so that one area is read without the others. `passing` ones only lead to the next; a `view` is
    worked out whenever it is read, and has no parameters.
    """

    name: str
    meaning: str
    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    passing: bool = False
    view: bool = False

    def bound(self) -> dict[str, int]:
        """Values for the SQL's named parameters."""
        return {name: parameter(known).whole for name, known in self.parameters.items()}


def of_scope(table: str, scope: Scope) -> Step:
    """The rows of one scope of a table for both.

    Journeys within a person are the journeys within a person and area where there is only one area: such rows count
    nationally and locally, and are worked out and written once. Movers have rows for each scope.
    """
    return Step(
        f"{scope.prefix}{table}",
        f"What counts {scope.counted} of both_{table}.",
        f"SELECT * EXCLUDE (nationally, locally) FROM both_{table} WHERE {scope.counted}",
        view=True,
    )


def in_turn(number: str, key: str) -> str:
    """SQL of one number that orders by a number (a day, mostly) and then by a key: none ties, for arg_min and arg_max.

    Window functions would have to sort every row for that.
    """
    return f"(CAST({number} AS HUGEINT) * {_APART} + {key})"


def day_number(day: str) -> str:
    """SQL of the number of a day."""
    return f"date_diff('day', DATE '1970-01-01', {day})"
