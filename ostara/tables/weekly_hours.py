"""Weekly hours: how many hours a week of help, as assessed from time to time within an episode."""

from ostara.tables.column import day, key, person, service, text
from ostara.tables.table import Table

WEEKLY_HOURS = Table(
    name="weekly_hours",
    meaning="One row for each assessment of weekly hours in treatment.",
    key=("assessment",),
    order=("person", "assessed_on", "assessment"),
    columns=(
        key("assessment", "number of the assessment"),
        key("episode", "the episode it belongs to", refers_to="episodes"),
        person(),
        service(),
        day("assessed_on", "day of the assessment"),
        text("band", "hours a week, as a national code", required=False),
        text("reference", "the service's own reference of it", required=False, identifying=True),
    ),
)
