"""Doses: too low while there is need (Q1), and lowered or ended without the person's plan (Q11)."""

from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.use_on_top import ON_TOP

LOW_WITH_NEED = CareGap(
    id="Q1",
    name="low_dose_with_need",
    title="Dose below the usual range while there is need of more",
    to_do="Offer a review of the dose; the prescriber and the person decide",
    counts="every dose in force is below the lower end of the usual range for its medicine and form, and the last 84 "
    "days hold 2 or more opioid-positive specimens, or 4 or more days of heroin or other opioids in 28 by the person's "
    "own account",
    among="people on OST for 56 days or more whose medicine has a usual range",
    left_out="a decrease that the person leads, or a higher dose declined, within 84 days; implants and injectables",
    cannot_tell="craving and withdrawal, which are in the record and not in a store; whether somebody is content",
    sources=("specimens", "orders", "supplies"),
    latest="last sign of need",
    rules=("OPT-01", "OPT-02"),
    parameters={
        "established": "quality.low_dose_established_days",
        "window": "quality.low_dose_evidence_days",
        "tests": "quality.positive_tests_for_need",
        "use_days": "quality.use_days_for_need",
        "month": "measures.month_days",
        "declined": "quality.declined_increase_days",
        "methadone": "methadone.adequate_dose_mg",
        "sublingual": "buprenorphine.adequate_dose_mg",
        "lyophilisate": "buprenorphine.lyophilisate_adequate_mg",
        "weekly": "depot.weekly_adequate_mg",
        "monthly": "depot.monthly_adequate_mg",
    },
    sql=f"""
WITH doses AS (
    SELECT person, CASE WHEN bool_or(enough) THEN true WHEN count(enough) = count(*) THEN false END AS enough
    FROM (
        SELECT person, dose_mg >= CASE medicine WHEN 'methadone' THEN $methadone ELSE
            CASE form WHEN 'lyophilisate' THEN $lyophilisate WHEN 'depot_weekly' THEN $weekly
                      WHEN 'depot_monthly' THEN $monthly ELSE $sublingual END END AS enough
        FROM doses_now WHERE medicine IN ('methadone', 'buprenorphine') AND form NOT IN ('implant', 'injection')
    ) GROUP BY person
),
tested AS (
    SELECT person, count(DISTINCT specimen) FILTER (result = 'positive' AND prescribed IS NOT TRUE) AS positives,
           max(taken_on) FILTER (result = 'positive' AND prescribed IS NOT TRUE) AS latest
    FROM findings CROSS JOIN as_at
    WHERE substance IN {ON_TOP} AND result <> 'unclear' AND taken_on <= day AND day - taken_on <= $window
    GROUP BY person
),
said AS (
    SELECT person, max(days) AS days, max(latest) AS latest FROM (
        SELECT person, count(DISTINCT use_days.on) * $month / $window AS days, max(use_days.on) AS latest
        FROM use_days CROSS JOIN as_at
        WHERE substance IN {ON_TOP} AND use_days.on <= day AND day - use_days.on <= $window GROUP BY person
        UNION ALL
        SELECT person, arg_max(heroin_days, (reviewed_on, review)), max(reviewed_on) FROM reviews CROSS JOIN as_at
        WHERE heroin_days IS NOT NULL AND reviewed_on <= day AND day - reviewed_on <= $window GROUP BY person
    ) GROUP BY person
)
SELECT person, medicine, service,
       NOT enough AND CASE WHEN coalesce(positives >= $tests, false) OR coalesce(days >= $use_days, false) THEN true
                           WHEN positives IS NOT NULL OR days IS NOT NULL THEN false END AS hit,
       CASE WHEN person IN (SELECT person FROM points CROSS JOIN as_at
                            WHERE kind = 'decrease' AND patient_led AND day - from_day <= $window)
                 THEN 'a decrease that the person leads'
            WHEN person IN (SELECT person FROM events CROSS JOIN as_at
                            WHERE kind = 'increase_declined' AND day - from_day <= $declined)
                 THEN 'did not want a higher dose' END AS excluded,
       greatest(tested.latest, said.latest) AS latest
FROM on_ost CROSS JOIN as_at JOIN doses USING (person)
LEFT JOIN tested USING (person) LEFT JOIN said USING (person)
WHERE day - started >= $established
""",
)

FORCED = CareGap(
    id="Q11",
    name="lowered_or_ended_without_plan",
    title="Lowered or ended without the person's own plan",
    to_do="Ask the person; go back if they wish, and agree a plan before anything is lowered",
    counts="an order lowered the dose, or treatment was ended, and it is recorded that this was not the person's "
    "agreed plan, or that the service ended it",
    among="people whose dose was lowered, or whose treatment was ended by an order or as completed, in the last year",
    left_out="lower doses for a coded reason of safety; people who dropped out, moved, were transferred, went to "
    "prison or died: nobody decided that",
    cannot_tell="pressure that nobody wrote down. Where nobody said whose plan it was the answer is unknown",
    sources=("orders", "interventions"),
    latest="last decrease or end",
    rules=("DTX-08", "DTX-09", "OPT-04"),
    parameters={"back": "quality.look_back_days"},
    sql="""
WITH happened AS (
    SELECT person, service, medicine, from_day AS happened_on, NOT patient_led AS forced
    FROM points CROSS JOIN as_at
    WHERE kind = 'decrease' AND day - from_day < $back
      AND NOT EXISTS (FROM events WHERE events.person = points.person AND events.kind = 'safety_decrease'
                                    AND events.from_day = points.from_day)
    UNION ALL
    SELECT person, service, medicine, last_day,
           CASE WHEN reason = 'ended_by_service' THEN true WHEN led IS NOT NULL THEN NOT led
                WHEN reason = 'completed' THEN false END
    FROM exits CROSS JOIN as_at
    WHERE day - last_day < $back AND last_day < day
      AND (reason IS NULL OR reason IN ('ended_by_service', 'completed', 'unknown'))
)
SELECT person, arg_max(medicine, happened_on) AS medicine, arg_max(service, happened_on) AS service,
       CASE WHEN bool_or(forced) THEN true WHEN count(forced) = count(*) THEN false END AS hit,
       NULL::VARCHAR AS excluded, max(happened_on) AS latest
FROM happened ANTI JOIN deaths USING (person) GROUP BY person
""",
)
