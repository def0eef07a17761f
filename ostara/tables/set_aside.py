"""Set aside: rows that a door did not take, with the reason, so that nothing is dropped."""

from ostara.tables.column import count, text
from ostara.tables.table import Table

SET_ASIDE = Table(
    name="set_aside",
    meaning="One row for each row of the source that was not taken. Rows in = rows kept + rows set aside.",
    key=("source", "row"),
    order=("source", "row"),
    columns=(
        text("source", "file or table of the source"),
        count("row", "row", "row of the source, counted from 1 without the header", low=1, high=2_000_000_000),
        text("reason", "why it was not taken"),
        text("content", "the row as it came, as JSON", identifying=True),
    ),
)
