"""After treatment: back within twelve weeks (Q12), and aftercare that did not last six months (Q18)."""

from ostara.analysis.measures.care_gaps.gap import CareGap

# Ends that were meant as such: completed as planned, or stopped by the person's own plan.
PLANNED = "(reason = 'completed' OR coalesce(led, false))"

BACK_SOON = CareGap(
    id="Q12",
    name="back_within_12_weeks",
    title="Back on OST within 12 weeks of a planned end",
    to_do="Ask what came too early, and what would help now; nobody is penalised for coming back",
    counts="treatment began again within 84 days of the end",
    among="people with a planned end in the last year, who came back or whose 84 days have passed",
    left_out="ends by dropping out, moving, transfer, prison or death",
    cannot_tell="treatment that began again elsewhere",
    sources=("interventions", "orders"),
    latest="end of treatment",
    parameters={"days": "quality.return_days", "back": "quality.look_back_days"},
    rules=("DTX-12",),
    sql=f"""
SELECT person, arg_max(medicine, last_day) AS medicine, arg_max(service, last_day) AS service,
       bool_or(coalesce(next_started - last_day <= $days, false)) AS hit, NULL::VARCHAR AS excluded,
       max(last_day) AS latest
FROM exits CROSS JOIN as_at ANTI JOIN deaths USING (person)
WHERE {PLANNED} AND last_day < day AND day - last_day < $back
  AND (day - last_day > $days OR next_started - last_day <= $days)
GROUP BY person
""",
)

AFTERCARE = CareGap(
    id="Q18",
    name="aftercare_too_short",
    title="Less than six months of aftercare",
    to_do="Ring or write; remind of the way back",
    counts="a whole window of 30 days since the end passed without any contact",
    among="people with a planned end in the last six months, at least 30 days ago, who have not come back",
    left_out="people who do not wish for contact",
    cannot_tell="contacts that nobody wrote down; whether the person is abstinent",
    sources=("aftercare", "aftercare_declined", "keywork", "contacts"),
    latest="last contact since the end",
    parameters={"months": "aftercare.months", "window": "aftercare.window_days"},
    rules=("DTX-10",),
    sql=f"""
WITH ended AS (
    SELECT person, arg_max(medicine, last_day) AS medicine, arg_max(service, last_day) AS service,
           max(last_day) AS last_day
    FROM exits CROSS JOIN as_at ANTI JOIN on_ost USING (person) ANTI JOIN deaths USING (person)
    WHERE {PLANNED} AND next_started IS NULL AND months_between(last_day, day) < $months
      AND day - last_day > $window GROUP BY person
),
met AS (
    SELECT person, from_day AS met_on FROM events WHERE kind IN ('aftercare', 'keywork', 'plan_review')
    UNION ALL
    SELECT person, contacts.on FROM contacts CROSS JOIN as_at WHERE attendance = 'attended' AND contacts.on <= day
),
windows AS (
    SELECT person, (day - last_day - 1) // $window AS whole,
           count(DISTINCT (met_on - last_day - 1) // $window)
               FILTER ((met_on - last_day - 1) // $window < (day - last_day - 1) // $window) AS kept,
           max(met_on) AS latest
    FROM ended CROSS JOIN as_at LEFT JOIN met USING (person)
    WHERE met_on IS NULL OR met_on > last_day GROUP BY person, day, last_day
)
SELECT person, medicine, service, coalesce(kept < whole, true) AS hit,
       CASE WHEN EXISTS (FROM events WHERE events.person = ended.person AND kind = 'aftercare_declined'
                                       AND from_day >= last_day) THEN 'does not wish for contact' END AS excluded,
       latest
FROM ended LEFT JOIN windows USING (person)
""",
)
