"""Coming back after a completion within six calendar months, anywhere in the country."""

from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.national.treated import COUNTED_ONCE

# Whether somebody who completed came back in time; NULL while there is still time and nobody came.
_BACK = """
CASE WHEN next_started < ended + INTERVAL '{months}' MONTH THEN true
     WHEN until >= ended + INTERVAL '{months}' MONTH - INTERVAL '1' DAY THEN false END
"""

REPRESENTED = NationalMeasure(
    name="re_presented",
    title="Came back within six months of completing",
    unit="completions",
    population="journeys that ended in the period with a successful completion",
    counts="the person's next journey, in any area, began on that day or later, before six calendar months were over",
    denominator="completions of which it is known by the last day that the store observes",
    exclusions="Who starts again within the gap of a journey had not completed it. Completions of the last six months "
    "whose person has not come back are pending.",
    source="ndtms-s5",
    sql=f"""
SELECT every.*, {_BACK} AS hit
FROM (SELECT * FROM periods JOIN {{journeys}} ON ended BETWEEN first_day AND last_day CROSS JOIN observed) AS every
WHERE simple = 'successful'
""",
    months="national.return_months",
    lower_is_better=True,
)

COMPLETED_AND_STAYED = NationalMeasure(
    name="completed_without_return",
    title="Completed and did not come back within six months, of all in treatment",
    unit="people",
    population="people in treatment in the period",
    counts="their latest journey ended in the period with a successful completion, and no other began in six months",
    denominator="people in treatment in the period, less those who completed and may still come back",
    exclusions=COUNTED_ONCE + " The published indicator sets its period back by six months, so that none is pending.",
    source="ndtms-s33",
    sql=f"""
SELECT every.*,
       CASE WHEN NOT coalesce(ended <= last_day AND simple = 'successful', false) THEN false
            ELSE NOT ({_BACK}) END AS hit
FROM (SELECT * FROM {{treated}} CROSS JOIN observed) AS every
""",
    months="national.return_months",
    lower_is_better=False,
)
