"""Lower doses, detoxification and the end of treatment: chosen, slow, never a penalty or a limit of time (DTX)."""

from ostara.guidance.condition import NOUGHT, Condition, all_of, amount, any_of, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.lower_doses import LOWERS_OR_ENDS
from ostara.guidance.rules.which_medicine import DAILY_BUPRENORPHINE, METHADONE_BY_MOUTH
from ostara.knowledge.parameters import Status

before, since_last = amount("order.previous_daily_mg"), amount("leaving.days_since_last_fall")
fall = before - amount("order.daily_mg")
DETOX = holds("leaving.detox_starts")
LARGE_STEP = any_of(
    all_of(METHADONE_BY_MOUTH, fall > number("reductions.step_methadone_mg")),
    all_of(
        METHADONE_BY_MOUTH,
        before < number("reductions.small_steps_below_mg"),
        fall > before * number("reductions.small_step_share"),
    ),
    all_of(DAILY_BUPRENORPHINE, fall > number("reductions.step_buprenorphine_mg")),
)
SOON = all_of(
    fall > NOUGHT,
    any_of(
        all_of(METHADONE_BY_MOUTH, since_last < number("reductions.step_low_days")),
        all_of(DAILY_BUPRENORPHINE, since_last < number("reductions.step_high_days")),
    ),
)


def _never(id: str, question: str, speaks: Condition, message: str, place: str) -> Rule:
    return Rule(
        id=id,
        question=question,
        speaks=speaks,
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SENIOR_PRESCRIBER,),  # not a manager (decision 10)
        severity=Severity.CRITICAL,
        message=message,
        source="clinical-decisions",
        place=place,
        status=Status.UNVERIFIED,
        hazards=("H10", "H18"),
    )


def _stop(id: str, question: str, speaks: Condition, message: str, place: str) -> Rule:
    return Rule(
        id=id,
        question=question,
        speaks=speaks,
        at=Moment.ORDER,
        response=Response.STOP,
        roles=(),
        severity=Severity.CRITICAL,
        message=message,
        source="nice-cg52",
        place=place,
        status=Status.QUOTED,
        hazards=("H3", "H18"),
    )


RULES = (
    Rule(
        id="DTX-01",
        question="Did the person choose detoxification, informed?",
        speaks=all_of(DETOX, ~holds("leaving.detox_consented")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SENIOR_PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="Detoxification is for people who choose it, informed and ready for abstinence; never a condition.",
        source="nice-cg52",
        place="information and consent",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
    _stop(
        *("DTX-02", "Was the person told everything that consent to detoxification needs?"),
        all_of(
            DETOX,
            not_all("leaving.told_course", "leaving.told_coping", "leaving.told_tolerance", "leaving.told_support"),
        ),
        "Consent covers how withdrawal goes, coping without medicine, lost tolerance with the risk of death, and "
        "support that goes on.",
        "information and consent",
    ),
    _stop(
        *("DTX-04", "Is detoxification done quickly under anaesthesia or heavy sedation?"),
        all_of(DETOX, holds("leaving.ultra_rapid")),
        "Detoxification under anaesthesia or heavy sedation must not be offered.",
        "methods that must not be offered",
    ),
    Rule(
        id="DTX-07",
        question="Is a reduction small and slow, unless the person asks for a faster one?",
        speaks=all_of(any_of(LARGE_STEP, SOON), ~holds("leaving.asked_for_faster")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "A step is at most {reductions.step_methadone_mg} of methadone, below {reductions.small_steps_below_mg} at "
            "most {reductions.small_step_share}, or {reductions.step_buprenorphine_mg} of buprenorphine; steps are "
            "{reductions.step_low_days} apart for methadone, {reductions.step_high_days} for buprenorphine."
        ),
        source="clinical-decisions",
        place="decision 7",
        status=Status.UNVERIFIED,
        hazards=("H18",),
    ),
    _never(
        *("DTX-09", "Does a reduction or exit answer missed appointments or positive tests?"),
        all_of(LOWERS_OR_ENDS, holds("leaving.as_penalty")),
        "A lower dose or an exit as a penalty carries a substantial risk.",
        "decision 10",
    ),
    Rule(
        id="DTX-10",
        question="Before the last dose, is everything ready that keeps the person safe?",
        speaks=all_of(
            holds("leaving.last_dose"),
            not_all(
                *("risks.naloxone_kit", "leaving.relapse_plan", "leaving.aftercare_booked", "leaving.way_back_given")
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SENIOR_PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "Before the last dose: naloxone, a plan against relapse, {aftercare.months} of aftercare, a quick way back."
        ),
        source="nice-qs23",
        place="statement 9; the rest of the list is our own design",
        status=Status.ASSUMED,
        hazards=("H3", "H18"),
    ),
    _never(
        *("DTX-16", "Is the time in treatment the only reason to end it?"),
        all_of(LOWERS_OR_ENDS, holds("leaving.only_for_time")),
        "Time in treatment alone is no reason to end it: most people would probably relapse.",
        "decision 10",
    ),
)
