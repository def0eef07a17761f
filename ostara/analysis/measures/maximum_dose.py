"""Whether methadone ever reached the range that holds most people."""

from ostara.analysis.measures.measure import Measure

MAXIMUM_DOSE = Measure(
    name="maximum_dose_60_plus",
    title="Methadone ever reached 60 mg a day",
    unit="people",
    population="people who started methadone or buprenorphine and have any methadone dose",
    counts="highest daily total is 60 mg or more",
    denominator="people with a methadone dose",
    exclusions="none: somebody content and well on less counts against the figure, so read it beside use on top",
    source="physeptone-smpc",
    rules=("IND-11", "OPT-01"),
    parameters={"adequate": "methadone.adequate_dose_mg"},
    lower_is_better=False,
    sql="""
SELECT person, 'methadone' AS medicine, min(service) AS service, max(dose) >= $adequate * 1000 AS hit
FROM methadone_days GROUP BY person
""",
)

MAXIMA = """
SELECT median(highest) / 1000 AS median,
       quantile_cont(highest, 0.25) / 1000 AS lower_quartile,
       quantile_cont(highest, 0.75) / 1000 AS upper_quartile
FROM (SELECT max(dose) AS highest FROM methadone_days GROUP BY person)
"""

# Bars of 10 mg; a dose on the edge belongs to the bar above it, as 60 mg belongs to "60 and more".
MAXIMA_BARS = """
SELECT (highest // 10000 * 10)::INTEGER AS from_mg, count(*) AS people
FROM (SELECT max(dose) AS highest FROM methadone_days GROUP BY person)
GROUP BY 1 ORDER BY 1
"""
