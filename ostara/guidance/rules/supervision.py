"""Watched doses: the default at a start, stepping down and back, children at home (SUP-01 to SUP-05, 07, 08).

Time is a default with a reason, never a bar, and watching is never a penalty.
"""

from ostara.guidance.condition import all_of, amount, any_holds, any_of, holds, not_all, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import DEPOT, IMPLANT
from ostara.knowledge.parameters import Status

NOT_BY_STAFF = ~any_of(DEPOT, IMPLANT)
day = amount("course.day")

RULES = (
    Rule(
        id="SUP-01",
        question="Are doses watched daily at a start?",
        speaks=all_of(
            NOT_BY_STAFF,
            any_holds("order.starts_treatment", "gap.new_induction"),
            ~one_of("supervision.ordered", "supervised"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="At a start or a restart doses are watched daily, unless there is a reason.",
        source="nice-ta114",
        place="length of supervised consumption",
        status=Status.QUOTED,
        hazards=("H17",),
    ),
    Rule(
        id="SUP-02",
        part=1,
        question="Is there a reason for watching less so early?",
        speaks=all_of(
            NOT_BY_STAFF,
            day <= number("supervision.first_days"),
            holds("supervision.relaxing"),
            ~holds("supervision.reason_recorded"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="In the first {supervision.first_days} doses are watched less only for a recorded reason.",
        source="nice-ta114",
        place="length of supervised consumption",
        status=Status.QUOTED,
        hazards=("H17",),
    ),
    Rule(
        id="SUP-02",
        part=2,
        question="Was the need for watched doses reviewed when the first period ended?",
        speaks=all_of(
            NOT_BY_STAFF,
            day > number("supervision.first_days"),
            ~holds("supervision.relaxed"),
            ~holds("supervision.reviewed"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="After {supervision.first_days} of watched doses: are they still needed?",
        source="nice-ta114",
        place="length of supervised consumption",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
    Rule(
        id="SUP-03",
        question="Is everything in place before doses are watched less?",
        speaks=all_of(
            holds("supervision.relaxing"),
            any_of(
                amount("course.dose_stable_weeks") < number("supervision.stable_weeks"),
                amount("gap.days") >= number("missed_days.consult"),
                not_all(
                    *("supervision.tests_clean_or_fewer", "supervision.compliance_evidence"),
                    *("home.stable_housing", "home.locked_storage"),
                ),
                any_holds("home.child_at_risk", "risks.recent_overdose", "risks.recent_self_harm"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "Before doses are watched less: {supervision.stable_weeks} on a stable dose, no gap of "
            "{missed_days.consult}, clean or fewer positive tests, doses taken as ordered, stable housing, locked "
            "storage, no child at risk, no recent overdose or self-harm."
        ),
        source="clinical-rules",
        place="section 4.1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H12", "H17"),
    ),
    Rule(
        id="SUP-04",
        question="Does watching go down one step at a time?",
        speaks=amount("supervision.steps_down") > number("supervision.step"),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message=(
            "The ladder goes down {supervision.step} at a time, reviewed after {supervision.step_review_low_weeks} to "
            "{supervision.step_review_high_weeks}."
        ),
        source="clinical-rules",
        place="section 4.1",
        status=Status.ASSUMED,
        hazards=("H17",),
    ),
    Rule(
        id="SUP-05",
        question="Was watching reviewed after something went wrong?",
        speaks=all_of(
            holds("supervision.relaxed"),
            any_holds(
                *("supervision.long_gap", "risks.recent_overdose", "supervision.intoxicated_at_pharmacy"),
                *("supervision.diversion", "supervision.new_heavy_use"),
            ),
            ~holds("supervision.stepped_back"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "A long gap, an overdose, intoxication at the pharmacy, diversion or new heavy use: would more watching "
            "help? It is for safety, never a penalty."
        ),
        source="clinical-rules",
        place="section 4.1",
        status=Status.ASSUMED,
        hazards=("H10", "H17"),
    ),
    Rule(
        id="SUP-07",
        question="Is a home with children safe for medicine that is taken there?",
        speaks=all_of(
            holds("supply.taken_home"),
            holds("home.children"),
            not_all("home.locked_box_given", "home.storage_advice_given", "home.safeguarding_checked"),
        ),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="Children are in the home: a locked box with its date, advice on storage, and a safeguarding check.",
        source="clinical-rules",
        place="section 4.1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H12",),
    ),
    Rule(
        id="SUP-08",
        question="Did the person write that somebody else may collect?",
        speaks=all_of(holds("supply.collected_by_other"), ~holds("prescription.written_authority")),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="Somebody else collects, without a written authority.",
        source="clinical-rules",
        place="section 4.1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H17",),
    ),
)
