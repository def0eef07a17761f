"""Tables that several measures share, prepared once for a store: starts of treatment, days with a dose, their steps.

Everything is told in differences of days, so that the same SQL serves calendar dates and relative days.
"""

import duckdb

from ostara.knowledge.parameters import parameter
from ostara.tables import TABLES
from ostara.tables.column import Clock
from ostara.tables.engine import quoted
from ostara.tables.store import Store

# A dose that was taken, handed over or recorded as given. The other outcomes say that there was none, or say nothing.
GIVEN = "('observed', 'collected', 'recorded')"

# The first prescribing of methadone or buprenorphine of each person: one start a person, whatever came later.
STARTS = """
CREATE TEMP TABLE starts AS
SELECT person, medicine, service, started, ended
FROM (
    SELECT interventions.*,
           row_number() OVER (PARTITION BY person ORDER BY started, intervention) AS turn
    FROM interventions JOIN people USING (person)
    WHERE kind = 'ost_prescribing' AND medicine IN ('methadone', 'buprenorphine')
      AND ($start_cohort IS NULL OR cohort = $start_cohort)
)
WHERE turn = 1
"""

# One row for each person, medicine and day with medicine, its rows summed. `covers` is how many days a dose lasts.
# Doses are thousandths of a milligram here: whole numbers add up exactly and fast.
DOSE_DAYS = f"""
CREATE TEMP TABLE dose_days AS
SELECT person, medicine, for_day AS day,
       sum((dose_mg * 1000)::BIGINT)::BIGINT AS dose,
       min(service) AS service,
       count(*)::INTEGER AS rows,
       max(CASE form WHEN 'depot_monthly' THEN $monthly WHEN 'depot_weekly' THEN $weekly ELSE 1 END)::INTEGER AS covers
FROM supplies
WHERE outcome IN {GIVEN} AND (dose_mg > 0 OR injections > 0)
GROUP BY person, medicine, for_day
"""

# From each day with methadone to the next one of the same person, in the population of the starts.
METHADONE_DAYS = """
CREATE TEMP TABLE methadone_days AS
SELECT person, service, day, dose,
       lag(day) OVER steps AS day_before,
       lag(dose) OVER steps AS dose_before,
       (day - first_value(day) OVER steps)::INTEGER AS since_first,
       first_value(dose) OVER steps AS first_dose
FROM dose_days SEMI JOIN starts USING (person)
WHERE medicine = 'methadone'
WINDOW steps AS (PARTITION BY person ORDER BY day)
"""

# How long each start lasted: to the last day covered by a dose within the intervention it began.
STAYS = """
CREATE TEMP TABLE stays AS
SELECT starts.person, starts.medicine, starts.service, starts.started,
       max(dose_days.day + (dose_days.covers - 1)) AS last_covered,
       max(dose_days.day) AS last_dose
FROM starts
LEFT JOIN dose_days
  ON dose_days.person = starts.person AND dose_days.medicine IN ('methadone', 'buprenorphine')
 AND dose_days.day >= starts.started AND (starts.ended IS NULL OR dose_days.day <= starts.ended)
GROUP BY ALL
"""


def prepare(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Make the store's tables and the shared ones available under their names.

    `observed` holds one row: the last complete day, or nothing where everybody is observed to the end, as in a trial.
    """
    for name in TABLES:
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(store.file(name))})")
    connection.execute(STARTS, {"start_cohort": store.manifest.start_cohort})
    weekly, monthly = (int(parameter(f"depot.{every}_covers_days").value) for every in ("weekly", "monthly"))
    connection.execute(DOSE_DAYS, {"weekly": weekly, "monthly": monthly})
    connection.execute(METHADONE_DAYS)
    connection.execute(STAYS)
    kind = "DATE" if store.manifest.clock is Clock.CALENDAR else "INTEGER"
    connection.execute(
        f"CREATE TEMP TABLE observed AS SELECT $until::{kind} AS until",
        {"until": store.manifest.observed_until},
    )
