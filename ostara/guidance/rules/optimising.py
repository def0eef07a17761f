"""Is the dose enough, is anybody left waiting, and is a lower dose the person's own plan (OPT-01 to OPT-07).

Need is what the person says, what tests show, or what a score shows: a stable person on a low dose by choice needs no
review. These rules name options and never an amount.
"""

from ostara.guidance.condition import Condition, all_of, amount, any_holds, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import long_ago
from ostara.guidance.rules.lower_doses import LOWERS
from ostara.guidance.rules.which_medicine import (
    DAILY_BUPRENORPHINE,
    DEPOT,
    LYOPHILISATE,
    METHADONE_BY_MOUTH,
    MONTHLY_DEPOT,
    SUBLINGUAL,
    WEEKLY_DEPOT,
)
from ostara.knowledge.parameters import Status

dose, heroin = amount("order.daily_mg"), amount("use.heroin_days")
ESTABLISHED = amount("course.day") > number("quality.low_dose_established_days")
NEED = any_of(
    amount("use.positive_tests") >= number("quality.positive_tests_for_need"),
    heroin >= number("quality.use_days_for_need"),
    holds("use.craving_or_withdrawal"),
)
LOW_METHADONE = all_of(METHADONE_BY_MOUTH, dose < number("methadone.adequate_dose_mg"))
LOW_BUPRENORPHINE = any_of(
    all_of(SUBLINGUAL, dose < number("buprenorphine.adequate_dose_mg")),
    all_of(LYOPHILISATE, dose < number("buprenorphine.lyophilisate_adequate_mg")),
    all_of(WEEKLY_DEPOT, dose < number("depot.weekly_adequate_mg")),
    all_of(MONTHLY_DEPOT, dose < number("depot.monthly_adequate_mg")),
)
UNAGREED = all_of(LOWERS, ~holds("order.agreed_plan"))
OPTIONS = "a higher dose, more watched doses, another medicine, more talking treatment, or heroin-assisted treatment"


def _optimising(
    id: str, part: int, question: str, speaks: Condition, message: str, due_days: str | None = None
) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM if id == "OPT-05" else Severity.HIGH,
        message=message,
        source="phe-optimising",
        place="what good treatment does; the numbers are our own design",
        status=Status.ASSUMED,
        hazards=("H18",),
        due_days=due_days,
    )


def _lowering(part: int, question: str, speaks: Condition, message: str) -> Rule:
    return Rule(
        id="OPT-04",
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=message,
        source="clinical-decisions",
        place="decision 6",
        status=Status.ASSUMED,
        hazards=("H10", "H18"),
    )


RULES = (
    _optimising(
        *("OPT-01", 0, "Is methadone below the usual range while there is need for more?"),
        all_of(LOW_METHADONE, ESTABLISHED, NEED),
        "Below {methadone.adequate_dose_mg} of methadone, with use on top, craving or withdrawal: review the dose.",
        "quality.low_dose_review_days",
    ),
    _optimising(
        *("OPT-02", 0, "Is buprenorphine below the usual range while there is need for more?"),
        all_of(LOW_BUPRENORPHINE, ESTABLISHED, NEED),
        "Buprenorphine is below the usual range, with use on top, craving or withdrawal: review the dose.",
        "quality.low_dose_review_days",
    ),
    _optimising(
        *("OPT-03", 0, "Is heroin still used on most days, on a dose within the usual range?"),
        all_of(
            any_of(METHADONE_BY_MOUTH, DAILY_BUPRENORPHINE, DEPOT),
            ~any_of(LOW_METHADONE, LOW_BUPRENORPHINE),
            ESTABLISHED,
            heroin >= number("quality.heavy_use_days"),
        ),
        f"Heroin on at least {{quality.heavy_use_days}}, on a dose within the usual range: choose {OPTIONS}.",
    ),
    _lowering(
        1,
        "Is a lower dose the person's own plan, or is a safety reason coded?",
        all_of(UNAGREED, ~holds("order.safety_reason")),
        "The dose is lowered without the person's agreed plan and without a coded safety reason.",
    ),
    _lowering(
        2,
        "Is a run of lower doses the person's own plan?",
        all_of(UNAGREED, amount("order.falls_in_window") >= number("reductions.forced_run_times")),
        "The dose was lowered {reductions.forced_run_times} in {reductions.forced_taper_weeks} without an agreed plan.",
    ),
    _optimising(
        *("OPT-05", 0, "Is the same dose due for review?"),
        all_of(
            long_ago("course.months_on_this_dose", "quality.no_review_months"),
            long_ago("course.months_since_dose_review", "quality.no_review_months"),
        ),
        "The same dose for {quality.no_review_months} or more without a review: it is due.",
    ),
    Rule(
        id="OPT-06",
        question="Did the person decline a higher dose?",
        speaks=holds("course.increase_declined"),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.LOW,
        message="The person declined a higher dose: hear why (fear of withdrawal, work, beliefs); say what is known.",
        source="phe-optimising",
        place="what good treatment does",
        status=Status.ASSUMED,
        hazards=("H18",),
    ),
    _optimising(
        *("OPT-07", 0, "Did somebody on a low dose drop out or stay away?"),
        all_of(
            any_of(LOW_METHADONE, LOW_BUPRENORPHINE),
            any_of(
                any_holds("course.dropped_out"),
                amount("course.appointments_missed") >= number("quality.missed_appointments"),
            ),
        ),
        "On a dose below the usual range, dropped out or {quality.missed_appointments} missed in "
        "{quality.missed_appointments_days}: reach out.",
    ),
)
