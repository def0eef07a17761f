"""The path from custody to treatment outside: begun within 21 days of release."""

from ostara.analysis.journeys.journeys import DIMENSIONS
from ostara.analysis.national.measure import NationalMeasure

# A release belongs to no journey: of what a figure can be cut by, it has what is known of the person.
_KNOWN = {"area": "coalesce(people.area, 'not recorded')", "sex": "people.sex", "ethnicity": "people.ethnicity"}
_TYPES = {"age": "INTEGER", "deprivation": "INTEGER", "opiates_or_crack": "BOOLEAN", "treated_before": "BOOLEAN"}


def _dimension(name: str) -> str:
    known = _KNOWN.get(name) or f"CAST(NULL AS {_TYPES.get(name, 'VARCHAR')})"
    return f"{known} AS {name}"


_DIMENSIONS = ", ".join(map(_dimension, DIMENSIONS))

CONTINUITY = NationalMeasure(
    name="continuity_of_care",
    title="In treatment within three weeks of release from prison",
    unit="releases",
    population="releases in the period of people with a need of treatment who were referred to treatment outside",
    counts="an episode of treatment outside began on the day of release or in the 21 days after it",
    denominator="releases of which it is known by the last day that the store observes; people who died among them",
    exclusions="Releases of which it is not recorded whether the person was referred are not known.",
    source="ndtms-s34",
    sql=f"""
SELECT period, CAST(NULL AS BIGINT) AS journey, releases.person, {_DIMENSIONS},
       CASE WHEN referred IS NULL THEN NULL
            WHEN date_diff('day', released, started_outside) <= $days THEN true
            WHEN date_diff('day', released, until) >= $days THEN false END AS hit
FROM periods
JOIN releases ON released BETWEEN first_day AND last_day
JOIN people ON people.person = releases.person
CROSS JOIN observed
""",
    parameters={"days": "national.continuity_days"},
    lower_is_better=False,
)
