"""Support beside medicine: meetings (Q6), mutual aid (Q7), and reviews of the plan (Q13)."""

from ostara.analysis.measures.care_gaps.gap import CareGap

NO_KEYWORK = CareGap(
    id="Q6",
    name="no_keywork",
    title="No meeting with a keyworker for 90 days",
    to_do="Arrange to meet, where and when it suits the person",
    counts="nobody of the service sat together with the person in the last 90 days, as far as is written down",
    among="people on OST for 90 days or more",
    left_out="nobody",
    cannot_tell="that somebody did not want to meet and was asked again, which is no kind of event of its own",
    sources=("keywork", "contacts"),
    latest="last meeting",
    rules=("PSI-01",),
    parameters={"days": "psychosocial.contact_days"},
    adapted="The reference looks at everybody on OST; the first 90 days cannot hold such a gap.",
    sql="""
WITH meetings AS (
    SELECT person, latest FROM latest_of(['keywork'])
    UNION ALL
    SELECT person, max(contacts.on) FROM contacts CROSS JOIN as_at
    WHERE attendance = 'attended' AND kind IN ('keywork', 'group') AND contacts.on <= day GROUP BY person
)
SELECT person, any_value(medicine) AS medicine, any_value(service) AS service,
       coalesce(any_value(day) - max(latest) > $days, true) AS hit, NULL::VARCHAR AS excluded, max(latest) AS latest
FROM on_ost CROSS JOIN as_at LEFT JOIN meetings USING (person)
WHERE day - started >= $days GROUP BY person
""",
)

NO_MUTUAL_AID = CareGap(
    id="Q7",
    name="no_mutual_aid_information",
    title="Not told of mutual aid in the last 12 months",
    to_do="Tell of groups, and offer to go along the first time",
    counts="there is no word of mutual aid, or of help to go there, in the last 12 months",
    among="people on OST",
    left_out="nobody: somebody who was told and did not want to go was told",
    cannot_tell="what was said and not written down",
    sources=("mutual_aid", "mutual_aid_declined", "sub_interventions"),
    latest="last told",
    rules=("PSI-10",),
    parameters={"months": "quality.mutual_aid_months"},
    sql="""
WITH told_on AS (
    SELECT person, latest FROM latest_of(['mutual_aid', 'mutual_aid_declined'])
    UNION ALL
    SELECT person, max(reviewed_on) FROM sub_interventions CROSS JOIN as_at
    WHERE (mutual_aid OR twelve_step) AND reviewed_on <= day GROUP BY person
)
SELECT person, any_value(medicine) AS medicine, any_value(service) AS service,
       coalesce(months_between(max(latest), any_value(day)) >= $months, true) AS hit,
       NULL::VARCHAR AS excluded, max(latest) AS latest
FROM on_ost CROSS JOIN as_at LEFT JOIN told_on USING (person) GROUP BY person
""",
)

PLAN_REVIEW = CareGap(
    id="Q13",
    name="plan_review_overdue",
    title="Review of the plan is overdue",
    to_do="Review the plan together",
    counts="the first review is not done 84 days after the start, or a later one is more than 180 days old",
    among="people on OST",
    left_out="nobody",
    cannot_tell="whether the person had a say in the review",
    sources=("plan_review",),
    latest="last review",
    rules=("PSI-11",),
    parameters={"first": "psychosocial.first_plan_review_days", "later": "psychosocial.plan_review_days"},
    sql="""
SELECT person, medicine, service,
       CASE WHEN latest IS NULL OR latest < started THEN day - started > $first ELSE day - latest > $later END AS hit,
       NULL::VARCHAR AS excluded, latest
FROM on_ost CROSS JOIN as_at LEFT JOIN latest_of(['plan_review']) USING (person)
""",
)
