"""Who is in treatment in a period, once each at the latest journey, and how many of them there are."""

from ostara.analysis.journeys.journeys import DIMENSIONS
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.measure import NationalMeasure, Shape

_OTHERS = ", ".join(name for name in DIMENSIONS if name != "age")

# The same rows as the prepared table of financial years, for any periods. Journeys of a person do not overlap, so the
# latest of a period is the one after which none begins in it.
TREATED = f"""
SELECT period, first_day, last_day, journey, person, started, ended, reason, simple, next_started, main_item, {_OTHERS},
       CASE WHEN started < first_day THEN age + CAST(floor(date_diff('day', started, first_day) / 365.25) AS INTEGER)
            ELSE age END AS age
FROM periods JOIN {{journeys}} ON started <= last_day AND (ended IS NULL OR ended >= first_day)
WHERE next_here IS NULL OR next_here > last_day
"""


def treated_sql(scope: Scope) -> str:
    """People in treatment in each of the periods, once each."""
    return TREATED.format(journeys=f"{scope.prefix}journeys")


COUNTED_ONCE = "Counted once at the latest journey of the period; prison and help that is not structured do not count."

IN_TREATMENT = NationalMeasure(
    name="in_treatment",
    title="People in treatment",
    unit="people",
    population="people with a day of structured treatment in the community in the period",
    counts="each person once; in figures by area once in each area",
    denominator="",
    exclusions=COUNTED_ONCE,
    source="ndtms",
    sql="SELECT * FROM {treated}",
    shape=Shape.COUNT,
)

NEW_PRESENTATIONS = NationalMeasure(
    name="new_presentations",
    title="People who started treatment",
    unit="people",
    population="people whose journey began in the period",
    counts="each person once, at the latest start of the period",
    denominator="",
    exclusions="A new episode within the gap of a journey is no new start.",
    source="ndtms",
    sql="""
SELECT *
FROM periods JOIN {journeys} ON started BETWEEN first_day AND last_day
WHERE next_here IS NULL OR next_here > last_day
""",
    shape=Shape.COUNT,
)
