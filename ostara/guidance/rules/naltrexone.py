"""Naltrexone: how long without opioids, what the screen must see, and the care around it (MED-17, MED-18)."""

from ostara.guidance.condition import all_of, amount, any_holds, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

NALTREXONE = one_of("order.medicine", "naltrexone")
STARTS = all_of(NALTREXONE, holds("order.starts_treatment"))
days = amount("last_opioid.days_ago")
MONTHLY_DEPOT = one_of("last_opioid.kind", "depot_monthly")

RULES = (
    Rule(
        id="MED-17",
        part=1,
        question="Is an opioid still prescribed, or does a screen find one?",
        speaks=all_of(NALTREXONE, any_holds("last_opioid.active_prescription", "last_opioid.screen_positive")),
        at=Moment.ORDER,
        response=Response.STOP,
        roles=(),
        severity=Severity.CRITICAL,
        message="An opioid is still prescribed, or a screen finds one: naltrexone would bring on severe withdrawal.",
        source="nice-ta115",
        place="start of treatment",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="MED-17",
        part=2,
        question="Was it long enough without opioids, by which opioid it was?",
        speaks=all_of(
            STARTS,
            any_of(
                days < number("naltrexone.opioid_free_low_days"),
                all_of(
                    ~one_of("last_opioid.kind", "short_acting", "codeine", "dihydrocodeine"),
                    days < number("naltrexone.opioid_free_high_days"),
                ),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "Naltrexone waits {naltrexone.opioid_free_low_days} without opioids, and after methadone or another "
            "long-acting one at least {naltrexone.opioid_free_high_days}."
        ),
        source="clinical-decisions",
        place="decision 4",
        status=Status.ASSUMED,
        hazards=("H16",),
    ),
    Rule(
        id="MED-17",
        part=3,
        question="After a monthly depot, is there a specialist's plan?",
        speaks=all_of(STARTS, MONTHLY_DEPOT, ~holds("order.specialist_plan")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SPECIALIST,),
        severity=Severity.CRITICAL,
        message=(
            "After a monthly depot, whose half-life is up to {depot.monthly_half_life_high_days}, naltrexone needs a "
            "specialist's plan."
        ),
        source="clinical-decisions",
        place="decision 4",
        status=Status.ASSUMED,
        hazards=("H16",),
    ),
    Rule(
        id="MED-17",
        part=4,
        question="Does the screen see methadone and buprenorphine?",
        speaks=all_of(STARTS, ~holds("last_opioid.screen_sees_methadone_and_buprenorphine")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The screen before naltrexone must see methadone and buprenorphine too.",
        source="clinical-decisions",
        place="decision 4",
        status=Status.ASSUMED,
        hazards=("H6", "H16"),
    ),
    Rule(
        id="MED-17",
        part=5,
        question="Is naltrexone within its dose?",
        speaks=any_of(
            all_of(STARTS, amount("order.daily_mg") > number("naltrexone.day_1_mg")),
            all_of(NALTREXONE, amount("order.daily_mg") > number("naltrexone.day_most_mg")),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "Naltrexone is {naltrexone.day_1_mg} on the first day, and never more than {naltrexone.day_most_mg} in one."
        ),
        source="nice-ta115",
        place="dose",
        status=Status.QUOTED,
        hazards=("H1",),
    ),
    Rule(
        id="MED-17",
        part=6,
        question="Was liver function tested before naltrexone?",
        speaks=all_of(STARTS, ~holds("assessment.liver_tested")),
        at=Moment.ORDER,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.HIGH,
        message="Test liver function before and during naltrexone.",
        source="nice-ta115",
        place="start of treatment",
        status=Status.QUOTED,
        hazards=("H19",),
    ),
    Rule(
        id="MED-18",
        question="Is naltrexone part of supportive care?",
        speaks=all_of(NALTREXONE, ~holds("course.supportive_care")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.MEDIUM,
        message="Naltrexone is given only as part of supportive care, and reviewed regularly.",
        source="nice-ta115",
        place="summary read on a secondary page",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
)
