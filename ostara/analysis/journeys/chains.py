"""Episodes to journeys: a new episode within 21 days of the end of those before belongs to the same journey.

Where the public script numbers journeys within a person and an area, our local scope does; nationally a journey is a
person's, wherever. A completion that is followed by a new episode within those days is therefore no completion and no
re-presentation: one journey goes on (decision 0010).
"""

from ostara.analysis.journeys.step import Scope, Step

_FAR = "DATE '9999-12-31'"


def journey_episodes(scope: Scope) -> Step:
    """Each episode with the journey it belongs to, named by its first episode, and the reason settled for its start.

    Where episodes of a journey that began on one day have different reasons, those that are neither successful nor
    declined become inconsistent (999), as in the public script (ndtms-s2).
    """
    return Step(
        f"{scope.prefix}journey_episodes",
        "Each episode of treatment, the journey it belongs to, its turn in it, and its reason once settled.",
        f"""
WITH gaps AS (
    SELECT episode, {scope.place}, started, ended, reason,
           max(coalesce(ended, {_FAR})) OVER (
               PARTITION BY {scope.place} ORDER BY started, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS ended_before
    FROM treatment_episodes
),
numbered AS (
    SELECT *, sum(CASE WHEN ended_before IS NULL OR date_diff('day', ended_before, started) > $gap THEN 1 ELSE 0 END)
              OVER (PARTITION BY {scope.place} ORDER BY started, episode
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
    FROM gaps
),
joined AS (
    SELECT episode, person, started, ended, reason,
           first_value(episode) OVER journey_turns AS journey,
           row_number() OVER journey_turns AS turn
    FROM numbered
    WINDOW journey_turns AS (PARTITION BY {scope.place}, number ORDER BY started, episode)
),
starts AS (
    SELECT journey, started, min(reason) <> max(reason) AS differ FROM joined GROUP BY journey, started
)
SELECT joined.episode, joined.person, joined.journey, joined.turn, joined.started, joined.ended,
       CASE WHEN starts.differ AND NOT known.successful AND NOT known.declined THEN 999 ELSE joined.reason END AS reason
FROM joined
JOIN starts ON starts.journey = joined.journey AND starts.started = joined.started
LEFT JOIN journey_reasons AS known ON known.reason = joined.reason
""",
        {"gap": "national.journey_gap_days"},
        order=("journey", "turn"),
    )
