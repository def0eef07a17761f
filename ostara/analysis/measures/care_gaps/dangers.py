"""Dangers to life: no naloxone (Q10), no ECG where one is wanted (Q14), a sedative beside without a plan (Q16)."""

from ostara.analysis.measures.care_gaps.gap import CareGap

NO_NALOXONE = CareGap(
    id="Q10",
    name="no_naloxone",
    title="No naloxone kit in date",
    to_do="Offer a kit and show how to use it, to those close to the person too",
    counts="no naloxone kit in date is on record",
    among="people on OST, or who left it in the last 12 months",
    left_out="did not want one, and is to be asked again later",
    cannot_tell="kits from elsewhere; whether the kit is at hand",
    sources=("naloxone", "naloxone_refused"),
    latest="last kit",
    rules=("MON-20",),
    parameters={"months": "quality.naloxone_after_exit_months", "kits": "monitoring.naloxone_kits"},
    sql="""
WITH people_at_risk AS (
    SELECT person, medicine, service FROM on_ost
    UNION ALL
    SELECT person, arg_max(medicine, spell), arg_max(service, spell) FROM spells CROSS JOIN as_at
    ANTI JOIN on_ost USING (person) ANTI JOIN deaths USING (person)
    WHERE months_between(last_day, day) < $months GROUP BY person
),
kits AS (
    SELECT person, count(*) AS kits FROM events CROSS JOIN as_at
    WHERE kind = 'naloxone' AND (to_day IS NULL OR to_day >= day) GROUP BY person
)
SELECT person, medicine, service, coalesce(kits < $kits, true) AS hit,
       CASE WHEN coalesce(kits < $kits, true) AND person IN (SELECT person FROM holding(['naloxone_refused']))
                 THEN 'did not want one' END AS excluded,
       latest
FROM people_at_risk LEFT JOIN kits USING (person) LEFT JOIN latest_of(['naloxone']) USING (person)
""",
)

# Full months, as the rules count them: twelve are a year over, not a thirteenth begun.
NO_ECG = CareGap(
    id="Q14",
    name="no_ecg",
    title="An ECG is wanted, and none in 12 months",
    to_do="Arrange an ECG",
    counts="no ECG was read in the last 12 months",
    among="people on methadone of more than 100 mg a day, or with a recorded risk for the heart rhythm at any dose",
    left_out="buprenorphine alone; did not want one, and is to be asked again later",
    cannot_tell="risks nobody wrote down; ECGs made elsewhere",
    sources=("ecg", "ecg_refused"),
    latest="last ECG",
    rules=("MON-01", "MON-04"),
    parameters={"line": "methadone.ecg_above_mg", "months": "monitoring.ecg_repeat_months"},
    sql="""
WITH methadone AS (
    SELECT person, sum(dose_mg) AS mg FROM doses_now WHERE medicine = 'methadone' GROUP BY person
)
SELECT person, medicine, service, coalesce(months_between(latest, day) >= $months, true) AS hit,
       CASE WHEN coalesce(months_between(latest, day) >= $months, true)
                 AND person IN (SELECT person FROM holding(['ecg_refused'])) THEN 'did not want one' END AS excluded,
       latest
FROM on_ost CROSS JOIN as_at JOIN methadone USING (person) LEFT JOIN latest_of(['ecg']) USING (person)
WHERE mg > $line OR person IN (SELECT person FROM holding(['qt_risk']))
""",
)

SEDATIVE = CareGap(
    id="Q16",
    name="sedative_without_plan",
    title="A benzodiazepine or gabapentinoid beside OST, and no plan",
    to_do="Agree a plan with the person, and with whoever prescribes it",
    counts="no plan for it is on record",
    among="people on OST who are recorded as taking a benzodiazepine, pregabalin or gabapentin",
    left_out="nobody",
    cannot_tell="medicines nobody asked about: somebody without a word of any may well take one",
    sources=("sedative",),
    latest="on record since",
    rules=("MON-06", "MON-08"),
    adapted="The reference counts out of everybody on OST. Nobody knows of most people that they take none, so it is "
    "counted out of those known to take one.",
    sql="""
SELECT person, medicine, service, person NOT IN (SELECT person FROM holding(['sedative_plan'])) AS hit,
       NULL::VARCHAR AS excluded, since AS latest
FROM on_ost JOIN holding(['sedative']) USING (person)
""",
)
