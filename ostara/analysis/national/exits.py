"""Leaving: completions of all in treatment and of all who left, and deaths."""

from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.national.treated import COUNTED_ONCE

COMPLETED_OF_TREATED = NationalMeasure(
    name="completed_of_treated",
    title="Completed successfully, of all in treatment",
    unit="people",
    population="people in treatment in the period",
    counts="their latest journey ended in the period with a successful completion",
    denominator="people in treatment in the period",
    exclusions=COUNTED_ONCE,
    source="ndtms-s31",
    sql="SELECT *, coalesce(ended <= last_day AND simple = 'successful', false) AS hit FROM {treated}",
    lower_is_better=False,
)

COMPLETED_OF_EXITS = NationalMeasure(
    name="completed_of_exits",
    title="Completed successfully, of all who left",
    unit="people",
    population="people in treatment in the period whose latest journey ended in it",
    counts="with a successful completion",
    denominator="people who left",
    exclusions=COUNTED_ONCE,
    source="ndtms-s27",
    sql="SELECT *, simple = 'successful' AS hit FROM {treated} WHERE ended <= last_day",
    lower_is_better=False,
)

DIED_IN_TREATMENT = NationalMeasure(
    name="died_in_treatment",
    title="Died in treatment",
    unit="people",
    population="people in treatment in the period",
    counts="their latest journey ended in the period because they died",
    denominator="people in treatment in the period",
    exclusions=COUNTED_ONCE + " Deaths after leaving are not seen here.",
    source="ndtms-s27",
    sql="SELECT *, coalesce(ended <= last_day AND reason = 89, false) AS hit FROM {treated}",
    lower_is_better=True,
)

HOW_LEFT = NationalMeasure(
    name="exit_reasons",
    title="How people left",
    unit="people",
    population="people in treatment in the period whose latest journey ended in it",
    counts="by the group of the reason",
    denominator="people who left",
    exclusions=COUNTED_ONCE,
    source="ndtms-s2",
    sql="SELECT *, simple AS class FROM {treated} WHERE ended <= last_day",
    shape=Shape.CLASSES,
    classes=("successful", "transferred", "incomplete", "missing", "inconsistent"),
)
