"""Releases from prison of people who were referred to treatment outside, and when treatment there began."""

from ostara.analysis.journeys.step import Step

# Where the store has stays in custody, they say who was referred on; where it has episodes of treatment in prison, a
# transfer that is not in custody (83) does. Both may tell of one release: the same day counts once.
RELEASES = Step(
    "releases",
    "One row for each release of somebody with a need of treatment, and the first start of treatment outside after it.",
    """
WITH told AS (
    SELECT person, to_day AS released, referred_on_release AS referred FROM custody WHERE to_day IS NOT NULL
    UNION ALL
    SELECT person, ended AS released, true AS referred FROM prison_episodes WHERE reason = 83
),
once AS (
    SELECT person, released, bool_or(referred) AS referred FROM told GROUP BY person, released
)
SELECT once.person, once.released, once.referred, min(episodes.started) AS started_outside
FROM once
LEFT JOIN treatment_episodes AS episodes
       ON episodes.person = once.person AND episodes.started >= once.released
WHERE once.referred IS NULL OR once.referred
GROUP BY once.person, once.released, once.referred
""",
)
