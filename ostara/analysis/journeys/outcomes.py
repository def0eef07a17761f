"""What reviews tell of each journey: at the start, at the first review, and of heroin within six months."""

from ostara.analysis.journeys.step import Scope, Step, day_number, in_turn

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

# The answers of a review as one number, so that a review is chosen once and not once for each answer: seven bits each.
# Days of the last 28 are at most 28 (tables/reviews), so that 127 is free for what was not answered.
_BITS, _NO_ANSWER = 7, 127
_ANSWERS = " + ".join(
    f"CAST(coalesce({name}, {_NO_ANSWER}) AS BIGINT) * {1 << _BITS * place}" for place, name in enumerate(ITEMS)
)


def _answers(which: str, number: str) -> str:
    """Columns of the answers that such a number holds."""
    return ", ".join(
        f"nullif(CAST(({number} >> {_BITS * place}) & {_NO_ANSWER} AS INTEGER), {_NO_ANSWER}) AS {which}_{name}"
        for place, name in enumerate(ITEMS)
    )


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


# More than any two days are apart: the nearest day first, and of two as near the earlier.
_DAYS_APART = 10**7


def outcomes(months: int) -> Step:
    """For each journey with a review: the days of use at its start, at its latest early review, and of heroin.

    The review at the start is the nearest one of that stage; the early one is the latest review or exit in the window
    of days; that for heroin the latest with an answer within `months` calendar months of the start.
    """
    # Stages are chosen after the join: DuckDB takes a table with a filter for small, and would hold all the reviews
    # in memory to look up the episodes, instead of the other way round.
    nearest = in_turn(f"(abs(day) * {_DAYS_APART} + number)", "review")
    latest = in_turn("number", "review")
    sql = f"""
SELECT journey, {_answers("start", "at_start")}, {_answers("review", "at_review")}, later_heroin_days,
       nationally, locally
FROM (
    SELECT journey, nationally, bool_or(locally) AS locally,
           arg_min(answers, {nearest}) FILTER (starting) AS at_start,
           arg_max(answers, {latest}) FILTER (early) AS at_review,
           arg_max(heroin_days, {latest}) FILTER (on_heroin) AS later_heroin_days
    FROM (
        SELECT *, stage = 'start' AND abs(day) <= $window AS starting,
               in_treatment AND day BETWEEN $early_from AND $early_until AS early,
               in_treatment AND heroin_days IS NOT NULL AND day > 0
               AND reviewed_on <= began + INTERVAL '{months}' MONTH AS on_heroin
        FROM (
            SELECT here.journey, here.began, here.nationally, here.locally,
                   reviews.review, reviews.reviewed_on, reviews.heroin_days, {_ANSWERS} AS answers,
                   reviews.stage, reviews.stage IN ('review', 'exit') AS in_treatment,
                   date_diff('day', here.began, reviews.reviewed_on) AS day,
                   {day_number("reviews.reviewed_on")} AS number
            FROM reviews JOIN both_episode_journeys AS here ON here.episode = reviews.episode
        ) AS told
    ) AS every
    WHERE starting OR early OR on_heroin
    GROUP BY journey, nationally
) AS chosen
"""
    return Step(
        "both_outcomes",
        "Days of use at the start of each journey and at its reviews.",
        sql,
        {
            "window": "national.outcome_start_window_days",
            "early_from": "national.outcome_review_from_days",
            "early_until": "national.outcome_review_until_days",
        },
    )
