"""Episodes to journeys: a new episode within 21 days of the end of those before belongs to the same journey.

Where the public script numbers journeys within a person and an area, our local scope does; nationally a journey is a
person's, wherever. A completion that is followed by a new episode within those days is therefore no completion and no
re-presentation: one journey goes on (decision 0010).
"""

from ostara.analysis.journeys.step import Scope, Step, also_local

_FAR = "DATE '9999-12-31'"

_SQL = f"""
WITH gaps AS (
    SELECT episode, {{place}}, started, ended, reason, successful, declined, max(coalesce(ended, {_FAR})) OVER (
        PARTITION BY {{place}} ORDER BY started, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS ended_before
    FROM {{episodes}}
),
numbered AS (
    SELECT *, sum(CASE WHEN ended_before IS NULL OR date_diff('day', ended_before, started) > $gap THEN 1 ELSE 0 END)
              OVER (PARTITION BY {{place}} ORDER BY started, episode
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
    FROM gaps
)
SELECT episode, person, journey, turn, turns, last_ended, successful, declined,
       CASE WHEN reason_low <> reason_high AND NOT successful AND NOT declined THEN 999 ELSE reason END AS reason
FROM (
    SELECT *,
           first_value(episode) OVER journey_turns AS journey,
           row_number() OVER journey_turns AS turn,
           count(*) OVER whole_journey AS turns,
           max(ended) OVER whole_journey AS last_ended,
           min(reason) OVER same_start AS reason_low,
           max(reason) OVER same_start AS reason_high
    FROM numbered
    WINDOW journey_turns AS (PARTITION BY {{place}}, number ORDER BY started, episode),
           whole_journey AS (PARTITION BY {{place}}, number),
           same_start AS (PARTITION BY {{place}}, number, started)
) AS joined
"""


MOVERS = Step(
    "movers",
    "People with episodes in more than one area: only their journeys within an area are others than in the country.",
    "SELECT person FROM treatment_episodes GROUP BY person HAVING min(area) <> max(area)",
    passing=True,
)
_OF_MOVERS = "(SELECT it.* FROM treatment_episodes AS it JOIN movers ON movers.person = it.person) AS of_movers"


def journey_episodes(scope: Scope) -> Step:
    """Each episode with the journey it belongs to, named by its first episode, and the reason settled for its start.

    Where episodes of a journey that began on one day have different reasons, those that are neither successful nor
    declined become inconsistent (999), as in the public script (ndtms-s2). Locally they are those of movers alone.
    """
    local = scope is Scope.LOCAL
    return Step(
        f"{scope.prefix}journey_episodes",
        "Each episode of treatment" + (" of people who moved" if local else "") + ", the journey it belongs to, its "
        "turn in it, and its reason once settled.",
        _SQL.format(place=scope.place, episodes=_OF_MOVERS if local else "treatment_episodes"),
        {"gap": "national.journey_gap_days"},
        passing=True,
    )


def episode_journeys(scope: Scope) -> Step:
    """Which journey an episode belongs to: what leads from a figure back to its rows."""
    sql = f"SELECT episode, person, journey FROM {scope.prefix}journey_episodes"
    return Step(
        f"{scope.prefix}episode_journeys",
        "Each episode of treatment, and the journey it belongs to.",
        also_local("episode_journeys", sql) if scope is Scope.LOCAL else sql,
    )
