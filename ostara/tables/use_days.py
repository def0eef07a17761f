"""Use days: what people say they used, day by day."""

from ostara.tables.column import code, day, person
from ostara.tables.table import Table

USE_DAYS = Table(
    name="use_days",
    meaning=(
        "One row for each person, day and substance the person reported. "
        "A day without a row was not reported as a day of use, which is not the same as a day without use."
    ),
    key=("person", "on", "substance"),
    order=("person", "on", "substance"),
    columns=(
        person(),
        day("on", "day of use"),
        code("substance", "substance", "what was used"),
    ),
)
