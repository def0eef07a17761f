"""Long, repeated or unreported gaps, and what is left of an instalment that was not collected (MISS-06 to MISS-08)."""

from ostara.guidance.condition import NOUGHT, all_of, amount, any_of, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

days, unreported = amount("gap.days"), amount("gap.unreported_days")

RULES = (
    Rule(
        id="MISS-06",
        question="Did somebody make sure that the person is well after a long gap or several?",
        speaks=all_of(
            any_of(
                days >= number("missed_days.welfare_check"),
                amount("gap.separate") >= number("missed_days.separate_gaps"),
            ),
            not_all("gap.welfare_checked", "gap.naloxone_checked", "gap.plan_reviewed"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.HIGH,
        message=(
            "{missed_days.welfare_check} without medicine, or {missed_days.separate_gaps} in "
            "{missed_days.gap_window_days}: a welfare call, the naloxone kit and the care plan, within "
            "{missed_days.welfare_task_hours}."
        ),
        source="clinical-rules",
        place="section 3",
        status=Status.ASSUMED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-07",
        part=1,
        question="Could days that nobody reported make this a gap on which a prescriber decides?",
        speaks=all_of(
            unreported > NOUGHT,
            days + unreported >= number("missed_days.consult"),
            ~holds("gap.prescriber_decided"),
        ),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER, Role.PHARMACIST),
        severity=Severity.CRITICAL,
        message=(
            "Counted from the last dose that somebody reported, it may be {missed_days.consult} or more without "
            "medicine: ask the pharmacy first."
        ),
        source="clinical-decisions",
        place="decision 1",
        status=Status.ASSUMED,
        hazards=("H3", "H6", "H8"),
    ),
    Rule(
        id="MISS-07",
        part=2,
        question="Are there days on which no pharmacy reported?",
        speaks=unreported > NOUGHT,
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.CRITICAL,
        message="The pharmacy has not said what happened: ask it. Silence is neither missed nor taken.",
        source="clinical-decisions",
        place="decision 1",
        status=Status.ASSUMED,
        hazards=("H8",),
    ),
    Rule(
        id="MISS-08",
        question="May the rest of an uncollected instalment be given?",
        speaks=all_of(holds("supply.remainder_of_missed"), ~holds("prescription.allows_remainder")),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="The rest may be given only where the wording of the prescription allows it; this one does not.",
        source="instalment-wording",
        place="the wordings of 2015",
        status=Status.QUOTED,
        hazards=("H3", "H21"),
    ),
)
