"""Episodes: one stay with a service, from acceptance to discharge."""

from ostara.tables.column import code, count, day, key, person, service, text
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
        text("area", "partnership area (DAT) where the person lives", required=False, identifying=True),
        text("local_authority", "local authority where the person lives", required=False, identifying=True),
        count(
            "deprivation",
            "tenth of areas",
            "how deprived the home is",
            low=1,
            high=10,
            required=False,
            identifying=True,
        ),
        count("age", "years", "age when treatment began", high=120, required=False, identifying=True),
        code("substance", "substance", "main substance the person came for"),
        text("national_substance_1", "problem substance 1, as a national code", required=False),
        text("national_substance_2", "problem substance 2, as a national code", required=False),
        text("national_substance_3", "problem substance 3, as a national code", required=False),
        text("referral_source", "who referred, as a national code", required=False),
        day("referred", "day of referral", required=False),
        day("started", "day treatment began (triage); for a trial, the day of consent"),
        day("care_plan_on", "day the care plan began", required=False),
        day("ended", "day of discharge; empty while it goes on", required=False),
        code("end_reason", "end_reason", "why it ended", required=False),
        text("discharge_code", "why it ended, as the national code that was recorded", required=False),
        text("client_reference", "the service's own reference of the person", required=False, identifying=True),
        text("episode_reference", "the service's own reference of the stay", required=False, identifying=True),
    ),
    rules=(not_before("referred", "started"), not_before("started", "ended")),
)
