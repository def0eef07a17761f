"""How methadone was started: the first dose, the first week, and each rise from one day to the next."""

from ostara.analysis.measures.measure import Measure

STARTED = "people who started methadone or buprenorphine and have any methadone dose"
REPEATED = "daily totals; several rows of one day are added up"

FIRST_DOSE = Measure(
    name="first_dose_above_30",
    title="First methadone dose above 30 mg",
    unit="people",
    population=STARTED,
    counts="daily total of the first day with methadone is above 30 mg",
    denominator="people with a methadone dose",
    exclusions="none; a dose continued from prison, hospital or another service looks like a first dose when the store "
    "does not hold the earlier ones",
    source="nida-methadone-guide",
    rules=("IND-02",),
    parameters={"high": "methadone.first_dose_high_mg"},
    lower_is_better=True,
    sql="""
SELECT person, 'methadone' AS medicine, service, dose > $high * 1000 AS hit
FROM methadone_days WHERE step IS NULL
""",
)

FIRST_WEEK = Measure(
    name="first_week_rise_above_30",
    title="Methadone rose by more than 30 mg in the first week",
    unit="people",
    population=STARTED,
    counts="highest daily total in days 0 to 6 after the first dose, less the first, is above 30 mg",
    denominator="people with a methadone dose",
    exclusions="none",
    source="nida-methadone-guide",
    rules=("IND-06",),
    parameters={"rise": "methadone.first_week_rise_mg", "last_day": "first_week.days"},
    lower_is_better=True,
    sql="""
SELECT person, 'methadone' AS medicine, arg_min(service, day) AS service,
       max(dose) - min(first_dose) > $rise * 1000 AS hit
FROM methadone_days
JOIN (SELECT person, day AS first_day, dose AS first_dose FROM methadone_days WHERE step IS NULL) USING (person)
WHERE day - first_day <= $last_day GROUP BY person
""",
)

SINGLE_RISE = Measure(
    name="single_rise_above_10",
    title="Methadone rose by more than 10 mg from one day to the next",
    unit="days after a day with methadone",
    population=STARTED,
    counts="daily total is more than 10 mg above that of the calendar day before",
    denominator="days with methadone that follow a day with methadone",
    exclusions="days that follow a day with no recorded dose; see restarts",
    source="nida-methadone-guide",
    rules=("IND-05",),
    parameters={"rise": "methadone.single_rise_mg"},
    people_too=True,
    lower_is_better=True,
    sql="""
SELECT person, 'methadone' AS medicine, service, dose - dose_before > $rise * 1000 AS hit
FROM methadone_days WHERE step = 1
""",
)
