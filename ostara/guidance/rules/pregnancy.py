"""Pregnancy: a shared plan soon, never an abrupt end, no detoxification in the first months (MON-12)."""

from ostara.guidance.condition import Condition, all_of, any_of, holds
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.lower_doses import LOWERS
from ostara.guidance.rules.which_medicine import OPIOID
from ostara.knowledge.parameters import Status

PREGNANT = all_of(OPIOID, holds("person.pregnant"))


def _pregnant(part: int, question: str, speaks: Condition, at: Moment, role: Role, message: str) -> Rule:
    return Rule(
        id="MON-12",
        part=part,
        question=question,
        speaks=all_of(PREGNANT, speaks),
        at=at,
        response=Response.ASK if at is Moment.ORDER else Response.TASK,
        roles=(role,),
        severity=Severity.CRITICAL,
        message=message,
        source="orange-book-2017",
        place="its position on pregnancy is said without a page; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H24",),
    )


RULES = (
    _pregnant(
        *(1, "Is there a plan shared with maternity care?"),
        ~holds("person.pregnancy_plan"),
        *(Moment.REVIEW, Role.PRESCRIBER),
        "Pregnant: see the person, and agree a plan with maternity care, within {monitoring.pregnancy_working_days}.",
    ),
    _pregnant(
        *(2, "Does a pregnant person's medicine end or fall, or does detoxification begin early?"),
        any_of(
            holds("leaving.last_dose"),
            all_of(LOWERS, ~holds("person.pregnancy_plan")),
            all_of(holds("leaving.detox_starts"), holds("person.first_trimester")),
        ),
        *(Moment.ORDER, Role.SPECIALIST),
        "In pregnancy medicine never ends abruptly, is lowered only within a plan shared with maternity care, and is "
        "not taken away in the first three months.",
    ),
)
