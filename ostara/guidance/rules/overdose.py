"""Sedation at the counter, what follows an overdose, naloxone, and weeks of high risk (MON-15, 19, 20, 21)."""

from ostara.guidance.condition import Condition, all_of, amount, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import OPIOID
from ostara.knowledge.parameters import Status

HAPPENED = holds("overdose.happened")


def _after(part: int, question: str, speaks: Condition, role: Role, message: str, due_days: str | None = None) -> Rule:
    return Rule(
        id="MON-19",
        part=part,
        question=question,
        speaks=all_of(HAPPENED, speaks),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(role,),
        severity=Severity.CRITICAL,
        message=message,
        source="clinical-rules",
        place="section 6",
        status=Status.ASSUMED,
        hazards=("H3", "H25"),
        due_days=due_days,
    )


def _naloxone(part: int, question: str, speaks: Condition, message: str) -> Rule:
    return Rule(
        id="MON-20",
        part=part,
        question=question,
        speaks=all_of(OPIOID, ~holds("overdose.kit_declined"), speaks),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.CRITICAL,
        message=message,
        source="naloxone-supply",
        place="who may supply it; that everybody has one is said without a primary",
        status=Status.UNVERIFIED,
        hazards=("H25",),
    )


RULES = (
    Rule(
        id="MON-15",
        question="Is the person awake enough when a dose is given?",
        speaks=holds("supply.sedated"),
        at=Moment.SUPPLY,
        response=Response.ASK,  # the reference stops; it rests on a comparator (decision 12)
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The person looks sedated: no dose is given before a prescriber has decided.",
        source="nsw-otp",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H15",),
    ),
    _after(
        *(1, "Did somebody see or call the person after an overdose?"),
        ~holds("overdose.contacted"),
        Role.KEYWORKER,
        "After an overdose somebody sees or calls the person within {monitoring.overdose_contact_hours}.",
    ),
    _after(
        *(2, "Were dose, watching and naloxone reviewed after an overdose?"),
        ~holds("overdose.reviewed"),
        Role.PRESCRIBER,
        "After an overdose dose, watching and naloxone are reviewed within {monitoring.overdose_review_days}. It is no "
        "reason to end treatment.",
        "monitoring.overdose_review_days",
    ),
    _naloxone(
        *(1, "Is a naloxone kit that is in date at hand?"),
        ~holds("risks.naloxone_kit"),
        "No naloxone kit in date: everybody on opioids has at least {monitoring.naloxone_kits}, and those close to "
        "them. With nitazenes more than one dose may be needed.",
    ),
    _naloxone(
        *(2, "Does the person know how to use naloxone?"),
        all_of(holds("risks.naloxone_kit"), ~holds("overdose.kit_trained")),
        "A naloxone kit, and nobody has shown how to use it.",
    ),
    Rule(
        id="MON-21",
        question="Was treatment started again lately?",
        speaks=all_of(
            OPIOID,
            holds("gap.restarted"),
            amount("gap.days_since_restart") <= number("tolerance.warning_days"),
        ),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="Started again lately: for {tolerance.warning_days} the risk of dying of an overdose is high.",
        source="clinical-rules",
        place="section 6, which names no primary; prison and detoxification are TOL-02 and TOL-06",
        status=Status.UNVERIFIED,
        hazards=("H3", "H25"),
    ),
)
