"""What a step of the derivation is: a table, what its rows are, and the SELECT that makes it from those before it.

The SQL keeps to what sqlglot turns into Spark's words: differences of days with date_diff, no macros, no positional
tricks, and every "latest" or "first" ends in a key that cannot tie.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ostara.knowledge.parameters import parameter


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


@dataclass(frozen=True)
class Step:
    """One derived table.

    `parameters` maps the SQL's named parameters to names of `knowledge/parameters`. `order` is how rows lie in a
    prepared file, so that one area, or one year, is read without the others. `passing` ones only lead to the next; a
    `view` is worked out whenever it is read.
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


def also_local(table: str, sql: str, *, key: str = "person", moved: str = "movers") -> str:
    """Rows of a local table: those of the national one of people with one area only, and those that `sql` gives.

    Journeys within a person are the journeys within a person and area where there is only one area: most of the work
    is done already. `moved` names whose rows are others locally, by `key`.
    """
    return f"""
SELECT alike.* FROM {table} AS alike
LEFT JOIN {moved} AS moved ON moved.{key} = alike.{key}
WHERE moved.{key} IS NULL
UNION ALL
SELECT * FROM ({sql}) AS others
"""
