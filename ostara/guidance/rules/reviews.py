"""The plan and its reviews, what is asked at each, and the forms that go with them (MON-18, PSI-11 to PSI-13)."""

from ostara.guidance.condition import Condition, all_of, amount, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import due
from ostara.knowledge.parameters import Status

day = amount("treatment.day")
NOT_AGREED_LATER = ~holds("plan.agreed_day_ahead")  # the day agreed with the person stands above what is usual


def _planned(id: str, part: int, question: str, speaks: Condition, message: str, severity: Severity) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=severity,
        message=message,
        source="barc-10" if id == "PSI-13" else "clinical-rules",
        place="section 7; its days have no primary",
        status=Status.UNVERIFIED,
        hazards=("H27",),
    )


RULES = (
    Rule(
        id="MON-18",
        part=1,
        question="Before a review is finished, has everything an answer that must be asked?",
        speaks=not_all("asked.self_harm", "asked.domestic_abuse", "asked.child_safety"),
        at=Moment.CARE_REVIEW,
        response=Response.ASK,  # the reference stops; it rests on a source that was not opened (decision 12)
        roles=(Role.KEYWORKER, Role.NURSE, Role.PRESCRIBER),
        severity=Severity.HIGH,
        message="Suicide and self-harm, domestic abuse, the safety of children: 'not safe to ask today' is an answer.",
        source="orange-book-2017",
        place="its section on partner violence is in the list of contents; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H26",),
    ),
    Rule(
        id="MON-18",
        part=2,
        question="Was everything asked at the start that must be asked?",
        speaks=not_all("asked.self_harm_at_start", "asked.domestic_abuse_at_start", "asked.child_safety_at_start"),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.HIGH,
        message="At the start suicide and self-harm, domestic abuse and the safety of children are asked about.",
        source="orange-book-2017",
        place="its section on partner violence is in the list of contents; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H26",),
    ),
    _planned(
        *("PSI-11", 1, "Is there a recovery care plan in time?"),
        all_of(day > number("psychosocial.plan_days"), ~holds("plan.made")),
        "There is no recovery care plan after {psychosocial.plan_days}.",
        Severity.MEDIUM,
    ),
    _planned(
        *("PSI-11", 2, "Was the plan reviewed a first time?"),
        all_of(
            day > number("psychosocial.first_plan_review_days"),
            holds("plan.made"),
            ~holds("plan.reviewed_ever"),
            NOT_AGREED_LATER,
        ),
        "The plan was not reviewed within {psychosocial.first_plan_review_days}.",
        Severity.MEDIUM,
    ),
    _planned(
        *("PSI-11", 3, "Is the next review of the plan due?"),
        all_of(
            holds("plan.reviewed_ever"),
            amount("plan.days_since_review") > number("psychosocial.plan_review_days"),
            NOT_AGREED_LATER,
        ),
        "The plan was last reviewed more than {psychosocial.plan_review_days} ago.",
        Severity.MEDIUM,
    ),
    _planned(
        *("PSI-12", 1, "Is there an outcomes profile from the start?"),
        all_of(day > number("national.outcome_start_window_days"), ~holds("plan.outcomes_ever")),
        "There is no outcomes profile (TOP) within {national.outcome_start_window_days} of the start.",
        Severity.MEDIUM,
    ),
    _planned(
        *("PSI-12", 2, "Is the next outcomes profile due?"),
        all_of(
            holds("plan.outcomes_ever"),
            amount("plan.days_since_outcomes") > number("psychosocial.outcome_form_days"),
        ),
        "The last outcomes profile (TOP) is older than {psychosocial.outcome_form_days}.",
        Severity.MEDIUM,
    ),
    _planned(
        *("PSI-13", 0, "Is a measure of recovery capital due?"),
        due("plan.capital_ever", "plan.months_since_capital", "support.capital_months"),
        "Recovery capital is measured at the start and every {support.capital_months}, to see strengths grow.",
        Severity.LOW,
    ),
)
