"""Offences: what the police recorded."""

from ostara.tables.column import code, day, key, person
from ostara.tables.table import Table

OFFENCES = Table(
    name="offences",
    meaning="One row for each recorded offence linked to a person.",
    key=("offence",),
    order=("person", "on", "offence"),
    columns=(
        key("offence", "number of the offence"),
        person(),
        day("on", "day of the offence"),
        code("kind", "offence_kind", "what kind"),
    ),
)
