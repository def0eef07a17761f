"""Drug tests: use on top that nobody tested for (Q2), and tests that are overdue (Q3)."""

from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.use_on_top import ON_TOP

_LATEST = """
tests AS (
    SELECT person, max(taken_on) AS latest FROM specimens CROSS JOIN as_at WHERE taken_on <= day GROUP BY person
)
"""

USE_UNTESTED = CareGap(
    id="Q2",
    name="use_on_top_not_tested",
    title="Use on top reported, and no test for 30 days",
    to_do="Offer a test, and talk about what would help",
    counts="no specimen was taken in the last 30 days",
    among="people on OST who by their latest account of the last 84 days use heroin or other opioids on top",
    left_out="nobody",
    cannot_tell="use that was not reported",
    sources=("specimens",),
    latest="last test",
    rules=("TST-10",),
    parameters={"days": "quality.use_on_top_test_days", "window": "quality.low_dose_evidence_days"},
    sql=f"""
WITH said AS (
    SELECT person, arg_max(heroin_days, (reviewed_on, review)) > 0 AS uses FROM reviews CROSS JOIN as_at
    WHERE heroin_days IS NOT NULL AND reviewed_on <= day AND day - reviewed_on <= $window GROUP BY person
    UNION ALL
    SELECT DISTINCT person, true FROM use_days CROSS JOIN as_at
    WHERE substance IN {ON_TOP} AND use_days.on <= day AND day - use_days.on <= $window
),
{_LATEST}
SELECT person, medicine, service, coalesce(day - latest > $days, true) AS hit, NULL::VARCHAR AS excluded, latest
FROM on_ost CROSS JOIN as_at LEFT JOIN tests USING (person)
WHERE person IN (SELECT person FROM said WHERE uses)
""",
)

OVERDUE = CareGap(
    id="Q3",
    name="test_overdue",
    title="No drug test for 90 days",
    to_do="Offer a test",
    counts="no specimen was taken in the last 90 days",
    among="people on OST for more than 90 days",
    left_out="a depot in its first week",
    cannot_tell="tests made elsewhere",
    sources=("specimens",),
    latest="last test",
    rules=("TST-10", "TST-03"),
    parameters={
        "days": "quality.test_overdue_days",
        "established": "quality.test_established_days",
        "week": "calendar.week_days",
    },
    sql=f"""
WITH new_depots AS (
    SELECT person FROM points CROSS JOIN as_at WHERE form IN ('depot_weekly', 'depot_monthly') AND kind <> 'stop'
    GROUP BY person, course HAVING max(day) - min(from_day) < $week
),
{_LATEST}
SELECT person, medicine, service, coalesce(day - latest > $days, true) AS hit,
       CASE WHEN person IN (FROM new_depots) THEN 'a depot in its first week' END AS excluded, latest
FROM on_ost CROSS JOIN as_at LEFT JOIN tests USING (person)
WHERE day - started > $established
""",
)
