"""Custody: stays in prison."""

from ostara.tables.column import day, flag, key, person
from ostara.tables.table import Table, not_before

CUSTODY = Table(
    name="custody",
    meaning="One row for each stay in prison or police custody overnight.",
    key=("stay",),
    order=("person", "from_day", "stay"),
    columns=(
        key("stay", "number of the stay"),
        person(),
        day("from_day", "first day"),
        day("to_day", "day of release; empty while it goes on or when not known", required=False),
        flag("ost_in_custody", "whether OST went on inside; empty when not known"),
        flag("referred_on_release", "left with a need of treatment, and was referred to structured treatment outside"),
    ),
    rules=(not_before("from_day", "to_day"),),
)
