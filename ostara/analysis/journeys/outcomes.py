"""What reviews tell of each journey: at the start, at the first review, and of heroin within six months."""

from ostara.analysis.journeys.step import Scope, Step, also_local

ITEMS = (
    "heroin_days",
    "crack_days",
    "cocaine_days",
    "amphetamine_days",
    "cannabis_days",
    "alcohol_days",
    "other_drug_days",
    "injecting_days",
)

_OF_MOVERS = """
        JOIN movers ON movers.person = journeys.person"""
_MOVED = "(SELECT journey FROM journeys JOIN movers ON movers.person = journeys.person)"


def journey_reviews(scope: Scope) -> Step:
    """Reviews with the journey of their episode. One without an episode tells of no journey."""
    items = ", ".join(f"reviews.{name}" for name in (*ITEMS, "acute_housing_problem"))
    return Step(
        f"{scope.prefix}journey_reviews",
        "Reviews of how life is going, with the journey that their episode belongs to.",
        f"""
SELECT here.journey, reviews.review, reviews.reviewed_on, reviews.stage, {items}
FROM reviews JOIN {scope.prefix}episode_journeys AS here ON here.episode = reviews.episode
""",
        view=True,
    )


def outcomes(scope: Scope, *, months: int) -> Step:
    """For each journey with a review: the days of use at its start, at its latest early review, and of heroin.

    The review at the start is the nearest one of that stage; the early one is the latest review or exit in the window
    of days; that for heroin the latest with an answer within `months` calendar months of the start.
    """
    local = scope is Scope.LOCAL
    began = ", ".join(f"max(CASE WHEN nearest = 1 THEN {name} END) AS start_{name}" for name in ITEMS)
    then = ", ".join(f"max(CASE WHEN early = 1 THEN {name} END) AS review_{name}" for name in ITEMS)
    is_start = "stage = 'start' AND abs(date_diff('day', started, reviewed_on)) <= $window"
    is_early = (
        "stage IN ('review', 'exit') AND date_diff('day', started, reviewed_on) BETWEEN $early_from AND $early_until"
    )
    on_heroin = (
        "stage IN ('review', 'exit') AND heroin_days IS NOT NULL AND reviewed_on > started "
        f"AND reviewed_on <= started + INTERVAL '{months}' MONTH"
    )

    def turn(chosen: str, order: str) -> str:
        """1 for the first of the chosen reviews of a journey in this order, and nothing for the others."""
        return (
            f"CASE WHEN {chosen} THEN row_number() OVER "
            f"(PARTITION BY journey, CASE WHEN {chosen} THEN 1 ELSE 0 END ORDER BY {order}) END"
        )

    sql = f"""
WITH turns AS (
    SELECT every.*,
           {turn(is_start, "abs(date_diff('day', started, reviewed_on)), reviewed_on, review")} AS nearest,
           {turn(is_early, "reviewed_on DESC, review DESC")} AS early,
           {turn(on_heroin, "reviewed_on DESC, review DESC")} AS told_of_heroin
    FROM (
        SELECT told.*, journeys.started
        FROM {scope.prefix}journey_reviews AS told
        JOIN {scope.prefix}journeys AS journeys ON journeys.journey = told.journey{_OF_MOVERS if local else ""}
    ) AS every
    WHERE ({is_start}) OR ({is_early}) OR ({on_heroin})
)
SELECT journey,
       max(CASE WHEN nearest = 1 THEN reviewed_on END) AS start_on, {began},
       max(CASE WHEN early = 1 THEN reviewed_on END) AS review_on, {then},
       max(CASE WHEN told_of_heroin = 1 THEN reviewed_on END) AS heroin_told_on,
       max(CASE WHEN told_of_heroin = 1 THEN heroin_days END) AS later_heroin_days
FROM turns
WHERE nearest = 1 OR early = 1 OR told_of_heroin = 1
GROUP BY journey
"""
    return Step(
        f"{scope.prefix}outcomes",
        "Days of use at the start of each journey and at its reviews.",
        also_local("outcomes", sql, key="journey", moved=_MOVED) if local else sql,
        {
            "window": "national.outcome_start_window_days",
            "early_from": "national.outcome_review_from_days",
            "early_until": "national.outcome_review_until_days",
        },
        order=("journey",),
    )
