"""What a gap in care is: who should have had what, who has not, who is left out and why, and what cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ostara.analysis.measures.measure import Measure

SOURCE = "clinical-rules"

_ROWS = """
SELECT person, medicine, service,
       CASE WHEN excluded IS NULL AND EXISTS (FROM told WHERE name IN ({sources})) THEN hit END AS hit,
       excluded, latest
FROM ({sql})
"""


@dataclass(frozen=True)
class CareGap:
    """One gap in care.

    `sql` is DuckDB SQL over the tables of `as_at.py`. It gives one row for each person who is looked at: person,
    medicine, service, hit (true: the gap is there; NULL: the store cannot tell), excluded (why somebody is left out, in
    words; NULL for the others) and latest (the day of what was done last; NULL: never). Where the store records none of
    `sources` the answer is unknown for everybody.

    Attributes:
        id: as in the reference.
        name: in data and addresses.
        title: what is missing, in plain words.
        to_do: what closes it, for a list of people.
        counts: when it is a gap.
        among: who is looked at.
        left_out: exclusions and exceptions.
        cannot_tell: what a store cannot say.
        sources: kinds of care event, tables or columns; any of them is enough to know.
        latest: what the day in the list is the day of.
        parameters: SQL name to the name of the number.
        rules: rules of the reference that ask the same.
        adapted: where it differs from the reference, and why.
        urgent: whether pages look at the record itself, not at last night's store.
    """

    id: str
    name: str
    title: str
    to_do: str
    counts: str
    among: str
    left_out: str
    cannot_tell: str
    sources: tuple[str, ...]
    latest: str
    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    adapted: str | None = None
    urgent: bool = False

    @property
    def rows(self) -> str:
        """The SQL of its rows, unknown where the store has nothing to tell it by."""
        return _ROWS.format(sources=", ".join(f"'{name}'" for name in self.sources), sql=self.sql)

    @property
    def measure(self) -> Measure:
        """The same as a measure: a share of those who are not left out."""
        return Measure(
            name=self.name,
            title=f"{self.id}: {self.title}",
            unit="people",
            population=self.among,
            counts=self.counts,
            denominator="people looked at of whom it is known",
            exclusions=f"{self.left_out}. Cannot be told: {self.cannot_tell}",
            source=SOURCE,
            sql=f"SELECT person, medicine, service, hit FROM ({self.rows}) WHERE excluded IS NULL",
            rules=(self.id, *self.rules),
            parameters=self.parameters,
            lower_is_better=True,
            adapted=self.adapted,
        )
