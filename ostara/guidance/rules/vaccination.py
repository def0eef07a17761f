"""Vaccination against hepatitis B: begun without waiting, carried through (BBV-05)."""

from ostara.guidance.condition import Condition, all_of, amount, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

doses, days, months = amount("vaccine.doses"), amount("vaccine.days_since_first"), amount("vaccine.months_since_first")
WANTED = all_of(~holds("vaccine.immune"), ~holds("vaccine.declined"))
SUPER = one_of("vaccine.schedule", "super_accelerated")
SECOND, THIRD, FOURTH = (number(f"hepatitis_b.dose_{which}") for which in ("two", "three", "four"))
LAST_DUE = all_of(doses < FOURTH, months >= number("viruses.fourth_months"))
ACCELERATED_DUE = all_of(
    one_of("vaccine.schedule", "accelerated"),
    any_of(
        all_of(doses < SECOND, months >= number("viruses.accelerated_second_months")),
        all_of(doses < THIRD, months >= number("viruses.accelerated_third_months")),
        LAST_DUE,
    ),
)
SUPER_DUE = all_of(
    SUPER,
    any_of(
        all_of(doses < SECOND, days >= number("viruses.super_second_days")),
        all_of(doses < THIRD, days >= number("viruses.super_third_days")),
        LAST_DUE,
    ),
)


def _vaccine(part: int, question: str, speaks: Condition, message: str, role: Role | None = Role.NURSE) -> Rule:
    return Rule(
        id="BBV-05",
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TASK if role else Response.TELL,
        roles=(role,) if role else (),
        severity=Severity.MEDIUM,
        message=message,
        source="clinical-rules",
        place="section 8: the schedules were read only in copies of low quality",
        status=Status.UNVERIFIED,
        hazards=("H23",),
    )


RULES = (
    _vaccine(
        *(1, "Was vaccination against hepatitis B begun?"),
        all_of(WANTED, doses < number("hepatitis_b.dose_one")),
        "Begin vaccination against hepatitis B without waiting for a blood test.",
    ),
    _vaccine(
        *(2, "Is the next dose against hepatitis B due?"),
        all_of(WANTED, doses >= number("hepatitis_b.dose_one"), any_of(ACCELERATED_DUE, SUPER_DUE)),
        "The next dose against hepatitis B is due. Accelerated: after {viruses.accelerated_second_months}, "
        "{viruses.accelerated_third_months} and {viruses.fourth_months}; super-accelerated: after "
        "{viruses.super_second_days}, {viruses.super_third_days} and {viruses.fourth_months}.",
    ),
    _vaccine(
        *(3, "Is the fastest schedule used for somebody too young for it?"),
        all_of(SUPER, amount("person.age_years") < number("viruses.super_from_years")),
        "The super-accelerated schedule is for people from {viruses.super_from_years} of age.",
        None,
    ),
)
