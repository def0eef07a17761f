"""One row for each journey: when, why it ended, in which group, what came next, and what the person came with."""

from ostara.analysis.journeys.lookups import FIRST_MONTH
from ostara.analysis.journeys.step import Step

# What a figure can be cut by. People's own words for each are in analysis/view.
DIMENSIONS = (
    "area",
    "service",
    "sex",
    "ethnicity",
    "age",
    "substance_group",
    "opiates_or_crack",
    "referral_source",
    "deprivation",
    "injecting",
    "accommodation",
    "employment",
    "parental_status",
    "treated_before",
)

_FAR = "DATE '9999-12-31'"

# Nationally the next journey of a person is the next one here. Locally it may be in another area, and lie anywhere.
_EVERY = """
SELECT *, CASE WHEN ended IS NOT NULL THEN next_here END AS next_started FROM journey_sums
UNION ALL
SELECT here.*, following.next_started
FROM sums_of_movers AS here
LEFT JOIN (
    SELECT one.journey, min(other.started) AS next_started
    FROM sums_of_movers AS one
    JOIN sums_of_movers AS other
      ON other.person = one.person AND other.started >= one.ended AND other.journey <> one.journey
    GROUP BY one.journey
) AS following ON following.journey = here.journey
"""

# `age` is that at the start; `area` and `deprivation` are those of the last episode. `next_started` is the start of the
# person's next journey, in any area, on or after the end of this one; `next_here` that of the next of the same scope.
JOURNEYS = Step(
    "both_journeys",
    "One row for each journey of a person, and for each one within an area of people who moved.",
    f"""
SELECT every.journey, every.person, every.started, every.ended, every.episodes, every.episode AS last_episode,
       every.reason, why.simple, why.annual_group, every.next_here, every.next_started,
       every.area, every.service, people.sex, people.ethnicity, every.age,
       CASE WHEN opiate THEN 'opiate'
            WHEN unclear THEN NULL
            WHEN NOT non_opiate THEN 'alcohol only'
            WHEN alcohol THEN 'non-opiate and alcohol'
            ELSE 'non-opiate only' END AS substance_group,
       CASE WHEN opiate OR crack THEN true
            WHEN unclear OR crack IS NULL THEN NULL
            ELSE false END AS opiates_or_crack,
       every.referral_source, every.deprivation,
       came.injecting, came.accommodation, came.employment, came.parental_status, came.treated_before,
       every.main_item, every.begun, every.offered_on, coalesce(every.referred_on, every.referred) AS referred_on,
       CASE WHEN every.offered_on >= coalesce(every.referred_on, every.referred)
            THEN date_diff('day', coalesce(every.referred_on, every.referred), every.offered_on) END AS waited,
       every.nationally, every.locally
FROM ({_EVERY}) AS every
JOIN people ON people.person = every.person
LEFT JOIN presentations AS came ON came.episode = every.journey
LEFT JOIN journey_reasons AS why ON why.reason = every.reason
""",
    order=("area",),
)

# Each financial year in which a journey may begin, with those it may reach: years are found by equality first, so that
# journeys need not be sorted, and lie by area as before.
_REACHED = """
SELECT year(earliest.first_day) AS first_year, years.period, years.first_day, years.last_day
FROM financial_years AS earliest JOIN financial_years AS years ON years.first_day >= earliest.first_day
"""


def _year_of(day: str) -> str:
    """SQL of the calendar year in which the financial year of a day begins."""
    return f"(year({day}) - CASE WHEN month({day}) < {FIRST_MONTH} THEN 1 ELSE 0 END)"


# `age` is that on the first day of the year, or at the start of the journey where that came later.
TREATED_YEARS = Step(
    "both_treated_years",
    "People in treatment in each financial year, once each, or once in each area, at their latest journey in it. "
    "A figure by financial year counts these rows instead of looking for the latest journeys again.",
    f"""
SELECT period, first_day, last_day, journey, person, started, ended, reason, simple, next_started, main_item,
       {", ".join(name for name in DIMENSIONS if name != "age")},
       CASE WHEN started < first_day THEN age + CAST(floor(date_diff('day', started, first_day) / 365.25) AS INTEGER)
            ELSE age END AS age,
       nationally, locally
FROM (SELECT *, {_year_of("started")} AS from_year FROM both_journeys) AS every
JOIN ({_REACHED}) AS years
  ON years.first_year = every.from_year AND years.first_day <= coalesce(every.ended, {_FAR})
 AND years.last_day < coalesce(every.next_here, {_FAR})
""",
)
