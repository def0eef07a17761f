"""Waiting for treatment: how long until the first appointment offered, and who never began."""

from ostara.analysis.national.measure import NationalMeasure

WAITED_IN_TIME = NationalMeasure(
    name="waited_3_weeks_or_less",
    title="First appointment offered within three weeks",
    unit="journeys",
    population="journeys whose first structured help was offered in the period",
    counts="the offer came within three weeks of the referral to it (or to the service, where that is not recorded)",
    denominator="offers whose wait is known",
    exclusions="Waits that would be negative are not known. Whoever never began stands in `referred_never_started`.",
    source="ndtms",
    sql="""
SELECT *, waited <= $wait AS hit
FROM periods JOIN {journeys} ON offered_on BETWEEN first_day AND last_day
""",
    parameters={"wait": "national.wait_days"},
    lower_is_better=False,
)

NEVER_STARTED = NationalMeasure(
    name="referred_never_started",
    title="People referred whose treatment never began",
    unit="journeys",
    population="journeys with a referral to structured help in the period",
    counts="none of the structured help of the journey had begun by the last day that the store observes",
    denominator="referrals of which it is known whether help began",
    exclusions="Referrals of which no structured help is recorded are not known.",
    source="model-decisions",
    sql="""
SELECT every.*, NOT begun AS hit
FROM (SELECT * FROM periods JOIN {journeys} ON referred_on BETWEEN first_day AND last_day) AS every
""",
    lower_is_better=True,
)

WAITS = (WAITED_IN_TIME, NEVER_STARTED)
