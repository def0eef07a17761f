"""Episodes: one stay with a service, from acceptance to discharge."""

from ostara.tables.column import code, day, key, person, service
from ostara.tables.table import Table, not_before

EPISODES = Table(
    name="episodes",
    meaning="One stay of a person with one service, from acceptance to discharge.",
    key=("episode",),
    order=("person", "started", "episode"),
    columns=(
        key("episode", "number of the episode"),
        person(),
        service(),
        code("substance", "substance", "main substance the person came for"),
        day("referred", "day of referral", required=False),
        day("started", "day treatment began; for a trial, the day of consent"),
        day("ended", "day of discharge; empty while it goes on", required=False),
        code("end_reason", "end_reason", "why it ended", required=False),
    ),
    rules=(not_before("referred", "started"), not_before("started", "ended")),
)
