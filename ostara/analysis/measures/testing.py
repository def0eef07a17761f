"""What drug tests found, month by month of treatment."""

from ostara.analysis.measures.measure import Measure
from ostara.analysis.measures.use_on_top import ON_TOP

POSITIVE = Measure(
    name="positive_tests",
    title="Tests positive for heroin or other opioids that were not prescribed",
    unit="specimens",
    population="specimens of people who started methadone or buprenorphine, taken from the start to the last dose",
    counts="heroin or another opioid was found that the person's own prescription does not explain",
    denominator="specimens that were tested for opioids with a clear result",
    exclusions="unclear results",
    source="ostara",
    rules=("TST-10",),
    parameters={"month": "measures.month_days", "months": "measures.months_shown"},
    lower_is_better=True,
    people_too=True,
    sql=f"""
SELECT findings.person, any_value(stays.medicine) AS medicine, any_value(findings.service) AS service,
       bool_or(result = 'positive' AND prescribed IS NOT TRUE) AS hit,
       least(any_value((taken_on - started) // $month), $months)::INTEGER AS month
FROM findings JOIN stays USING (person)
WHERE substance IN {ON_TOP} AND result <> 'unclear' AND taken_on BETWEEN started AND last_covered
GROUP BY findings.person, specimen
""",
)
