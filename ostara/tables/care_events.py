"""Care events: what was done, offered or found beside doses, tests and outcomes, as days with a code."""

from ostara.tables.column import code, day, key, person, service
from ostara.tables.table import Table, not_before

CARE_EVENTS = Table(
    name="care_events",
    meaning=(
        "One row for each thing that was done for or found of a person and is looked for by a measure of quality. "
        "No row of a kind does not say that it was not done, unless the source records that kind at all."
    ),
    key=("event",),
    order=("person", "from_day", "event"),
    columns=(
        key("event", "number of the event"),
        person(),
        service(),
        code("kind", "care_event", "what it was"),
        day("from_day", "day on which it was done, found or began"),
        day("to_day", "last day on which it holds, such as the expiry of a kit; empty while it holds", required=False),
    ),
    rules=(not_before("from_day", "to_day"),),
)
