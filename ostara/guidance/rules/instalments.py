"""Closed days, approved wordings, and prescriptions gone astray (CD-08, CD-08b, CD-09, CD-16)."""

from ostara.guidance.condition import Condition, all_of, amount, any_holds, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

ON_HOLIDAY = holds("pickups.on_holiday")
ASTRAY = ("prescription.lost", "prescription.duplicated", "prescription.elsewhere")


def _closed(id: str, part: int, question: str, speaks: Condition, message: str, place: str, status: Status) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.PRESCRIPTION,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message=message,
        source="instalment-wording",
        place=place,
        status=status,
        hazards=("H7", "H21"),
    )


RULES = (
    _closed(
        *("CD-08", 1, "May an instalment be given before a bank holiday?"),
        all_of(ON_HOLIDAY, ~holds("pickups.early_allowed")),
        "An instalment is due on a day of special closing, and the wording does not let it be given before.",
        *("the direction binds; the wordings of 2015", Status.QUOTED),
    ),
    Rule(
        id="CD-08",
        part=2,
        question="Is it arranged how the person gets the medicine for a closed day?",
        speaks=all_of(
            ON_HOLIDAY,
            amount("pickups.days_until_holiday") <= number("prescriptions.closed_days_notice_days"),
            ~holds("pickups.holiday_arranged"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="The pharmacy is closed on a day within {prescriptions.closed_days_notice_days}: nothing is arranged.",
        source="clinical-rules",
        place="section 4.2",
        status=Status.ASSUMED,
        hazards=("H7", "H18"),
    ),
    _closed(
        *("CD-08b", 0, "Is an instalment due on a day of the week on which the pharmacy is closed?"),
        holds("pickups.on_usual_closing_day"),
        "An instalment is due on a day on which this pharmacy never opens: write the doses of that day into the "
        "pattern itself.",
        *("advice for Scotland; not confirmed for England", Status.UNVERIFIED),
    ),
    Rule(
        id="CD-09",
        question="Is every instalment wording one of those approved?",
        speaks=~holds("prescription.wordings_approved"),
        at=Moment.PRESCRIPTION,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="A wording differs from the {prescriptions.approved_wordings} approved, and so protects nobody.",
        source="instalment-wording",
        place="the wordings of 2015",
        status=Status.QUOTED,
        hazards=("H21",),
    ),
    Rule(
        id="CD-16",
        part=1,
        question="Was a prescription lost or doubled, or does somebody else prescribe too?",
        speaks=any_holds(*ASTRAY),
        at=Moment.PRESCRIPTION,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="A prescription was lost, covers the same days as another, or another service prescribes too.",
        source="clinical-rules",
        place="section 4.2, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H4", "H17"),
    ),
    Rule(
        id="CD-16",
        part=2,
        question="Did somebody look into a prescription that was lost or doubled?",
        speaks=all_of(any_holds(*ASTRAY), ~holds("prescription.marker_looked_into")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="Look into it: lost, doubled, or prescribed elsewhere too. Losing a prescription is no offence.",
        source="clinical-rules",
        place="section 4.2, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H4", "H17"),
    ),
)
