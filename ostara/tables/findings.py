"""Findings: what a specimen was tested for, and what was found."""

from ostara.tables.column import code, day, flag, key, person, service
from ostara.tables.table import Table

FINDINGS = Table(
    name="findings",
    meaning="One row for each substance looked for in a specimen. What was not looked for has no row.",
    key=("specimen", "substance"),
    order=("person", "taken_on", "specimen", "substance"),
    columns=(
        key("specimen", "the specimen", refers_to="specimens"),
        person(),
        service(),
        day("taken_on", "day the specimen was given"),
        code("substance", "substance", "what was looked for"),
        code("result", "finding_result", "what was found"),
        flag("prescribed", "whether the person's own prescription explains a positive; empty when not known"),
    ),
)
