"""Prescriptions for controlled drugs: what the law and the form ask of each (CD-01 to CD-07)."""

from ostara.guidance.condition import Condition, all_of, amount, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

FP10MDA = holds("prescription.on_fp10mda")
covers = amount("prescription.days_covered")


def _law(id: str, question: str, speaks: Condition, message: str, source: str, place: str) -> Rule:
    return Rule(
        id=id,
        question=question,
        speaks=speaks,
        at=Moment.SUPPLY if id == "CD-05" else Moment.PRESCRIPTION,
        response=Response.STOP,
        roles=(),
        severity=Severity.HIGH,
        message=message,
        source=source,
        place=place,
        status=Status.QUOTED,
        hazards=("H21",),
        always=True,
    )


RULES = (
    _law(
        *("CD-01", "May this medicine stand on FP10MDA?"),
        all_of(FP10MDA, one_of("order.medicine", "dihydrocodeine", "naltrexone", "lofexidine", "naloxone")),
        "This medicine may not stand on FP10MDA.",
        *("nhsbsa-fp10mda", "scope of the form"),
    ),
    _law(
        *("CD-02", "Is FP10MDA written for few enough days?"),
        all_of(FP10MDA, covers > number("prescriptions.fp10mda_days")),
        "FP10MDA covers at most {prescriptions.fp10mda_days}.",
        *("nhsbsa-fp10mda", "scope of the form"),
    ),
    _law(
        *("CD-03", "Does it say the number, the interval and the quantity of the instalments?"),
        all_of(FP10MDA, ~holds("prescription.instalments_complete")),
        "The number of instalments, their interval and the quantity of each must stand on the form.",
        *("nhsbsa-fp10mda", "instalments"),
    ),
    _law(
        *("CD-04", "Does it hold everything that the law asks of it?"),
        ~holds("prescription.content_complete"),
        "Something is missing that the law asks of the prescription of a controlled drug.",
        *("cpe-controlled-drugs", "what must be written"),
    ),
    _law(
        *("CD-05", "Is the first instalment given in time?"),
        all_of(
            ~holds("prescription.first_instalment_given"),
            amount("prescription.signed_days_ago") > number("prescriptions.valid_days"),
        ),
        "The first instalment is due within {prescriptions.valid_days} of signature or of the start written on it.",
        *("cpe-controlled-drugs", "validity"),
    ),
    Rule(
        id="CD-06",
        question="Does one prescription cover no more than good practice?",
        speaks=covers > number("prescriptions.good_practice_days"),
        at=Moment.PRESCRIPTION,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="One prescription covers more than {prescriptions.good_practice_days}.",
        source="cpe-controlled-drugs",
        place="quantity",
        status=Status.QUOTED,
        hazards=("H17",),
    ),
    _law(
        *("CD-07", "Is it a repeat prescription?"),
        all_of(
            one_of("order.medicine", "methadone", "buprenorphine", "diamorphine", "slow_release_morphine"),
            holds("prescription.is_repeat"),
        ),
        "A controlled drug of schedule 2 or 3 cannot be on a repeat prescription.",
        *("nhsbsa-fp10mda", "repeat prescriptions"),
    ),
)
