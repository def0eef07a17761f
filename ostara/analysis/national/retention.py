"""Staying: effective treatment, and leaving early without a plan. Whoever has not had the time yet is not known."""

from ostara.analysis.national.measure import NationalMeasure

EFFECTIVE = NationalMeasure(
    name="effective_treatment",
    title="Retained 12 weeks, or completed sooner",
    unit="journeys",
    population="journeys that began in the period",
    counts="in treatment for 12 weeks or more, or completed successfully before",
    denominator="journeys of which it is known by the last day that the store observes",
    exclusions="Journeys that go on but began less than 12 weeks before the last day observed are pending, not failed. "
    "Of those that ended sooner for a reason that is missing or inconsistent it is not known.",
    source="ndtms-s31",
    sql="""
SELECT every.*,
       CASE WHEN simple = 'successful' THEN true
            WHEN date_diff('day', started, coalesce(ended, until)) >= $retained THEN true
            WHEN simple IN ('incomplete', 'transferred') THEN false END AS hit
FROM (SELECT * FROM periods JOIN {journeys} ON started BETWEEN first_day AND last_day CROSS JOIN observed) AS every
""",
    parameters={"retained": "national.retained_days"},
    lower_is_better=False,
)

EARLY_EXIT = NationalMeasure(
    name="early_unplanned_exit",
    title="Left before 12 weeks without a plan",
    unit="journeys",
    population="journeys that began in the period",
    counts="ended before 12 weeks with a reason of the group *incomplete*, to which deaths belong there",
    denominator="journeys of which it is known by the last day that the store observes",
    exclusions="Journeys that go on but began less than 12 weeks before the last day observed are pending. "
    "Early exits whose reason is missing or inconsistent are not known.",
    source="ndtms",
    sql="""
SELECT every.*,
       CASE WHEN ended IS NULL THEN CASE WHEN date_diff('day', started, until) >= $early THEN false END
            WHEN date_diff('day', started, ended) >= $early THEN false
            WHEN simple = 'incomplete' THEN true
            WHEN simple IN ('successful', 'transferred') THEN false END AS hit
FROM (SELECT * FROM periods JOIN {journeys} ON started BETWEEN first_day AND last_day CROSS JOIN observed) AS every
""",
    parameters={"early": "national.early_exit_days"},
    lower_is_better=True,
)
