"""The Treatment Progress Measure as published in November 2024 (ndtms-s4), as far as it was published.

Judged are the primary substance, opiates and crack. A fall in use is substantial from a threshold of reliable change;
the only one published is that of people who use alcohol only. Where it takes another one, and where a way of leaving
is not in the public text, the class is withheld, not guessed.
"""

from ostara.analysis.national.measure import NationalMeasure, Shape

COMPLETED = "completed"
NOT_USING = "in treatment, not using"
REDUCED = "in treatment, substantially reduced"
NOT_REDUCED = "in treatment, not substantially reduced"
HOUSING = "completed, with an acute housing problem"
UNPLANNED = "unplanned exit"
NO_EXIT_REVIEW = "completed, exit review missing"
NO_REVIEWS = "in treatment, reviews missing"
NEW = "new, too little known"
WITHHELD = "withheld: the public text has no threshold"
OTHERWISE = "withheld: left in a way that the public text does not place"

SHOWING = (COMPLETED, NOT_USING, REDUCED)
NOT_SHOWING = (HOUSING, UNPLANNED, NOT_REDUCED)

_MAIN = (
    "CASE main_item "
    + " ".join(
        f"WHEN '{item}' THEN {{which}}.{item}"
        for item in (
            "heroin_days",
            "crack_days",
            "cocaine_days",
            "amphetamine_days",
            "cannabis_days",
            "alcohol_days",
            "other_drug_days",
        )
    )
    + " END"
)


def _judged(now: str, then: str, threshold: str) -> str:
    """What became of one substance: none, missing, not reduced, reduced, or withheld for want of a threshold."""
    return f"""
CASE WHEN {now} = 0 THEN 'none'
     WHEN {now} IS NULL OR {then} IS NULL THEN 'missing'
     WHEN {then} - {now} <= 0 OR {then} - {now} < {threshold} THEN 'not reduced'
     WHEN {then} - {now} >= {threshold} THEN 'reduced'
     ELSE 'withheld' END"""


_ALCOHOL_ONLY = "(CASE WHEN substance_group = 'alcohol only' AND main_item = 'alcohol_days' THEN $threshold END)"
_NO_THRESHOLD = "CAST(NULL AS INTEGER)"


def _any(words: str) -> str:
    return f"(of_main = '{words}' OR of_opiates = '{words}' OR of_crack = '{words}')"


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# Reviews of each journey up to the end of the period, counted back from the latest; the one it is compared with is the
# earliest within twelve months before it.
_SQL = f"""
WITH told AS (
    SELECT treated.period, reviews.*,
           row_number() OVER (
               PARTITION BY treated.period, treated.journey ORDER BY reviews.reviewed_on DESC, reviews.review DESC
           ) AS back,
           max(reviews.reviewed_on) OVER (PARTITION BY treated.period, treated.journey) AS latest_on,
           treated.first_day AS from_day
    FROM (SELECT * FROM {{treated}}) AS treated
    JOIN {{reviews}} AS reviews
      ON reviews.journey = treated.journey AND reviews.reviewed_on <= treated.last_day
     AND reviews.reviewed_on >= treated.first_day - INTERVAL '{{months}}' MONTH
),
latest AS (SELECT * FROM told WHERE back = 1 AND reviewed_on >= from_day),
before AS (
    SELECT *, row_number() OVER (PARTITION BY period, journey ORDER BY reviewed_on, review) AS turn
    FROM told
    WHERE reviewed_on < latest_on AND reviewed_on >= latest_on - INTERVAL '{{months}}' MONTH
),
at_exit AS (
    SELECT treated.period, treated.journey, reviews.acute_housing_problem,
           row_number() OVER (
               PARTITION BY treated.period, treated.journey ORDER BY reviews.reviewed_on DESC, reviews.review DESC
           ) AS back
    FROM (SELECT * FROM {{treated}}) AS treated
    JOIN {{reviews}} AS reviews
      ON reviews.journey = treated.journey AND reviews.stage = 'exit'
     AND abs(date_diff('day', treated.ended, reviews.reviewed_on)) <= $exit_window
),
judged AS (
    SELECT treated.*, at_exit.journey IS NOT NULL AS has_exit_review, at_exit.acute_housing_problem,
           {_judged(_MAIN.format(which="latest"), _MAIN.format(which="before"), _ALCOHOL_ONLY)} AS of_main,
           {_judged("latest.heroin_days", "before.heroin_days", _NO_THRESHOLD)} AS of_opiates,
           {_judged("latest.crack_days", "before.crack_days", _NO_THRESHOLD)} AS of_crack
    FROM (SELECT * FROM {{treated}}) AS treated
    LEFT JOIN latest ON latest.period = treated.period AND latest.journey = treated.journey
    LEFT JOIN before
           ON before.period = treated.period AND before.journey = treated.journey AND before.turn = 1
    LEFT JOIN at_exit
           ON at_exit.period = treated.period AND at_exit.journey = treated.journey AND at_exit.back = 1
),
classed AS (
    SELECT *,
           CASE WHEN ended <= last_day AND simple = 'successful' THEN
                     CASE WHEN NOT has_exit_review OR acute_housing_problem IS NULL THEN '{NO_EXIT_REVIEW}'
                          WHEN acute_housing_problem THEN '{HOUSING}' ELSE '{COMPLETED}' END
                WHEN ended <= last_day AND simple = 'incomplete' AND reason <> 89 THEN '{UNPLANNED}'
                WHEN ended <= last_day THEN '{OTHERWISE}'
                WHEN started >= last_day - INTERVAL '{{new_months}}' MONTH THEN '{NEW}'
                WHEN {_any("not reduced")} THEN '{NOT_REDUCED}'
                WHEN {_any("missing")} THEN '{NO_REVIEWS}'
                WHEN {_any("withheld")} THEN '{WITHHELD}'
                WHEN {_any("reduced")} THEN '{REDUCED}'
                ELSE '{NOT_USING}' END AS class
    FROM judged
)
"""

_PARAMETERS = {
    "threshold": "national.reliable_change_alcohol_only",
    "exit_window": "ndtms.top_window_days",
}
_POPULATION = "people in treatment in the period, at their latest journey of it"
_EXCLUSIONS = (
    "Periods before 2023/24 cannot be compared. Which review of the twelve months is the baseline is not in the public "
    "text; here it is the earliest."
)

PROGRESS = NationalMeasure(
    name="progress_classes",
    title="Progress in treatment, by class",
    unit="people",
    population=_POPULATION,
    counts="by the class of the Treatment Progress Measure",
    denominator="people in treatment in the period",
    exclusions=_EXCLUSIONS,
    source="ndtms-s4",
    sql=_SQL + "SELECT * FROM classed",
    shape=Shape.CLASSES,
    parameters=_PARAMETERS,
    months="national.progress_baseline_months",
    upstream=("national.progress_new_months",),
    classes=(*SHOWING, *NOT_SHOWING, NO_EXIT_REVIEW, NO_REVIEWS, NEW, WITHHELD, OTHERWISE),
)

SHOWING_PROGRESS = NationalMeasure(
    name="showing_progress",
    title="Showing substantial progress",
    unit="people",
    population=_POPULATION + ", other than those who are new",
    counts="completed without an acute housing problem; in treatment and not using, or using substantially less",
    denominator="people whose class is known; where fewer than four in five are, the figure is not good enough",
    exclusions=_EXCLUSIONS,
    source="ndtms-s4",
    sql=_SQL
    + f"""
SELECT *, CASE WHEN class IN ({_quoted(SHOWING)}) THEN true WHEN class IN ({_quoted(NOT_SHOWING)}) THEN false END AS hit
FROM classed WHERE class <> '{NEW}'
""",
    parameters=_PARAMETERS,
    months="national.progress_baseline_months",
    upstream=("national.progress_new_months", "national.progress_classified_percent"),
    lower_is_better=False,
)
