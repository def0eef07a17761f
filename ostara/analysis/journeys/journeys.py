"""One row for each journey: when, why it ended, in which group, what came next, and what the person came with."""

from ostara.analysis.journeys.step import Scope, Step, also_local

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
_LAST = "CASE WHEN it.ended = last_ended THEN here.reason END"
_REASON = f"""
CASE WHEN bool_or(it.ended IS NULL) THEN NULL
     WHEN min({_LAST}) = max({_LAST}) THEN max({_LAST})
     WHEN bool_and(CASE WHEN it.ended = last_ended AND here.reason IS NOT NULL THEN here.successful END)
       OR bool_and(CASE WHEN it.ended = last_ended AND here.reason IS NOT NULL THEN here.declined END) THEN max({_LAST})
     ELSE 999 END
"""


def _first(*names: str) -> str:
    """What the first episode of a journey says."""
    return ", ".join(f"max(CASE WHEN turn = 1 THEN it.{name} END) AS {name}" for name in names)


def _last(*names: str) -> str:
    """What the last episode of a journey says."""
    return ", ".join(f"max(CASE WHEN turn = turns THEN it.{name} END) AS {name}" for name in names)


def journey_sums(scope: Scope) -> Step:
    """What each journey adds up to, from its episodes. Locally those of movers alone."""
    return Step(
        f"{scope.prefix}journey_sums",
        "One row for each journey"
        + (" of people who moved" if scope is Scope.LOCAL else "")
        + ": what its episodes add up to.",
        f"""
SELECT here.journey, min(it.person) AS person, min(it.started) AS started,
       CASE WHEN bool_or(it.ended IS NULL) THEN NULL ELSE max(it.ended) END AS ended,
       {_REASON} AS reason,
       count(*) AS episodes,
       {_first("service", "age", "referral_source", "referred_on", "referred", "offered_on")},
       {_last("episode", "area", "deprivation", "main_item")},
       bool_or(opiate) AS opiate, bool_or(non_opiate) AS non_opiate, bool_or(alcohol) AS alcohol,
       bool_or(unknown_substance) OR NOT bool_or(any_substance) AS unclear,
       CASE WHEN bool_or(coalesce(crack, false)) THEN true WHEN bool_and(crack IS NOT NULL) THEN false END AS crack,
       bool_or(begun) AS begun
FROM treatment_episodes AS it
JOIN {scope.prefix}journey_episodes AS here ON here.episode = it.episode
GROUP BY here.journey
""",
        passing=True,
    )


# `{prefix}` names the scope, `{place}` its columns.
_SQL = """
SELECT every.journey, every.person, every.started, every.ended, every.episodes, every.episode AS last_episode,
       every.reason, why.simple, why.annual_group, nexts.next_here, {next_started} AS next_started,
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
            THEN date_diff('day', coalesce(every.referred_on, every.referred), every.offered_on) END AS waited
FROM {prefix}journey_sums AS every
JOIN (
    SELECT journey, lead(started) OVER (PARTITION BY {place} ORDER BY started, journey) AS next_here
    FROM {prefix}journey_sums
) AS nexts ON nexts.journey = every.journey
JOIN people ON people.person = every.person
LEFT JOIN presentations AS came ON came.episode = every.journey
LEFT JOIN journey_reasons AS why ON why.reason = every.reason
{following}
"""

# Nationally the next journey of a person is the next one here. Locally it may be in another area, and lie anywhere.
_FOLLOWING = """
LEFT JOIN (
    SELECT one.journey, min(other.started) AS next_started
    FROM local_journey_sums AS one
    JOIN local_journey_sums AS other
      ON other.person = one.person AND other.started >= one.ended AND other.journey <> one.journey
    GROUP BY one.journey
) AS following ON following.journey = every.journey
"""


def journeys(scope: Scope) -> Step:
    """The journeys of a scope. `age` is that at the start; `area` and `deprivation` are those of the last episode.

    `next_started` is the start of the person's next journey, in any area, on or after the end of this one;
    `next_here` that of the next journey of the same scope.
    """
    local = scope is Scope.LOCAL
    sql = _SQL.format(
        prefix=scope.prefix,
        place=scope.place,
        next_started="following.next_started"
        if local
        else "CASE WHEN every.ended IS NOT NULL THEN nexts.next_here END",
        following=_FOLLOWING if local else "",
    )
    return Step(
        f"{scope.prefix}journeys",
        "One row for each journey of a person" + (" in one area." if local else "."),
        also_local("journeys", sql) if local else sql,
        order=("area", "started", "journey") if local else (),
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
FROM {scope.prefix}journeys
JOIN financial_years ON started <= last_day AND (ended IS NULL OR ended >= first_day)
WHERE next_here IS NULL OR next_here > last_day
""",
        order=("area", "first_day") if scope is Scope.LOCAL else (),
    )
