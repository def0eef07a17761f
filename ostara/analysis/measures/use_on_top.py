"""Use on top of OST: people kept on a low dose while they use, and use that nobody tested for."""

from ostara.analysis.measures.measure import Measure

# Opioids that count as use on top: those a person takes beside the prescription. A positive test for the prescribed
# medicine is taking it as agreed.
ON_TOP = "('heroin', 'opioid', 'other_opioid')"

LOW_DOSE = Measure(
    name="low_dose_with_use_on_top",
    title="Low dose while using on top",
    unit="periods of 84 days",
    population="periods of 84 days from the start in which somebody on methadone or sublingual buprenorphine had a "
    "dose in the last 28 days, so on day 56 of treatment or later",
    counts="highest daily total of the last 28 days is below 60 mg methadone or 12 mg buprenorphine, and the period "
    "holds 2 or more opioid-positive tests, or 4 or more reported days of heroin or other opioids in 28",
    denominator="such periods with any test or any report of use",
    exclusions="depots, which have doses of their own; a reduction that the person leads (where the store says so). "
    "Periods with neither a test nor a report are counted as not known, never as fine",
    source="phe-optimising",
    rules=("OPT-01", "OPT-02", "Q1"),
    adapted="Q1 looks at people on one day with 84 days behind it. A store holds a history, so every 84 days from the "
    "start is looked at. Withdrawal and craving scores are not in the seam, so evidence is tests and reports only; "
    "people who declined an increase are not known and not excluded.",
    parameters={
        "methadone_low": "methadone.adequate_dose_mg",
        "buprenorphine_low": "buprenorphine.adequate_dose_mg",
        "period": "quality.low_dose_evidence_days",
        "tests": "quality.positive_tests_for_need",
        "use_days": "quality.use_days_for_need",
        "month": "measures.month_days",
    },
    people_too=True,
    lower_is_better=True,
    sql=f"""
WITH doses AS (
    SELECT person, medicine, arg_max(service, day) AS service,
           ((day - started) // $period)::INTEGER AS period,
           max(dose) FILTER ((day - started) % $period >= $period - $month) AS recent
    FROM dose_days JOIN (SELECT person, started FROM starts) USING (person)
    WHERE covers = 1 AND is_ost(medicine) AND day >= started AND dose > 0
    GROUP BY ALL
),
latest AS (
    SELECT * FROM doses WHERE recent IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY person, period ORDER BY recent DESC, medicine) = 1
),
tested AS (
    SELECT person, ((taken_on - started) // $period)::INTEGER AS period,
           count(DISTINCT specimen) FILTER (result = 'positive' AND prescribed IS NOT TRUE) AS positives
    FROM findings JOIN (SELECT person, started FROM starts) USING (person)
    WHERE substance IN {ON_TOP} AND taken_on >= started AND result <> 'unclear' GROUP BY ALL
),
reported AS (
    SELECT person, ((use_days.on - started) // $period)::INTEGER AS period,
           count(DISTINCT use_days.on) * $month / $period AS days_in_28
    FROM use_days JOIN (SELECT person, started FROM starts) USING (person)
    WHERE substance IN {ON_TOP} AND use_days.on >= started GROUP BY ALL
),
reviewed AS (
    SELECT person, ((reviewed_on - started) // $period)::INTEGER AS period, max(heroin_days) AS days_in_28
    FROM reviews JOIN (SELECT person, started FROM starts) USING (person)
    WHERE reviewed_on >= started AND heroin_days IS NOT NULL GROUP BY ALL
),
led AS (
    SELECT DISTINCT person, ((effective_on - started) // $period)::INTEGER AS period
    FROM orders JOIN (SELECT person, started FROM starts) USING (person)
    WHERE kind = 'decrease' AND patient_led AND effective_on >= started
)
SELECT person, medicine, service,
       recent < CASE medicine WHEN 'methadone' THEN $methadone_low ELSE $buprenorphine_low END * 1000
       AND CASE WHEN coalesce(positives >= $tests, false)
                  OR coalesce(reported.days_in_28 >= $use_days, false)
                  OR coalesce(reviewed.days_in_28 >= $use_days, false) THEN true
                WHEN positives IS NULL AND reported.days_in_28 IS NULL AND reviewed.days_in_28 IS NULL THEN NULL
                ELSE false END AS hit
FROM latest
LEFT JOIN tested USING (person, period)
LEFT JOIN reported USING (person, period)
LEFT JOIN reviewed USING (person, period)
ANTI JOIN led USING (person, period)
""",
)

UNTESTED = Measure(
    name="use_on_top_untested",
    title="Use on top that nobody tested for",
    unit="months with reported use on top",
    population="months of 28 days from the start in which somebody in treatment reported heroin or other opioids",
    counts="no specimen was taken within 30 days from the month's first reported day",
    denominator="such months",
    exclusions="months whose 30 days have not all been seen yet",
    source="ostara",
    rules=("TST-10", "Q2"),
    adapted="Q2 asks for no test in the 30 days up to today. A store holds a history, so each month's first reported "
    "day is followed for 30 days. Reviews say how many days of the last 28, not which, so only reports by day count.",
    parameters={"days": "quality.use_on_top_test_days", "month": "measures.month_days"},
    people_too=True,
    lower_is_better=True,
    sql=f"""
WITH months AS (
    SELECT use_days.person, any_value(medicine) AS medicine, any_value(service) AS service,
           min(use_days.on) AS first_day
    FROM use_days JOIN stays USING (person)
    WHERE substance IN {ON_TOP} AND use_days.on BETWEEN started AND last_covered
    GROUP BY use_days.person, (use_days.on - started) // $month
)
SELECT months.person, medicine, months.service,
       coalesce(specimens.taken_on - first_day > $days, true) AS hit
FROM observed, months
ASOF LEFT JOIN specimens ON specimens.person = months.person AND specimens.taken_on >= months.first_day
WHERE until IS NULL OR until - first_day >= $days
""",
)
