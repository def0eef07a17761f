"""Tables as at the last complete day of a store, prepared once: who is on OST, since when, on what, and what was done.

Orders say who is on OST; help as recorded for the national system says it where there are no orders, or before them.
"""

import duckdb

from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import parameter
from ostara.tables.column import Clock
from ostara.tables.store import Store

OST = "('methadone', 'buprenorphine', 'diamorphine', 'slow_release_morphine', 'dihydrocodeine')"
RECORD = "extract"  # the door of stores that come from the record, which has a place for every kind of event

AS_AT = "CREATE TEMP TABLE as_at AS SELECT until AS day FROM observed"

# What the store has a place for: kinds of event, tables, and columns that are filled at least once.
TOLD = """
CREATE TEMP TABLE told AS
SELECT unnest($every) AS name WHERE $record
UNION SELECT DISTINCT kind FROM care_events
UNION SELECT 'specimens' WHERE $record OR EXISTS (FROM specimens)
UNION SELECT 'supplies' WHERE EXISTS (FROM supplies)
UNION SELECT 'orders' WHERE EXISTS (FROM orders)
UNION SELECT 'interventions' WHERE EXISTS (FROM interventions WHERE end_reason IS NOT NULL)
UNION SELECT 'contacts' WHERE EXISTS (FROM contacts)
UNION SELECT 'sub_interventions' WHERE EXISTS (FROM sub_interventions)
UNION SELECT 'findings' WHERE $record OR EXISTS (FROM findings)
UNION SELECT 'hepatitis_c_tested_on' WHERE EXISTS (FROM presentations WHERE hepatitis_c_tested_on IS NOT NULL)
"""

EVENTS = """
CREATE TEMP VIEW events AS
SELECT person, service, kind, from_day, to_day FROM care_events CROSS JOIN as_at WHERE from_day <= day
"""
# The latest day on which any of some kinds of event was, by person; and who any of some kinds holds of today.
LATEST_OF = """
CREATE TEMP MACRO latest_of(kinds) AS TABLE
SELECT person, max(from_day) AS latest FROM events WHERE list_contains(kinds, kind) GROUP BY person
"""
HOLDING = """
CREATE TEMP MACRO holding(kinds) AS TABLE
SELECT person, max(from_day) AS since FROM events CROSS JOIN as_at
WHERE list_contains(kinds, kind) AND (to_day IS NULL OR to_day >= day) GROUP BY person
"""
MONTHS = "CREATE TEMP MACRO months_between(since, until) AS date_sub('month', since, until)"

# Change points of orders that have come: one for each course and day, the highest revision of it.
POINTS = f"""
CREATE TEMP TABLE points AS
SELECT person, course, service, medicine, form, effective_on AS from_day, kind, dose_mg, supervision, patient_led,
       lead(effective_on) OVER turns AS next_day,
       lag(dose_mg) OVER turns AS dose_before
FROM (
    SELECT * FROM orders CROSS JOIN as_at WHERE medicine IN {OST} AND effective_on <= day
    QUALIFY row_number() OVER (PARTITION BY course, effective_on ORDER BY revision DESC) = 1
)
WINDOW turns AS (PARTITION BY course ORDER BY effective_on)
"""

# Unbroken stretches on OST, whatever the medicine and the service: what begins a day after another ends goes on.
SPELLS = """
CREATE TEMP TABLE spells AS
WITH first_orders AS (SELECT person, min(from_day) AS ordered_from FROM points GROUP BY person),
stretches AS (
    SELECT person, service, medicine, from_day AS first_day, (next_day - 1)::DATE AS last_day
    FROM points WHERE kind <> 'stop'
    UNION ALL
    SELECT person, service, medicine, started,
           CASE WHEN ordered_from IS NOT NULL THEN least(coalesce(ended, ordered_from - 1), ordered_from - 1)::DATE
                WHEN ended < day THEN ended END
    FROM interventions LEFT JOIN first_orders USING (person) CROSS JOIN as_at
    WHERE kind = 'ost_prescribing' AND started <= day AND (ordered_from IS NULL OR started < ordered_from)
),
marked AS (
    SELECT *, max(coalesce(last_day, DATE '9999-12-31')) OVER before AS reached
    FROM stretches
    WINDOW before AS (PARTITION BY person ORDER BY first_day, last_day NULLS LAST, service, medicine
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
numbered AS (
    SELECT *, count(*) FILTER (reached IS NOT NULL AND first_day - reached > 1)
              OVER (PARTITION BY person ORDER BY first_day, last_day NULLS LAST, service, medicine) AS spell
    FROM marked
)
SELECT person, spell, min(first_day) AS started,
       CASE WHEN bool_and(last_day IS NOT NULL) THEN max(last_day) END AS last_day,
       arg_min(service, first_day) AS first_service,
       arg_max(service, first_day) AS service,
       arg_max(medicine, first_day) AS medicine
FROM numbered GROUP BY person, spell
"""

ON_OST = """
CREATE TEMP TABLE on_ost AS
SELECT person, service, medicine, started
FROM spells CROSS JOIN as_at ANTI JOIN deaths USING (person)
WHERE last_day IS NULL OR last_day >= day
"""

# What each person on OST takes: by the orders in force, or by what was supplied in the last weeks where none are.
DOSES_NOW = f"""
CREATE TEMP TABLE doses_now AS
WITH ordered AS (
    SELECT person, course, medicine, form, dose_mg, supervision
    FROM points CROSS JOIN as_at SEMI JOIN on_ost USING (person)
    WHERE kind <> 'stop' AND (next_day IS NULL OR next_day > day)
),
taken AS (
    SELECT person, medicine, form, for_day, sum(dose_mg) AS mg
    FROM supplies CROSS JOIN as_at
    WHERE medicine IN {OST} AND outcome IN ('observed', 'collected', 'recorded')
      AND for_day <= day AND day - for_day < $month
    GROUP BY ALL
)
SELECT * FROM ordered
UNION ALL
SELECT person, NULL, medicine, form, max(mg), 'unknown'
FROM taken SEMI JOIN on_ost USING (person) ANTI JOIN ordered USING (person) GROUP BY person, medicine, form
"""

# Ends of stretches: why, as the national system was told, and whether the stop was the person's own plan.
EXITS = """
CREATE TEMP TABLE exits AS
SELECT spells.person, spells.spell, spells.service, spells.medicine, spells.started, spells.last_day,
       lead(spells.started) OVER (PARTITION BY spells.person ORDER BY spells.spell) AS next_started,
       (SELECT arg_min(end_reason, abs(interventions.ended - spells.last_day)) FROM interventions
        WHERE interventions.person = spells.person AND interventions.kind = 'ost_prescribing'
          AND abs(interventions.ended - spells.last_day) <= $near) AS reason,
       (SELECT bool_or(patient_led) FROM points
        WHERE points.person = spells.person AND points.kind = 'stop'
          AND points.from_day - spells.last_day BETWEEN 0 AND 1) AS led
FROM spells
"""

_STEPS = (AS_AT, EVENTS, LATEST_OF, HOLDING, MONTHS, POINTS, SPELLS, ON_OST)


def can_be_asked(store: Store) -> bool:
    """Whether a store has a last complete day by the calendar, as at which people can be looked at."""
    return store.manifest.clock is Clock.CALENDAR and store.manifest.observed_until is not None


def prepare_as_at(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Make the tables of this file, on a connection that has the store's own and `observed`."""
    for step in _STEPS:
        connection.execute(step)
    every = sorted(code_list("care_event"))
    connection.execute(TOLD, {"every": every, "record": store.manifest.origin.door == RECORD})
    connection.execute(DOSES_NOW, {"month": parameter("measures.month_days").whole})
    connection.execute(EXITS, {"near": parameter("quality.exit_match_days").whole})
