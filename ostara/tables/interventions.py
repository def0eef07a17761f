"""Interventions: what kind of help was sought and offered, and ran from when to when."""

from ostara.tables.column import code, day, key, person, service, text
from ostara.tables.table import Table, not_before

INTERVENTIONS = Table(
    name="interventions",
    meaning="One kind of help within an episode, from the referral to it to its last day. Some are never begun.",
    key=("intervention",),
    order=("person", "started", "intervention"),
    columns=(
        key("intervention", "number of the intervention"),
        key("episode", "the episode it belongs to", refers_to="episodes"),
        person(),
        service(),
        code("kind", "intervention_kind", "what kind of help"),
        text("national_kind", "what kind of help, as the national code that was recorded", required=False),
        code("medicine", "medicine", "medicine it began with, where there is one", required=False),
        code("setting", "setting", "where it took place"),
        text("national_setting", "where it took place, as the national code that was recorded", required=False),
        text("operating_service", "service that gives it, where that is another one", required=False),
        text("arm", "arm of the trial, in the words of the source", required=False),
        day("referred_on", "day of the referral to it: waiting begins", required=False),
        day("offered_on", "first appointment offered: waiting ends", required=False),
        day(
            "started",
            "first day, empty while it has not begun; for a trial arm, the day of randomisation",
            required=False,
        ),
        day("ended", "last day; empty while it goes on", required=False),
        code("end_reason", "end_reason", "why it ended", required=False),
        text("exit_status", "how it ended, as the national code that was recorded", required=False),
        text("reference", "the service's own reference of it", required=False, identifying=True),
    ),
    rules=(not_before("referred_on", "offered_on"), not_before("started", "ended")),
)
