"""Interventions: what kind of help ran from when to when."""

from ostara.tables.column import code, day, key, person, service, text
from ostara.tables.table import Table, not_before

INTERVENTIONS = Table(
    name="interventions",
    meaning="One kind of help within an episode, from its first day to its last.",
    key=("intervention",),
    order=("person", "started", "intervention"),
    columns=(
        key("intervention", "number of the intervention"),
        key("episode", "the episode it belongs to", refers_to="episodes"),
        person(),
        service(),
        code("kind", "intervention_kind", "what kind of help"),
        code("medicine", "medicine", "medicine it began with, where there is one", required=False),
        code("setting", "setting", "where it took place"),
        text("arm", "arm of the trial, in the words of the source", required=False),
        day("started", "first day; for a trial arm, the day of randomisation"),
        day("ended", "last day; empty while it goes on", required=False),
        code("end_reason", "end_reason", "why it ended", required=False),
    ),
    rules=(not_before("started", "ended"),),
)
