"""What shows how a service deals with reducing and leaving: each a measure over the tables as at a day.

A row may carry a `value` beside whether it counts, from which a median is told.
"""

from dataclasses import dataclass

from ostara.analysis.measures.care_gaps.endings import PLANNED
from ostara.analysis.measures.measure import Measure

_UNIT, _SOURCE = "people", "ostara"
_DECREASES = """
decreases AS (
    SELECT person, service, medicine, form, from_day, dose_before, patient_led
    FROM points CROSS JOIN as_at
    WHERE kind = 'decrease' AND NOT EXISTS (
        FROM events WHERE events.person = points.person AND events.kind = 'safety_decrease'
                      AND events.from_day = points.from_day)
)
"""


@dataclass(frozen=True)
class Indicator:
    """A share, and what the median of its values is of, where it has any.

    Attributes:
        measure: the share; its SQL gives person, medicine, service, hit and value.
        median_of: what is in the middle, in words; empty where there is nothing but the share.
        unit: of that.
    """

    measure: Measure
    median_of: str = ""
    unit: str = ""


WITHOUT_PLAN = Indicator(
    Measure(
        name="reducing_without_plan",
        title="Reduced without a plan of their own",
        unit=_UNIT,
        population="people whose dose was lowered in the last year, other than for safety",
        counts="it is recorded of any of these decreases that it was not the person's agreed plan",
        denominator="people of whom it was said whose plan it was",
        exclusions="decreases for a coded reason of safety; where nobody said whose plan it was it is not known",
        source=_SOURCE,
        rules=("OPT-04", "DTX-08"),
        parameters={"back": "quality.look_back_days"},
        sql=f"""
WITH {_DECREASES}
SELECT person, arg_max(medicine, from_day) AS medicine, arg_max(service, from_day) AS service,
       CASE WHEN bool_or(NOT patient_led) THEN true WHEN count(patient_led) = count(*) THEN false END AS hit,
       NULL::DOUBLE AS value
FROM decreases CROSS JOIN as_at WHERE day - from_day < $back GROUP BY person
""",
    )
)

START_OF_REDUCTION = Indicator(
    Measure(
        name="reduction_from_below_range",
        title="Reductions that began below the usual range",
        unit=_UNIT,
        population="people on methadone whose reduction began in the last year",
        counts="the dose before its first step was below 60 mg",
        denominator="such people",
        exclusions="decreases for a coded reason of safety; further steps within eight weeks of the one before",
        source=_SOURCE,
        rules=("IND-11",),
        parameters={
            "back": "quality.look_back_days",
            "low": "methadone.adequate_dose_mg",
            "weeks": "reductions.forced_taper_weeks",
            "week": "calendar.week_days",
        },
        sql=f"""
WITH {_DECREASES},
steps AS (
    SELECT *, lag(from_day) OVER (PARTITION BY person ORDER BY from_day) AS step_before
    FROM decreases WHERE medicine = 'methadone' AND dose_before IS NOT NULL
)
SELECT person, 'methadone' AS medicine, arg_max(service, from_day) AS service,
       arg_max(dose_before, from_day) < $low AS hit, arg_max(dose_before, from_day)::DOUBLE AS value
FROM steps CROSS JOIN as_at
WHERE day - from_day < $back AND (step_before IS NULL OR from_day - step_before > $weeks * $week) GROUP BY person
""",
    ),
    median_of="dose at the start of a reduction",
    unit="mg of methadone",
)

FIRST_REDUCTION = Indicator(
    Measure(
        name="reduced_within_six_months",
        title="Reduced within six months of the start",
        unit=_UNIT,
        population="people whose treatment began long enough ago for six months to have been seen, in the year before",
        counts="the first decrease other than for safety came within 6 months of the start",
        denominator="such people who had an order",
        exclusions="people known only from help as told nationally, without orders",
        source=_SOURCE,
        parameters={"back": "quality.look_back_days", "early": "cultures.early_days"},
        sql=f"""
WITH {_DECREASES},
starts AS (
    SELECT person, spell, started, last_day, first_service AS service, medicine FROM spells CROSS JOIN as_at
    WHERE day - started BETWEEN $early AND $early + $back
      AND person IN (SELECT person FROM points)
    QUALIFY row_number() OVER (PARTITION BY person ORDER BY spell DESC) = 1
)
SELECT starts.person, any_value(starts.medicine) AS medicine, any_value(starts.service) AS service,
       coalesce(min(from_day) - any_value(started) < $early, false) AS hit,
       (min(from_day) - any_value(started))::DOUBLE AS value
FROM starts LEFT JOIN decreases
  ON decreases.person = starts.person AND from_day >= started AND (last_day IS NULL OR from_day <= last_day)
GROUP BY starts.person
""",
    ),
    median_of="days to the first reduction, of those who reduced",
    unit="days",
)

EARLY_EXIT = Indicator(
    Measure(
        name="left_before_six_months",
        title="Left before six months",
        unit=_UNIT,
        population="people whose treatment began long enough ago for six months to have been seen, in the year before",
        counts="treatment ended within 6 months of its start, for whatever reason",
        denominator="such people",
        exclusions="people who died",
        source=_SOURCE,
        parameters={"back": "quality.look_back_days", "early": "cultures.early_days"},
        sql="""
SELECT person, medicine, first_service AS service,
       coalesce(last_day - started < $early, false) AS hit, NULL::DOUBLE AS value
FROM spells CROSS JOIN as_at ANTI JOIN deaths USING (person)
WHERE day - started BETWEEN $early AND $early + $back
QUALIFY row_number() OVER (PARTITION BY person ORDER BY spell DESC) = 1
""",
    )
)

PLANNED_END = Indicator(
    Measure(
        name="planned_end",
        title="Had a planned end of OST",
        unit=_UNIT,
        population="people on OST at any time in the last year",
        counts="OST ended as completed, or by the person's own plan, in that year",
        denominator="such people",
        exclusions="nobody",
        source=_SOURCE,
        parameters={"back": "quality.look_back_days"},
        sql=f"""
SELECT person, arg_max(medicine, spell) AS medicine, arg_max(service, spell) AS service,
       bool_or(coalesce({PLANNED} AND last_day < day, false)) AS hit, NULL::DOUBLE AS value
FROM exits CROSS JOIN as_at WHERE last_day IS NULL OR day - last_day < $back GROUP BY person
""",
    )
)

BACK = Indicator(
    Measure(
        name="back_after_planned_end",
        title="Back within twelve weeks of a planned end",
        unit=_UNIT,
        population="people with a planned end in the last year, who came back or whose 84 days have passed",
        counts="OST began again within 84 days",
        denominator="such people",
        exclusions="ends by dropping out, moving, transfer, prison or death",
        source=_SOURCE,
        rules=("Q12",),
        parameters={"days": "quality.return_days", "back": "quality.look_back_days"},
        sql=f"""
SELECT person, arg_max(medicine, last_day) AS medicine, arg_max(service, last_day) AS service,
       bool_or(coalesce(next_started - last_day <= $days, false)) AS hit, NULL::DOUBLE AS value
FROM exits CROSS JOIN as_at ANTI JOIN deaths USING (person)
WHERE {PLANNED} AND last_day < day AND day - last_day < $back
  AND (day - last_day > $days OR next_started - last_day <= $days)
GROUP BY person
""",
    )
)

WITH_CAPITAL = Indicator(
    Measure(
        name="ended_with_recovery_capital",
        title="Planned ends with recovery capital",
        unit=_UNIT,
        population="people with a planned end of OST in the last year",
        counts="the latest BARC-10 of the six months before was on or above the line of lasting recovery (47 of 60)",
        denominator="such people with a BARC-10 in those six months",
        exclusions="nobody; without a BARC-10 it is not known",
        source="barc-10",
        rules=("PSI-13",),
        parameters={"back": "quality.look_back_days", "early": "cultures.early_days"},
        sql=f"""
WITH ended AS (
    SELECT person, max(last_day) AS last_day, arg_max(medicine, last_day) AS medicine,
           arg_max(service, last_day) AS service
    FROM exits CROSS JOIN as_at WHERE {PLANNED} AND last_day < day AND day - last_day < $back GROUP BY person
),
capital AS (
    SELECT person, arg_max(kind = 'recovery_capital_high', from_day) AS enough
    FROM events JOIN ended USING (person)
    WHERE kind IN ('recovery_capital_high', 'recovery_capital_low')
      AND from_day <= last_day AND last_day - from_day < $early GROUP BY person
)
SELECT person, medicine, service, enough AS hit, NULL::DOUBLE AS value FROM ended LEFT JOIN capital USING (person)
""",
    )
)

INDICATORS = (
    WITHOUT_PLAN,
    START_OF_REDUCTION,
    FIRST_REDUCTION,
    EARLY_EXIT,
    PLANNED_END,
    BACK,
    WITH_CAPITAL,
)
