"""Tables that several measures share, prepared once for a store: starts of treatment, days with a dose, their steps.

Everything is told in differences of days, so that the same SQL serves calendar dates and relative days. The tables of
days hold a row for nearly every supply, so they are made for a slice of the people at a time and kept narrow.
"""

from collections.abc import Iterator
from itertools import pairwise

import duckdb

from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import parameter
from ostara.tables import TABLES
from ostara.tables.column import Clock
from ostara.tables.engine import quoted
from ostara.tables.store import Store

# A dose that was taken, handed over or recorded as given. The other outcomes say that there was none, or say nothing.
GIVEN = "('observed', 'collected', 'recorded')"

# The first stay of each person on methadone or buprenorphine, whatever came later. A change of medicine, prescriber or
# service from one day to the next is the same stay: `ended` is the end of the last intervention that began no later
# than the day after those before it had ended, and is empty while one goes on.
STARTS = """
CREATE TEMP TABLE starts AS
WITH ost AS (
    SELECT person, medicine, service, started, ended,
           row_number() OVER turns AS turn,
           max(ended) OVER before AS ended_before,
           bool_or(ended IS NULL) OVER before AS open_before
    FROM interventions JOIN people USING (person)
    WHERE kind = 'ost_prescribing' AND medicine IN ('methadone', 'buprenorphine') AND started IS NOT NULL
      AND ($start_cohort IS NULL OR cohort = $start_cohort)
    WINDOW turns AS (PARTITION BY person ORDER BY started, intervention),
           before AS (PARTITION BY person ORDER BY started, intervention
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
stays AS (
    SELECT *, count(*) FILTER (turn > 1 AND NOT open_before AND started - ended_before > 1)
              OVER (PARTITION BY person ORDER BY turn) AS breaks
    FROM ost
)
SELECT person,
       any_value(medicine) FILTER (turn = 1) AS medicine,
       any_value(service) FILTER (turn = 1) AS service,
       min(started) AS started,
       CASE WHEN NOT bool_or(ended IS NULL) THEN max(ended) END AS ended
FROM stays WHERE breaks = 0 GROUP BY person
"""

# Words as numbers, in the order of the alphabet: a byte or two where there are millions.
MEDICINE_NAMES = "CREATE TEMP TYPE medicine_name AS ENUM (SELECT unnest($medicines) ORDER BY ALL)"
SERVICE_NAMES = """
CREATE TEMP TYPE service_name AS ENUM (
    SELECT DISTINCT service FROM supplies WHERE service IS NOT NULL ORDER BY service
)
"""

# A CASE stops at the first name that fits; IN compares tens of millions of days with both.
IS_OST = """
CREATE TEMP MACRO is_ost(medicine) AS
    CASE medicine WHEN 'methadone' THEN true WHEN 'buprenorphine' THEN true ELSE false END
"""

# Rows of the dose log with medicine in them. `covers` is how many days a dose lasts. Doses are thousandths of a
# milligram here: whole numbers add up exactly and fast.
DOSES = f"""
CREATE TEMP VIEW doses AS
SELECT person, medicine::medicine_name AS medicine, service::service_name AS service, for_day AS day,
       (dose_mg * 1000)::INTEGER AS dose,
       CASE form WHEN 'depot_monthly' THEN {{monthly:d}} WHEN 'depot_weekly' THEN {{weekly:d}}
                 WHEN 'implant' THEN {{implant:d}} ELSE 1 END AS covers
FROM supplies
WHERE outcome IN {GIVEN} AND (dose_mg > 0 OR injections > 0)
"""

# The days, few among many, on which a person has more than one row. The file is sorted by person and day (its writer
# proves it), so each row needs comparing only with the one before it as they stream past.
REPEATED = """
CREATE TEMP TABLE repeated AS
SELECT DISTINCT person, day
FROM (SELECT person, day, lag(person) OVER () AS person_before, lag(day) OVER () AS day_before FROM doses)
WHERE person = person_before AND day = day_before
"""

# One row for each person, medicine and day with medicine: the rows of repeated days summed, all others as they are.
# A sum beyond two kilograms cannot be a day's dose: its amount is not known.
DOSE_DAYS = """
CREATE TEMP TABLE dose_days (
    person {key}, medicine medicine_name, service service_name, day {day}, dose INTEGER, covers UTINYINT
)
"""
ADD_REPEATED_DAYS = """
INSERT INTO dose_days BY NAME
SELECT person, medicine, day, TRY_CAST(sum(dose) AS INTEGER) AS dose, min(service) AS service, max(covers) AS covers
FROM doses SEMI JOIN repeated USING (person, day) GROUP BY person, medicine, day
"""
ADD_SINGLE_DAYS = """
INSERT INTO dose_days BY NAME
SELECT person, medicine, service, day, dose, covers
FROM doses ANTI JOIN repeated USING (person, day) WHERE person BETWEEN $first AND $last
"""

# Each day with methadone and its step from the day with methadone before it (none at the first), in the population of
# the starts. `step` is 1 from one day to the next.
METHADONE_DAYS = """
CREATE TEMP TABLE methadone_days (
    person {key}, service service_name, day {day}, dose INTEGER, step INTEGER, dose_before INTEGER
)
"""
ADD_METHADONE_DAYS = """
INSERT INTO methadone_days BY NAME
SELECT person, service, day, dose,
       day - lag(day) OVER steps AS step,
       lag(dose) OVER steps AS dose_before
FROM dose_days SEMI JOIN starts USING (person)
WHERE medicine = 'methadone' AND person BETWEEN $first AND $last
WINDOW steps AS (PARTITION BY person ORDER BY day)
"""

# How long each start lasted: to the last day covered by a dose within the intervention it began.
STAYS = """
CREATE TEMP TABLE stays AS
SELECT person, medicine, service, started, last_covered
FROM starts LEFT JOIN (
    SELECT person, max(day + (covers::INTEGER - 1)) AS last_covered
    FROM dose_days JOIN (SELECT person, started, ended FROM starts) USING (person)
    WHERE is_ost(medicine) AND day >= started AND (day > ended) IS NOT TRUE
    GROUP BY person
) USING (person)
"""

# Row groups of the file, put together to slices; each begins with the first person of its first group. Files are
# sorted by person, so that a slice reads its own groups only; a person is in one slice whatever the order.
SLICES = """
SELECT DISTINCT min(lowest) AS first
FROM (
    SELECT stats_min_value::BIGINT AS lowest,
           sum(row_group_num_rows) OVER (ORDER BY row_group_id) // $rows AS slice
    FROM parquet_metadata($file) WHERE path_in_schema = 'person'
)
WHERE lowest IS NOT NULL GROUP BY slice ORDER BY first
"""
ROWS_PER_SLICE = 1_000_000
HIGHEST_KEY = 2**63 - 1


def open_tables(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Make the store's own tables available under their names, and `observed`.

    `observed` holds one row: the last complete day, or nothing where everybody is observed to the end, as in a trial.
    """
    for name in TABLES:
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(store.file(name))})")
    connection.execute(
        f"CREATE TEMP TABLE observed AS SELECT $until::{_day_of(store)} AS until",
        {"until": store.manifest.observed_until},
    )


def prepare(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Make the store's tables and the shared ones available under their names."""
    open_tables(connection, store)
    connection.execute(IS_OST)
    connection.execute(STARTS, {"start_cohort": store.manifest.start_cohort})
    _days(connection, store, _day_of(store))
    connection.execute(STAYS)


def _day_of(store: Store) -> str:
    return "DATE" if store.manifest.clock is Clock.CALENDAR else "INTEGER"


def _days(connection: duckdb.DuckDBPyConnection, store: Store, day: str) -> None:
    connection.execute(MEDICINE_NAMES, {"medicines": list(code_list("medicine"))})
    connection.execute(SERVICE_NAMES)
    highest = connection.execute("SELECT max(person) FROM people").fetchone() or (None,)
    key = "INTEGER" if (highest[0] or 0) < 2**31 else "BIGINT"
    connection.execute(DOSE_DAYS.format(day=day, key=key))
    connection.execute(METHADONE_DAYS.format(day=day, key=key))
    covers = {long: parameter(f"depot.{long}_covers_days").whole for long in ("weekly", "monthly", "implant")}
    connection.execute(DOSES.format(**covers))
    connection.execute(REPEATED)
    connection.execute(ADD_REPEATED_DAYS)
    for people in _slices(connection, store):
        connection.execute(ADD_SINGLE_DAYS, people)
        connection.execute(ADD_METHADONE_DAYS, people)


def _slices(connection: duckdb.DuckDBPyConnection, store: Store) -> Iterator[dict[str, int]]:
    """First and last person of each slice of the supplies, from the lowest key there may be to the highest."""
    file = str(store.file("supplies").resolve())
    found = connection.execute(SLICES, {"file": file, "rows": ROWS_PER_SLICE}).fetchall()
    for first, following in pairwise([0, *(first for (first,) in found[1:]), HIGHEST_KEY + 1]):
        yield {"first": first, "last": following - 1}
