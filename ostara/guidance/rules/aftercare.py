"""After the end of treatment: somebody asks how it goes, and the way back is quick (DTX-11, DTX-12)."""

from ostara.guidance.condition import Condition, all_of, amount, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

end, contact = amount("aftercare.days_since_end"), amount("aftercare.last_contact_day")
CHECKS = ("first", "second", "third", "fourth", "last")


def _not_yet(which: str) -> Condition:
    due = number(f"aftercare.{which}_check_days")
    return all_of(end >= due, contact < due)


RULES = (
    Rule(
        id="DTX-11",
        question="Did somebody ask how the person is doing after the end?",
        speaks=all_of(holds("aftercare.ended"), ~holds("aftercare.declined"), any_of(*map(_not_yet, CHECKS))),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.MEDIUM,
        message=(
            "After the end somebody asks how the person is doing after {aftercare.first_check_days}, "
            "{aftercare.second_check_days}, {aftercare.third_check_days}, {aftercare.fourth_check_days} and "
            "{aftercare.last_check_days}."
        ),
        source="clinical-rules",
        place="section 9, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H3", "H18"),
    ),
    Rule(
        id="DTX-12",
        part=1,
        question="Was somebody who asks to come back assessed?",
        speaks=all_of(holds("aftercare.asked_to_return"), ~holds("aftercare.assessed")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.CRITICAL,
        message=(
            "The person asks to come back: one call is enough, an assessment within {aftercare.return_days}, the same "
            "keyworker, no penalty."
        ),
        source="clinical-rules",
        place="section 9",
        status=Status.ASSUMED,
        hazards=("H3", "H18"),
        due_days="aftercare.return_days",
    ),
    Rule(
        id="DTX-12",
        part=2,
        question="Does somebody who comes back begin with a new induction?",
        speaks=all_of(holds("aftercare.returns"), ~holds("order.starts_treatment")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="After the end of treatment tolerance is lost: coming back is a new induction, not the dose of before.",
        source="clinical-rules",
        place="section 9",
        status=Status.ASSUMED,
        hazards=("H2", "H3"),
    ),
)
