"""Change between the review at the start and an early one, substance by substance, and stopping heroin.

Thresholds of reliable change depend on the group: one is published (drinking, of people who use alcohol only), two are
quoted but not verified (opiates, crack), and for the others there is none: there change is withheld, not guessed.
"""

from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.ndtms.substances import SubstanceGroup
from ostara.ndtms.top import ABSTINENT, CLASSES, DETERIORATED, IMPROVED, UNCHANGED, WITHHELD, threshold_name

_WINDOWS = (
    "national.outcome_start_window_days",
    "national.outcome_review_from_days",
    "national.outcome_review_until_days",
)


def _change(substance: str, item: str, *, group: SubstanceGroup | None = None, only: str = "true") -> NationalMeasure:
    threshold = threshold_name(item, group)
    compared = (
        f"""
            WHEN start_{item} - review_{item} >= $threshold THEN '{IMPROVED}'
            WHEN review_{item} - start_{item} >= $threshold THEN '{DETERIORATED}'
            ELSE '{UNCHANGED}'"""
        if threshold
        else f"ELSE '{WITHHELD}'"
    )
    return NationalMeasure(
        name=f"change_in_{substance.replace(' ', '_').replace(',', '')}",
        title=f"Change in use by the first review: {substance}",
        unit="journeys",
        population=f"journeys that began in the period, with days of use ({substance}) at the start",
        counts="by how the days of use at the latest review of the first months differ from those at the start",
        denominator="journeys whose review told; none at all at the start leaves nothing to change",
        exclusions="What was not asked or not answered is not nought: without an answer at the review it is not known.",
        source="ndtms",
        sql=f"""
SELECT every.*,
       CASE WHEN review_{item} IS NULL THEN NULL
            WHEN review_{item} = 0 THEN '{ABSTINENT}'
            {compared} END AS class
FROM (
    SELECT periods.*, journeys.*, told.start_{item}, told.review_{item}
    FROM periods
    JOIN {{journeys}} AS journeys ON journeys.started BETWEEN first_day AND last_day
    JOIN {{outcomes}} AS told ON told.journey = journeys.journey
    WHERE start_{item} > 0 AND {only}
) AS every
""",
        shape=Shape.CLASSES,
        parameters={"threshold": threshold} if threshold else {},
        upstream=_WINDOWS,
        classes=CLASSES,
    )


CHANGES = (
    _change("opiates", "heroin_days"),
    _change("crack", "crack_days"),
    _change(
        "alcohol, alcohol only",
        "alcohol_days",
        group=SubstanceGroup.ALCOHOL_ONLY,
        only=f"substance_group = '{SubstanceGroup.ALCOHOL_ONLY}'",
    ),
    _change("alcohol beside drugs", "alcohol_days", only=f"substance_group <> '{SubstanceGroup.ALCOHOL_ONLY}'"),
    _change("cocaine powder", "cocaine_days"),
    _change("amphetamines", "amphetamine_days"),
    _change("cannabis", "cannabis_days"),
)

HEROIN_STOPPED = NationalMeasure(
    name="heroin_stopped",
    title="Heroin use stopped within six months of starting",
    unit="journeys",
    population="journeys that began in the period, with days of illicit opioid use at the start",
    counts="the latest review of the first six calendar months told of no day of use",
    denominator="journeys with such a review",
    exclusions="No review or no answer in those months is not known; it is neither stopping nor going on.",
    source="ndtms",
    sql="""
SELECT every.*, later_heroin_days = 0 AS hit
FROM (
    SELECT periods.*, journeys.*, told.later_heroin_days
    FROM periods
    JOIN {journeys} AS journeys ON journeys.started BETWEEN first_day AND last_day
    JOIN {outcomes} AS told ON told.journey = journeys.journey
    WHERE start_heroin_days > 0
) AS every
""",
    upstream=("national.outcome_start_window_days", "national.heroin_stopped_months"),
    lower_is_better=False,
)
