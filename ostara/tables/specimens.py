"""Specimens: what was taken to be tested."""

from ostara.tables.column import code, day, flag, key, person, service
from ostara.tables.table import Table

SPECIMENS = Table(
    name="specimens",
    meaning="One row for each specimen taken for a drug test.",
    key=("specimen",),
    order=("person", "taken_on", "specimen"),
    columns=(
        key("specimen", "number of the specimen"),
        person(),
        service(),
        day("taken_on", "day it was given"),
        code("kind", "specimen_kind", "what it is"),
        flag("trusted", "whether it passed the check that it is fresh and the person's own; empty when not recorded"),
    ),
)
