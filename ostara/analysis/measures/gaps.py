"""Days with no recorded dose between two days with one, and what was given when methadone began again."""

from ostara.analysis.measures.measure import Measure
from ostara.analysis.measures.starting import STARTED

SILENT = (
    "a gap at the end is leaving, not a gap; leaving and coming back is one, however long, because the dose that "
    "follows is as risky. A day without a recorded dose need not be a missed dose: it may have been given elsewhere, "
    "or not written down"
)


def _gaps(days: str, parameter: str, rules: tuple[str, ...]) -> Measure:
    return Measure(
        name=f"gaps_{days}_plus",
        title=f"Gaps of {days} days or more with no recorded methadone",
        unit="steps from one day with methadone to the next",
        population=STARTED,
        counts=f"{days} or more whole days lie between, none with a recorded dose",
        denominator="steps from one day with methadone to the person's next",
        exclusions=SILENT,
        source="instalment-wording",
        rules=rules,
        parameters={"gap": parameter},
        people_too=True,
        lower_is_better=True,
        sql="""
SELECT person, 'methadone' AS medicine, service, step - 1 >= $gap AS hit
FROM methadone_days WHERE step IS NOT NULL
""",
    )


GAPS_3 = _gaps("3", "missed_days.consult", ("MISS-03",))
GAPS_5 = _gaps("5", "missed_days.reinduct", ("MISS-05",))

RESTARTS = Measure(
    name="restart_above_30_after_5",
    title="Methadone began again above 30 mg after 5 days or more",
    unit="gaps of 5 days or more",
    population=STARTED,
    counts="the first daily total after the gap is above 30 mg",
    denominator="gaps of 5 days or more with no recorded methadone, followed by methadone",
    exclusions="none, so coming back after months is among them; the log cannot tell a dose given elsewhere during the "
    "gap from a missed one",
    source="australia-methadone",
    rules=("MISS-05",),
    parameters={"gap": "missed_days.reinduct", "high": "methadone.restart_high_mg"},
    people_too=True,
    lower_is_better=True,
    sql="""
SELECT person, 'methadone' AS medicine, service, dose > $high * 1000 AS hit, dose >= dose_before AS at_or_above
FROM methadone_days WHERE step - 1 >= $gap
""",
)
