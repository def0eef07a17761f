"""Episodes to journeys: a new episode within 21 days of the end of those before belongs to the same journey.

Where the public script numbers journeys within a person and an area, our local scope does; nationally a journey is a
person's, wherever. A completion that is followed by a new episode within those days is therefore no completion and no
re-presentation: one journey goes on (decision 0010).
"""

from ostara.analysis.journeys.step import Scope, Step

_FAR = "DATE '9999-12-31'"

# All windows have one order, that of a person's episodes: each of the two SELECTs sorts once. Whether an episode opens
# a journey, and the one that did so last, say all the rest: nothing has to be numbered.
_SQL = f"""
SELECT episode, person,
       last_value(opening IGNORE NULLS) OVER so_far AS journey,
       last_value(opening_day IGNORE NULLS) OVER so_far AS began,
       first_value(opening_day IGNORE NULLS) OVER to_come AS next_here,
       opening IS NOT NULL AS opens,
       lead(opening, 1, episode) OVER in_order IS NOT NULL AS closes
FROM (
    SELECT episode, {{place}}, started,
           CASE WHEN date_diff('day', ended_before, started) <= $gap THEN NULL ELSE episode END AS opening,
           CASE WHEN date_diff('day', ended_before, started) <= $gap THEN NULL ELSE started END AS opening_day
    FROM (
        SELECT episode, {{place}}, started, max(coalesce(ended, {_FAR})) OVER (
            PARTITION BY {{place}} ORDER BY started, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS ended_before
        FROM {{episodes}}
    ) AS gaps
) AS openings
WINDOW in_order AS (PARTITION BY {{place}} ORDER BY started, episode),
       so_far AS (PARTITION BY {{place}} ORDER BY started, episode
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
       to_come AS (PARTITION BY {{place}} ORDER BY started, episode
                   ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
"""


MOVERS = Step(
    "movers",
    "People with episodes in more than one area: only their journeys within an area are others than in the country.",
    "SELECT person FROM treatment_episodes GROUP BY person HAVING min(area) <> max(area)",
    passing=True,
)
EPISODES_OF_MOVERS = Step(
    "episodes_of_movers",
    "Episodes of treatment of people who moved.",
    "SELECT it.* FROM treatment_episodes AS it JOIN movers ON movers.person = it.person",
    passing=True,
)
_NATIONAL, _OF_MOVERS = (
    _SQL.format(place=scope.place, episodes=episodes)
    for scope, episodes in zip(Scope, ("treatment_episodes", "episodes_of_movers"), strict=True)
)
EPISODE_JOURNEYS = Step(
    "both_episode_journeys",
    "Each episode of treatment with the journey it belongs to, named by its first episode; when that one and the next "
    "began; whether it opens or closes it. It leads from a figure back to its rows.",
    f"""
SELECT chained.*, true AS nationally, movers.person IS NULL AS locally
FROM ({_NATIONAL}) AS chained LEFT JOIN movers ON movers.person = chained.person
UNION ALL
SELECT of_movers.*, false AS nationally, true AS locally FROM ({_OF_MOVERS}) AS of_movers
""",
    {"gap": "national.journey_gap_days"},
)
