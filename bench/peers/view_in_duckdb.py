"""The national questions in DuckDB, as somebody would write them who has only them to answer.

Written from what the measures say they count. It has the memory and the threads that Ostara has.
"""

# ruff: noqa: S608  SQL of our own: what is put into it is our own too, or bound

import tempfile
from pathlib import Path

import duckdb
from view_program import Given, Rows, run

LOOKUPS = {
    "years": "period VARCHAR, first_day DATE, last_day DATE",
    "substances": "code VARCHAR, family VARCHAR",
    "discharges": "code VARCHAR, reason INTEGER, successful BOOLEAN, declined BOOLEAN",
    "reasons": "reason INTEGER, simple VARCHAR",
    "help_kinds": "kind VARCHAR, structured BOOLEAN",
    "age_bands": "youngest INTEGER, oldest INTEGER, band VARCHAR",
}

EPISODES = """
CREATE TEMP TABLE treated AS
WITH help AS (
    SELECT episode, bool_or(structured) AS structured, bool_and(setting = 'prison') AS in_prison
    FROM '{store}/interventions.parquet' JOIN help_kinds USING (kind) GROUP BY episode
)
SELECT e.episode, e.person, coalesce(e.area, p.area, 'not recorded') AS area, e.started, e.ended,
       coalesce(e.age, year(e.started) - p.birth_year) AS age, d.reason, d.successful, d.declined,
       coalesce(one.family = 'opiate' OR two.family = 'opiate' OR three.family = 'opiate', false) AS opiate,
       'non-opiate' IN (one.family, two.family, three.family) AS non_opiate,
       'alcohol' IN (one.family, two.family, three.family) AS alcohol,
       one.code IS NULL AND two.code IS NULL AND three.code IS NULL AS unnamed,
       (one.code IS NOT NULL AND one.family IS NULL) OR (two.code IS NOT NULL AND two.family IS NULL)
           OR (three.code IS NOT NULL AND three.family IS NULL) AS unknown
FROM '{store}/episodes.parquet' AS e
JOIN '{store}/people.parquet' AS p USING (person)
LEFT JOIN help ON help.episode = e.episode
LEFT JOIN substances AS one ON one.code = coalesce(e.national_substance_1, 'ours:' || e.substance)
LEFT JOIN substances AS two ON two.code = e.national_substance_2
LEFT JOIN substances AS three ON three.code = e.national_substance_3
LEFT JOIN discharges AS d
       ON e.ended IS NOT NULL AND d.code = coalesce(e.discharge_code, 'ours:' || e.end_reason, '0')
WHERE coalesce(help.structured, true) AND NOT coalesce(help.in_prison, false)
"""

# Episodes to journeys, numbered within {place}.
CHAINS = """
CREATE TEMP TABLE {name}_turns AS
SELECT *, first_value(episode) OVER (PARTITION BY {place}, number ORDER BY started, episode) AS journey
FROM (
    SELECT *, count(*) FILTER (before IS NULL OR started - before > $gap_days)
              OVER (PARTITION BY {place} ORDER BY started, episode) AS number
    FROM (
        SELECT *, max(coalesce(ended, DATE '9999-12-31')) OVER (
            PARTITION BY {place} ORDER BY started, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM treated
    )
)
"""

JOURNEYS = """
CREATE TEMP TABLE {name} AS
WITH starts AS (
    SELECT journey, started FROM {name}_turns GROUP BY ALL HAVING min(reason) <> max(reason)
),
settled AS (
    SELECT t.* REPLACE (
        CASE WHEN s.journey IS NOT NULL AND NOT successful AND NOT declined THEN 999 ELSE reason END AS reason)
    FROM {name}_turns AS t LEFT JOIN starts AS s USING (journey, started)
),
ends AS (SELECT journey, max(ended) AS last_day FROM {name}_turns GROUP BY journey),
reasons_given AS (
    SELECT journey, CASE WHEN min(reason) = max(reason) OR bool_and(successful) OR bool_and(declined)
                         THEN max(reason) ELSE 999 END AS reason
    FROM settled JOIN ends USING (journey) WHERE ended = last_day AND reason IS NOT NULL GROUP BY journey
),
summed AS (
    SELECT journey, any_value(person) AS person, any_value(area) AS area, min(started) AS started,
           CASE WHEN bool_and(ended IS NOT NULL) THEN max(ended) END AS ended,
           max(CASE WHEN episode = journey THEN age END) AS age, count(*) AS episodes,
           CASE WHEN bool_or(opiate) THEN 'opiate'
                WHEN bool_or(unknown) OR bool_and(unnamed) THEN NULL
                WHEN NOT coalesce(bool_or(non_opiate), false) THEN 'alcohol only'
                WHEN bool_or(alcohol) THEN 'non-opiate and alcohol' ELSE 'non-opiate only' END AS substance_group
    FROM {name}_turns GROUP BY journey
)
SELECT summed.*, CASE WHEN ended IS NOT NULL THEN coalesce(given.reason, 999) END AS reason,
       lead(started) OVER (PARTITION BY {place} ORDER BY started) AS following
FROM summed LEFT JOIN reasons_given AS given USING (journey)
"""

# Who was in treatment in a period: the journeys of {journeys}, and the latest of each there.
IN_YEARS = """
FROM {journeys} JOIN years ON started <= last_day AND (ended IS NULL OR ended >= first_day)
WHERE following IS NULL OR following > last_day
"""
AGE = "CASE WHEN started < first_day THEN age + floor((first_day - started) / 365.25)::INTEGER ELSE age END"
COMPLETED = """
SELECT period, 'completed' AS told, count(*) FILTER (ended <= last_day AND simple = 'successful'), count(*), 0
FROM {treated} GROUP BY period
UNION ALL
SELECT period, 're-presented', count(*) FILTER (back), count(back), count(*) - count(back)
FROM (
    SELECT period, CASE WHEN {following} < ended + INTERVAL '{return_months}' MONTH THEN true
                        WHEN $until::DATE >= ended + INTERVAL '{return_months}' MONTH - INTERVAL 1 DAY THEN false
                   END AS back
    FROM {journeys} JOIN years ON ended BETWEEN first_day AND last_day WHERE simple = 'successful'
) GROUP BY period
"""
CHANGED = """
SELECT period, CASE WHEN then_days = 0 THEN 'abstinent'
                    WHEN first_days - then_days >= $change THEN 'improved'
                    WHEN then_days - first_days >= $change THEN 'deteriorated'
                    WHEN then_days IS NOT NULL THEN 'unchanged' END AS class, count(*)
FROM {told} JOIN years ON started BETWEEN first_day AND last_day WHERE first_days > 0 GROUP BY ALL
"""
BEGUN = """
SELECT period, reason, count(*), sum(episodes)::BIGINT
FROM {journeys} JOIN years ON started BETWEEN first_day AND last_day GROUP BY ALL
"""
REVIEWS = """
CREATE TEMP TABLE told AS
WITH reviewed AS (
    SELECT t.journey, j.started, r.review, r.reviewed_on, r.stage, r.heroin_days, r.reviewed_on - j.started AS day
    FROM '{store}/reviews.parquet' AS r
    JOIN national_turns AS t USING (episode) JOIN national AS j ON j.journey = t.journey
)
SELECT journey, started,
       arg_min_null(heroin_days, (abs(day), reviewed_on, review))
           FILTER (stage = 'start' AND abs(day) <= $outcome_start_window_days) AS first_days,
       arg_max_null(heroin_days, (reviewed_on, review))
           FILTER (stage IN ('review', 'exit')
                   AND day BETWEEN $outcome_review_from_days AND $outcome_review_until_days) AS then_days
FROM reviewed GROUP BY ALL
"""


def connected(given: Given, spill: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{given['memory']}'; SET temp_directory = '{spill}'")
    for name, columns in LOOKUPS.items():
        connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
        connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(given[name][0]))})", given[name])
    return connection


def rows(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> Rows:
    return [list(row) for row in connection.execute(sql, values or None).fetchall()]


def plain(store: Path, given: Given) -> dict[str, Rows]:
    with tempfile.TemporaryDirectory() as spill, connected(given, spill) as connection:
        connection.execute(EPISODES.format(store=store))
        for name, place in (("local", "person, area"), ("national", "person")):
            connection.execute(CHAINS.format(name=name, place=place), {"gap_days": given["gap_days"]})
            connection.execute(JOURNEYS.format(name=name, place=place))
        windows = {name: value for name, value in given.items() if name.startswith("outcome_")}
        connection.execute(REVIEWS.format(store=store), windows)
        connection.execute("CREATE VIEW ended AS SELECT * FROM national LEFT JOIN reasons USING (reason)")
        treated = f"(SELECT period, last_day, ended, simple {IN_YEARS.format(journeys='ended')})"
        return {
            "treated": rows(
                connection,
                f"SELECT period, nullif(area, 'not recorded'), substance_group, band, count(*) "
                f"FROM (SELECT *, {AGE} AS aged {IN_YEARS.format(journeys='local')}) "
                "LEFT JOIN age_bands ON aged BETWEEN youngest AND oldest GROUP BY ALL",
            ),
            "completed": completed(connection, given, treated, "ended", "following"),
            "changed": rows(connection, CHANGED.format(told="told"), change=given["change"]),
            "journeys": rows(connection, BEGUN.format(journeys="national")),
        }


def completed(connection: duckdb.DuckDBPyConnection, given: Given, treated: str, journeys: str, following: str) -> Rows:
    names = {"treated": treated, "journeys": journeys, "following": following, "return_months": given["return_months"]}
    return rows(connection, COMPLETED.format(**names), until=given["until"])


class Tables:
    """A connection for all questions over the prepared tables, which are read whenever one is asked."""

    def __init__(self) -> None:
        self.connection: duckdb.DuckDBPyConnection | None = None

    def __call__(self, folder: Path, given: Given) -> duckdb.DuckDBPyConnection:
        """The connection, made when first asked for."""
        if self.connection is None:
            self.connection = connected(given, tempfile.gettempdir())
            for name in ("journeys", "treated_years", "outcomes"):
                for prefix, counted in (("", "nationally"), ("local_", "locally")):
                    whole = f"FROM '{folder / f'both_{name}'}.parquet' WHERE {counted}"
                    self.connection.execute(f"CREATE VIEW {prefix}{name} AS {whole}")
        return self.connection


tables = Tables()
BY_AGE = "LEFT JOIN age_bands ON age BETWEEN youngest AND oldest"


def treated(folder: Path, given: Given) -> Rows:
    return rows(
        tables(folder, given),
        "SELECT period, nullif(area, 'not recorded'), substance_group, band, count(*) "
        f"FROM local_treated_years {BY_AGE} GROUP BY ALL",
    )


def completions(folder: Path, given: Given) -> Rows:
    return completed(tables(folder, given), given, "treated_years", "journeys", "next_started")


def changed(folder: Path, given: Given) -> Rows:
    told = (
        "(SELECT started, start_heroin_days AS first_days, review_heroin_days AS then_days "
        "FROM outcomes JOIN journeys USING (journey))"
    )
    return rows(tables(folder, given), CHANGED.format(told=told), change=given["change"])


def journeys(folder: Path, given: Given) -> Rows:
    return rows(tables(folder, given), BEGUN.format(journeys="journeys"))


def national(folder: Path, given: Given) -> Rows:
    return rows(tables(folder, given), "SELECT period, substance_group, count(*) FROM treated_years GROUP BY ALL")


def one_area(folder: Path, given: Given) -> Rows:
    return rows(
        tables(folder, given),
        f"SELECT period, band, count(*) FROM local_treated_years {BY_AGE} WHERE area = $area GROUP BY ALL",
        area=given["area"],
    )


def ad_hoc(folder: Path, given: Given) -> Rows:
    return rows(
        tables(folder, given),
        f"""
SELECT nullif(sex, 'unknown') AS sex, band, count(*)
FROM (
    SELECT sex, {AGE} AS age
    FROM journeys CROSS JOIN (SELECT $first::DATE AS first_day, $last::DATE AS last_day)
    WHERE started <= last_day AND (ended IS NULL OR ended >= first_day) AND (next_here IS NULL OR next_here > last_day)
      AND substance_group = 'opiate' AND treated_before
) {BY_AGE} GROUP BY ALL
""",
        first=given["ad_hoc"][0],
        last=given["ad_hoc"][1],
    )


PREPARED = {
    "treated": treated,
    "completed": completions,
    "changed": changed,
    "journeys": journeys,
    "national": national,
    "one area": one_area,
    "ad hoc": ad_hoc,
}

if __name__ == "__main__":
    run(plain, PREPARED)
