"""Deaths."""

from ostara.tables.column import code, day, person
from ostara.tables.table import Table

DEATHS = Table(
    name="deaths",
    meaning="One row for each person known to have died.",
    key=("person",),
    order=("person",),
    columns=(
        person(),
        day("on", "day of death, or the first day on which it was known where the source has no other"),
        code("cause", "death_cause", "cause, as far as known"),
    ),
)
