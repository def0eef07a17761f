"""Watched doses: none at the start (Q4), long ones that nobody reviewed (Q5), and days without medicine (Q17)."""

from ostara.analysis.measures.care_gaps.gap import CareGap

NEVER_WATCHED = CareGap(
    id="Q4",
    name="never_watched_at_start",
    title="No watched dose in the first 90 days",
    to_do="Review how doses are taken; write down why, where the person and the prescriber agreed on it",
    counts="not one dose of the first 90 days was taken while somebody watched",
    among="people whose treatment began in the last year, at least 90 days ago, and who were given any dose in them",
    left_out="depot injections and implants, which staff give; doses that go on from prison, hospital or elsewhere",
    cannot_tell="a reason that was written down in words; a dose of which nobody said whether it was watched",
    sources=("supplies",),
    latest="start of treatment",
    rules=("SUP-09",),
    parameters={"first": "supervision.first_days", "back": "quality.look_back_days"},
    sql="""
WITH starts AS (
    SELECT person, max(started) AS started, arg_max(first_service, started) AS service,
           arg_max(medicine, started) AS medicine
    FROM spells CROSS JOIN as_at
    WHERE day - started BETWEEN $first AND $back + $first GROUP BY person
),
given AS (
    SELECT person, bool_or(outcome = 'observed') AS watched, bool_or(outcome = 'recorded') AS unsaid,
           bool_or(form IN ('depot_weekly', 'depot_monthly', 'implant')) AS injected
    FROM supplies JOIN starts USING (person)
    WHERE outcome IN ('observed', 'collected', 'recorded') AND for_day >= started AND for_day - started < $first
    GROUP BY person
)
SELECT person, starts.medicine, starts.service,
       CASE WHEN watched THEN false WHEN unsaid THEN NULL ELSE true END AS hit,
       CASE WHEN injected THEN 'a depot injection or an implant'
            WHEN EXISTS (FROM points WHERE points.person = starts.person AND points.kind = 'continuation'
                                       AND points.from_day = starts.started)
                 THEN 'a confirmed dose that goes on' END AS excluded,
       started AS latest
FROM starts JOIN given USING (person) ANTI JOIN deaths USING (person)
""",
)

LONG_WATCHED = CareGap(
    id="Q5",
    name="watched_long_without_review",
    title="Every dose watched for 180 days, and no review for 90",
    to_do="Review together whether every dose need still be watched",
    counts="neither the plan nor the dose was reviewed in the last 90 days",
    among="people on OST whose orders have asked for every dose to be watched for more than 180 days",
    left_out="depots and implants",
    cannot_tell="a review that left no trace: neither a review of the plan nor an order",
    sources=("plan_review", "dose_review"),
    latest="last review",
    rules=("SUP-02",),
    parameters={"long": "supervision.long_days", "days": "supervision.review_days"},
    sql="""
WITH loose AS (
    SELECT course, max(from_day) AS until FROM points
    WHERE kind = 'stop' OR supervision <> 'supervised' GROUP BY course
),
watched AS (
    SELECT person, min(from_day) AS since
    FROM points LEFT JOIN loose USING (course)
    WHERE (until IS NULL OR from_day > until) AND form NOT IN ('depot_weekly', 'depot_monthly', 'implant')
      AND course IN (SELECT course FROM doses_now)
    GROUP BY person
)
SELECT person, medicine, service, coalesce(day - latest > $days, true) AS hit, NULL::VARCHAR AS excluded, latest
FROM on_ost CROSS JOIN as_at JOIN watched USING (person)
LEFT JOIN latest_of(['plan_review', 'dose_review']) USING (person)
WHERE day - since > $long
""",
)

LATE_RESPONSE = CareGap(
    id="Q17",
    name="late_response_to_missed_days",
    title="Three days without medicine, and no decision by the next working day",
    to_do="A prescriber decides today whether and how medicine goes on; find out how the person is",
    counts="no prescriber decided by the working day after the third day in a row that was reported as not collected",
    among="people with three or more days in a row reported as not collected, in the last 28 days",
    left_out="people whose next working day is still to come",
    cannot_tell="days of which nobody said anything are not counted, and are never fine; bank holidays are counted as "
    "working days here",
    sources=("supplies",),
    latest="third day without medicine",
    rules=("MISS-03",),
    parameters={
        "missed": "missed_days.consult",
        "working": "missed_days.decision_working_days",
        "window": "missed_days.gap_window_days",
        "week": "calendar.week_days",
    },
    urgent=True,
    sql="""
WITH days AS (
    SELECT person, for_day,
           bool_and(outcome = 'not_collected') AS missed
    FROM supplies CROSS JOIN as_at
    WHERE for_day <= day AND day - for_day < $window + $window
      AND form NOT IN ('depot_weekly', 'depot_monthly', 'implant')
    GROUP BY person, for_day
),
runs AS (
    SELECT person, for_day, for_day - (row_number() OVER (PARTITION BY person ORDER BY for_day))::INTEGER AS run
    FROM days WHERE missed
),
gaps AS (
    SELECT person, min(for_day) AS first_day, (min(for_day) + $missed - 1)::DATE AS third_day
    FROM runs GROUP BY person, run HAVING count(*) >= $missed
),
judged AS (
    SELECT person, third_day,
           list_filter(generate_series(third_day + 1, third_day + $week * ($working + 1), INTERVAL 1 DAY),
                       lambda one: isodow(one) NOT IN (6, 7))[$working]::DATE AS answer_by,
           EXISTS (FROM events WHERE events.person = gaps.person AND kind = 'missed_decision'
                                 AND from_day BETWEEN first_day AND answer_by)
           OR EXISTS (FROM points WHERE points.person = gaps.person AND points.kind IN ('restart', 'stop', 'decrease')
                                    AND points.from_day BETWEEN first_day AND answer_by) AS decided
    FROM gaps CROSS JOIN as_at WHERE day - third_day < $window
)
SELECT person, medicine, service, bool_or(NOT decided) AS hit, NULL::VARCHAR AS excluded,
       max(third_day) AS latest
FROM judged CROSS JOIN as_at JOIN (
    SELECT person, arg_max(medicine, spell) AS medicine, arg_max(service, spell) AS service FROM spells GROUP BY person
) USING (person) ANTI JOIN deaths USING (person)
WHERE decided OR answer_by <= day GROUP BY person, medicine, service
""",
)
