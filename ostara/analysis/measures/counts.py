"""How much the store holds: people, people dosed, dose rows and days, specimens, positive findings."""

from ostara.analysis.measures.measure import Measure, Shape


def _count(*, name: str, title: str, unit: str, counts: str, sql: str, exclusions: str = "none") -> Measure:
    return Measure(
        name=name,
        title=title,
        unit=unit,
        population="everybody in the store",
        counts=counts,
        denominator="none: a plain count",
        exclusions=exclusions,
        source="ostara",
        shape=Shape.COUNT,
        sql=sql,
    )


COUNTS = (
    _count(
        name="people",
        title="People",
        unit="people",
        counts="people in the store",
        sql="""
SELECT person, coalesce(first.medicine, 'none') AS medicine, first.service AS service, 1 AS hits
FROM people LEFT JOIN (
    SELECT person,
           arg_min(medicine, (started, intervention)) AS medicine,
           arg_min(service, (started, intervention)) AS service
    FROM interventions GROUP BY person
) AS first USING (person)
""",
        exclusions="none; somebody with several medicines or services is counted once, under the first",
    ),
    _count(
        name="people_dosed",
        title="People with a dose",
        unit="people",
        counts="people with at least one day with medicine",
        sql="SELECT person, medicine, service, 1 AS hits FROM dose_days GROUP BY ALL",
        exclusions="none; somebody with several medicines or services is counted under each, and once in all",
    ),
    _count(
        name="dose_rows",
        title="Dose rows",
        unit="rows of the dose log",
        counts="rows of the dose log as the source has them, whatever became of the dose",
        sql="SELECT NULL AS person, medicine, service, count(*) AS hits FROM supplies GROUP BY ALL",
    ),
    _count(
        name="dose_days",
        title="Days with medicine",
        unit="days",
        counts="days of a person with a dose above nothing, each counted once",
        sql="SELECT NULL AS person, medicine, service, count(*) AS hits FROM dose_days GROUP BY ALL",
    ),
    _count(
        name="specimens",
        title="Specimens tested",
        unit="specimens",
        counts="specimens taken",
        sql="""
SELECT NULL AS person, coalesce(starts.medicine, 'none') AS medicine, specimens.service, count(*) AS hits
FROM specimens LEFT JOIN starts USING (person) GROUP BY ALL
""",
    ),
    _count(
        name="positive_findings",
        title="Positive findings",
        unit="findings",
        counts="substances found in specimens, the prescribed medicine among them",
        sql="""
SELECT NULL AS person, coalesce(starts.medicine, 'none') AS medicine, findings.service, count(*) AS hits
FROM findings LEFT JOIN starts USING (person) WHERE result = 'positive' GROUP BY ALL
""",
    ),
)
