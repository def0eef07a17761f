"""What a table is: its columns, what makes a row unique, how rows are sorted, and what must hold within a row."""

from dataclasses import dataclass

import pyarrow as pa

from ostara.tables.column import Clock, Column, Kind


@dataclass(frozen=True)
class Rule:
    """Something that holds within every row. `bad` is DuckDB SQL, true for a row that breaks it; unknown is not bad."""

    says: str
    bad: str
    column: str


@dataclass(frozen=True)
class Table:
    """One table of the seam. `key` is unique; `order` is how rows are sorted in the file."""

    name: str
    meaning: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        unknown = {*self.key, *self.order, *(rule.column for rule in self.rules)} - set(names)
        if unknown or len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: columns named twice or not at all: {sorted(unknown) or names}")

    def schema(self, clock: Clock) -> pa.Schema:
        """The Parquet schema under this clock."""
        return pa.schema([column.arrow(clock) for column in self.columns])

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError."""
        return {column.name: column for column in self.columns}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(column.name for column in self.columns)

    @property
    def days(self) -> tuple[str, ...]:
        """Names of the columns that hold days."""
        return tuple(column.name for column in self.columns if column.kind is Kind.DAY)


def not_before(start: str, end: str) -> Rule:
    """`end` is on or after `start`, where both are known."""
    return Rule(f"{end} is not before {start}", f"{end} < {start}", end)
