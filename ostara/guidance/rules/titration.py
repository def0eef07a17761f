"""Raising methadone: how much at once and in a week, how often, who has seen the person (IND-05 to IND-13)."""

from ostara.guidance.condition import NOUGHT, all_of, amount, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import METHADONE_BY_MOUTH
from ostara.knowledge.parameters import Status

dose, day = amount("order.daily_mg"), amount("course.day")
rise = dose - amount("order.previous_daily_mg")
NOT_FIRST = ~holds("order.starts_treatment")  # a first dose rises from nothing
RISES = all_of(METHADONE_BY_MOUTH, NOT_FIRST, rise > NOUGHT)
FIRST_WEEK, SECOND_WEEK = number("methadone.first_week_days"), number("methadone.second_week_days")

RULES = (
    Rule(
        id="IND-05",
        question="Is any one rise of methadone small enough?",
        speaks=all_of(METHADONE_BY_MOUTH, NOT_FIRST, rise > number("methadone.single_rise_mg")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The dose rises by more than {methadone.single_rise_mg} at once.",
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: increases",
        status=Status.QUOTED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-06",
        question="Has the dose risen too far in the first week?",
        speaks=all_of(
            RISES,
            day <= FIRST_WEEK,
            dose - amount("order.starting_daily_mg") > number("methadone.first_week_rise_mg"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SENIOR_PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="In the first week the dose rises by more than {methadone.first_week_rise_mg}: a second person signs.",
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: increases in the first two weeks",
        status=Status.QUOTED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-07",
        question="Has the dose risen too far in the second week?",
        speaks=all_of(
            RISES,
            day > FIRST_WEEK,
            day <= SECOND_WEEK,
            dose - amount("order.daily_mg_a_week_ago") > number("methadone.second_week_rise_mg"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="Within seven days the dose rises by more than {methadone.second_week_rise_mg}.",
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: increases in the first two weeks",
        status=Status.QUOTED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-08",
        question="Were there enough days since the last rise?",
        speaks=all_of(
            RISES,
            day > SECOND_WEEK,
            amount("course.days_since_last_rise") < number("methadone.days_between_rises"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="The last rise was less than {methadone.days_between_rises} ago: its effect is not complete.",
        source="orange-book-2017",
        place="chapter 4 is said to hold it; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-09",
        question="Is the effect of the last rise complete?",
        speaks=all_of(
            METHADONE_BY_MOUTH,
            amount("course.days_since_last_rise") < number("methadone.steady_state_days"),
        ),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="The effect of the last rise is not complete before about {methadone.steady_state_days}.",
        source="clinical-rules",
        place="section 2.1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-10",
        question="Was the person seen lately, before an early rise?",
        speaks=all_of(
            RISES,
            day <= SECOND_WEEK,
            amount("course.days_since_seen") > number("methadone.face_to_face_days"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="Nobody has seen the person face to face within {methadone.face_to_face_days}.",
        source="australia-methadone",
        place="reviews in the first week",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-12",
        question="Has a specialist reviewed a high dose?",
        speaks=all_of(
            METHADONE_BY_MOUTH,
            dose > number("methadone.specialist_review_above_mg"),
            ~holds("course.specialist_reviewed"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SPECIALIST,),
        severity=Severity.HIGH,
        message=(
            "Above {methadone.specialist_review_above_mg} a specialist reviews the dose: ECG, a plasma level, or a "
            "split dose may be considered."
        ),
        source="clinical-rules",
        place="section 2.1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H19",),
    ),
    Rule(
        id="IND-13",
        question="Was prescribing reviewed lately?",
        speaks=amount("course.days_since_prescribing_review") > number("methadone.prescribing_review_days"),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="Prescribing was last reviewed more than {methadone.prescribing_review_days} ago.",
        source="physeptone-smpc",
        place="review of prescribing",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
)
