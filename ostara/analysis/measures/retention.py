"""Staying in treatment: how many still took a dose in week 22 or later, and the curve of how long people stay."""

from ostara.analysis.measures.measure import Measure

RETAINED = Measure(
    name="retained_24_weeks",
    title="Still in treatment at 24 weeks",
    unit="people",
    population="people who started methadone or buprenorphine, counted from their first start",
    counts="last day covered by a dose is day 154 or later, counted from the start, within the same stay; a change of "
    "medicine or service from one day to the next is the same stay",
    denominator="people who started",
    exclusions="people who started too recently for day 154 to have been seen; nobody else, so leaving for prison, "
    "moving away and dying count as not retained",
    source="ostara",
    parameters={"last_day": "retention.weeks_24_last_dose_day"},
    lower_is_better=False,
    sql="""
SELECT person, medicine, service,
       coalesce(last_covered - started >= $last_day, false) AS hit
FROM stays, observed
WHERE until IS NULL OR until - started >= $last_day
""",
)

# Days from the start to the last covered day. Somebody whose cover reaches the end of observation, less the two weeks
# in which a late pharmacy report may still come, has not left as far as anybody knows: censored, not gone.
LENGTHS = """
CREATE TEMP TABLE lengths AS
SELECT person, medicine, service,
       least(greatest(coalesce(last_covered - started, 0), 0), $last_day)::INTEGER AS days,
       coalesce(last_covered - started, 0) < $last_day
       AND (until IS NULL OR last_covered IS NULL OR until - last_covered >= $late) AS gone
FROM stays, observed
WHERE until IS NULL OR until - started >= 0
"""

# Kaplan and Meier (1958) with Greenwood's variance and limits on the log(-log) scale, which keeps them within 0 and 1.
# `hazard_left` is 1 - gone / at_risk; its running product is the curve. A curve at 0 has no limits but itself.
CURVE = """
WITH steps AS (
    SELECT medicine, days, count(*) AS leaving, count(*) FILTER (gone) AS gone
    FROM lengths GROUP BY medicine, days
),
risk AS (
    SELECT medicine, days, gone,
           sum(leaving) OVER (PARTITION BY medicine ORDER BY days DESC) AS at_risk
    FROM steps
),
curve AS (
    SELECT medicine, days, at_risk, gone,
           product(1 - gone / at_risk) OVER sofar AS kept,
           sum(CASE WHEN at_risk > gone THEN gone / (at_risk * (at_risk - gone)) END) OVER sofar AS greenwood
    FROM risk
    WINDOW sofar AS (PARTITION BY medicine ORDER BY days)
)
SELECT medicine, days, at_risk::BIGINT AS at_risk, gone::BIGINT AS gone, kept,
       CASE WHEN kept > 0 AND kept < 1 THEN pow(kept, exp($z * sqrt(greenwood) / abs(ln(kept)))) ELSE kept END AS low,
       CASE WHEN kept > 0 AND kept < 1 THEN pow(kept, exp(-$z * sqrt(greenwood) / abs(ln(kept)))) ELSE kept END AS high
FROM curve
ORDER BY medicine, days
"""
