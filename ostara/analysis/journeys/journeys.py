"""One row for each journey: when, why it ended, in which group, what came next, and what the person came with."""

from ostara.analysis.journeys.step import Scope, Step

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

# The reason of a journey is that of the episodes that end on its last day. Several that differ are inconsistent,
# unless all are successful or all declined: then the highest code stands (ndtms-s2).
_REASON = """
CASE WHEN bool_or(ended IS NULL) THEN NULL
     WHEN min(CASE WHEN ended = last THEN reason END) = max(CASE WHEN ended = last THEN reason END)
         THEN max(CASE WHEN ended = last THEN reason END)
     WHEN bool_and(CASE WHEN ended = last AND reason IS NOT NULL THEN successful END)
       OR bool_and(CASE WHEN ended = last AND reason IS NOT NULL THEN declined END)
         THEN max(CASE WHEN ended = last THEN reason END)
     ELSE 999 END
"""


# What each journey adds up to, from its episodes: `{prefix}` names the scope.
_PARTS = f"""
WITH turns AS (
    SELECT here.journey, here.episode, here.person, here.turn, here.started, here.ended, here.reason,
           known.successful, known.declined,
           max(here.ended) OVER (PARTITION BY here.journey) AS last,
           count(*) OVER (PARTITION BY here.journey) AS turns
    FROM {{prefix}}journey_episodes AS here
    LEFT JOIN journey_reasons AS known ON known.reason = here.reason
),
summed AS (
    SELECT journey, min(person) AS person, min(started) AS started,
           CASE WHEN bool_or(ended IS NULL) THEN NULL ELSE max(ended) END AS ended,
           {_REASON} AS reason,
           count(*) AS episodes,
           max(CASE WHEN turn = turns THEN episode END) AS last_episode
    FROM turns GROUP BY journey
),
families AS (
    SELECT here.journey, bool_or(opiate) AS opiate, bool_or(non_opiate) AS non_opiate, bool_or(alcohol) AS alcohol,
           bool_or(unknown_substance) OR NOT bool_or(any_substance) AS unclear,
           CASE WHEN bool_or(coalesce(crack, false)) THEN true WHEN bool_and(crack IS NOT NULL) THEN false END AS crack,
           bool_or(begun) AS begun
    FROM {{prefix}}journey_episodes AS here
    JOIN treatment_episodes AS it ON it.episode = here.episode
    GROUP BY here.journey
),
grouped AS (
    SELECT journey, begun,
           CASE WHEN opiate THEN 'opiate'
                WHEN unclear THEN NULL
                WHEN NOT non_opiate THEN 'alcohol only'
                WHEN alcohol THEN 'non-opiate and alcohol'
                ELSE 'non-opiate only' END AS substance_group,
           CASE WHEN opiate OR crack THEN true
                WHEN unclear OR crack IS NULL THEN NULL
                ELSE false END AS opiates_or_crack
    FROM families
),
following AS (
    SELECT one.journey, min(other.started) AS next_started
    FROM summed AS one
    JOIN summed AS other
      ON other.person = one.person AND other.started >= one.ended AND other.journey <> one.journey
    GROUP BY one.journey
)
"""
_EVERY_JOURNEY = """
SELECT summed.journey, summed.person, summed.started, summed.ended, summed.episodes, summed.last_episode,
       summed.reason, why.simple, why.annual_group, following.next_started,
       latest.area, opening.service, people.sex, people.ethnicity, opening.age,
       grouped.substance_group, grouped.opiates_or_crack,
       opening.referral_source, latest.deprivation,
       came.injecting, came.accommodation, came.employment, came.parental_status, came.treated_before,
       latest.main_item, grouped.begun,
       CASE WHEN opening.offered_on >= coalesce(opening.referred_on, opening.referred)
            THEN date_diff('day', coalesce(opening.referred_on, opening.referred), opening.offered_on) END AS waited,
       opening.offered_on, coalesce(opening.referred_on, opening.referred) AS referred_on
FROM summed
JOIN grouped ON grouped.journey = summed.journey
JOIN treatment_episodes AS opening ON opening.episode = summed.journey
JOIN treatment_episodes AS latest ON latest.episode = summed.last_episode
JOIN people ON people.person = summed.person
LEFT JOIN presentations AS came ON came.episode = summed.journey
LEFT JOIN journey_reasons AS why ON why.reason = summed.reason
LEFT JOIN following ON following.journey = summed.journey
"""


def journeys(scope: Scope) -> Step:
    """The journeys of a scope. `age` is that at the start; `area` and `deprivation` are those of the last episode.

    `next_started` is the start of the person's next journey, in any area, on or after the end of this one.
    """
    return Step(
        f"{scope.prefix}journeys",
        "One row for each journey of a person" + (" in one area." if scope is Scope.LOCAL else "."),
        _PARTS.format(prefix=scope.prefix) + _EVERY_JOURNEY,
        order=("area", "started", "journey") if scope is Scope.LOCAL else ("started", "journey"),
    )


def treated_years(scope: Scope) -> Step:
    """People in treatment in each financial year, once each, at their latest journey in it.

    A figure by financial year counts these rows instead of looking for the latest journeys again. `age` is that on
    the first day of the year, or at the start of the journey where that came later.
    """
    others = ", ".join(name for name in DIMENSIONS if name != "age")
    return Step(
        f"{scope.prefix}treated_years",
        "One row for each person" + (", area" if scope is Scope.LOCAL else "") + " and financial year in treatment.",
        f"""
SELECT period, first_day, last_day, journey, person, started, ended, reason, simple, next_started, main_item, {others},
       CASE WHEN started < first_day THEN age + CAST(floor(date_diff('day', started, first_day) / 365.25) AS INTEGER)
            ELSE age END AS age
FROM (
    SELECT *, row_number() OVER (PARTITION BY period, {scope.place} ORDER BY started DESC, journey DESC) AS latest
    FROM financial_years
    JOIN {scope.prefix}journeys ON started <= last_day AND (ended IS NULL OR ended >= first_day)
) AS every
WHERE latest = 1
""",
        order=("area", "period", "journey") if scope is Scope.LOCAL else ("period", "journey"),
    )
