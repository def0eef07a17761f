"""What each journey adds up to, from its episodes: most have one, and of those nothing has to be added up."""

from collections.abc import Iterator

from ostara.analysis.journeys.step import Scope, Step

# The reason of a journey is that of the episodes that end on its last day. Several that differ are inconsistent,
# unless all are successful or all declined: then the highest code stands (ndtms-s2).
_LAST = "CASE WHEN ended = last_ended THEN settled END"
_REASON = f"""
CASE WHEN bool_or(ended IS NULL) THEN NULL
     WHEN min({_LAST}) = max({_LAST}) THEN max({_LAST})
     WHEN bool_and(CASE WHEN ended = last_ended AND settled IS NOT NULL THEN successful END)
       OR bool_and(CASE WHEN ended = last_ended AND settled IS NOT NULL THEN declined END) THEN max({_LAST})
     ELSE 999 END
"""
_FIRST_SAYS = ("service", "age", "referral_source", "referred_on", "referred", "offered_on")
_LAST_SAYS = ("episode", "area", "deprivation", "main_item")
_ADDED_UP = ("opiate", "non_opiate", "alcohol", "unknown_substance", "any_substance", "crack", "begun")
_ENDING = ("person", "started", "ended", "reason", "successful", "declined")
_EPISODE = (*_ENDING, *_FIRST_SAYS, *_LAST_SAYS, *_ADDED_UP)


def _columns() -> Iterator[tuple[str, str, str]]:
    """Each column: its name, what it is of a journey of one episode, and of one of several."""
    yield "journey", "journey", "journey"
    yield "person", "person", "min(person)"
    yield "started", "started", "min(started)"
    yield "ended", "ended", "CASE WHEN bool_or(ended IS NULL) THEN NULL ELSE max(ended) END"
    yield "reason", "CASE WHEN ended IS NOT NULL THEN coalesce(reason, 999) END", _REASON
    yield "episodes", "CAST(1 AS BIGINT)", "count(*)"
    yield from ((name, name, f"max(CASE WHEN opens THEN {name} END)") for name in _FIRST_SAYS)
    yield from ((name, name, f"max(CASE WHEN closes THEN {name} END)") for name in _LAST_SAYS)
    yield from (
        (name, name, f"bool_or({name})")
        for name in ("opiate", "non_opiate", "alcohol", "begun", "nationally", "locally")
    )
    yield (
        "unclear",
        "unknown_substance OR NOT any_substance",
        "bool_or(unknown_substance) OR NOT bool_or(any_substance)",
    )
    yield (
        "crack",
        "crack",
        "CASE WHEN bool_or(coalesce(crack, false)) THEN true WHEN bool_and(crack IS NOT NULL) THEN false END",
    )
    yield "next_here", "next_here", "min(next_here)"


# Where episodes of a journey that began on one day have different reasons, those that are neither successful nor
# declined become inconsistent (999), as in the public script (ndtms-s2). One order for both windows, so one sort.
_SQL = """
SELECT {alone}
FROM (
    SELECT {episode}, here.journey, here.next_here, here.nationally, here.locally
    FROM {episodes} AS it JOIN both_episode_journeys AS here ON here.episode = it.episode
    WHERE here.{counted} AND here.opens AND here.closes
) AS alone
UNION ALL
SELECT {several}
FROM (
    SELECT *,
           CASE WHEN min(reason) OVER same_start <> max(reason) OVER same_start AND NOT successful AND NOT declined
                THEN 999 ELSE reason END AS settled,
           max(ended) OVER whole_journey AS last_ended
    FROM (
        SELECT {episode}, here.journey, here.next_here, here.nationally, here.locally, here.opens, here.closes
        FROM {episodes} AS it JOIN both_episode_journeys AS here ON here.episode = it.episode
        WHERE here.{counted} AND NOT (here.opens AND here.closes)
    ) AS every
    WINDOW same_start AS (PARTITION BY journey ORDER BY started RANGE BETWEEN CURRENT ROW AND CURRENT ROW),
           whole_journey AS (PARTITION BY journey ORDER BY started
                             RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
) AS several
GROUP BY journey
"""


def _summed(scope: Scope, episodes: str) -> str:
    return _SQL.format(
        alone=", ".join(f"{one} AS {name}" for name, one, _ in _columns()),
        several=", ".join(f"{several} AS {name}" for name, _, several in _columns()),
        episode=", ".join(f"it.{name}" for name in _EPISODE),
        episodes=episodes,
        counted=scope.counted,
    )


JOURNEY_SUMS = Step(
    "journey_sums",
    "One row for each journey of a person: what its episodes add up to.",
    _summed(Scope.NATIONAL, "treatment_episodes"),
    passing=True,
)
SUMS_OF_MOVERS = Step(
    "sums_of_movers",
    "The same for each journey within an area of people who moved.",
    _summed(Scope.LOCAL, "episodes_of_movers"),
    passing=True,
)
