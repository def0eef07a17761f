"""When tolerance may be lost: prison, hospital, abstinence, a dose that came up again (TOL-01 to TOL-07)."""

from ostara.guidance.condition import all_of, amount, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

RELEASED = holds("moves.released_from_prison")
WARNING = number("tolerance.warning_days")
LOST = all_of(
    any_of(
        amount("moves.days_abstinent") >= number("tolerance.abstinent_days"),
        holds("moves.left_detox_or_rehab"),
    ),
    amount("moves.days_since_abstinence") <= WARNING,
)

RULES = (
    Rule(
        id="TOL-01",
        question="After release, is the last dose confirmed and naloxone in hand?",
        speaks=all_of(
            RELEASED,
            amount("moves.days_since_release") <= number("tolerance.continuity_days"),
            holds("moves.on_treatment_at_release"),
            ~all_of(holds("moves.last_dose_confirmed"), holds("risks.naloxone_kit")),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.CRITICAL,
        message=(
            "Released from prison: confirm the last dose, its date and whether it was watched, within "
            "{tolerance.continuity_working_days}, and give naloxone."
        ),
        source="clinical-rules",
        place="section 3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="TOL-02",
        question="Was the person released lately, without treatment?",
        speaks=all_of(RELEASED, ~holds("moves.on_treatment_at_release"), amount("moves.days_since_release") <= WARNING),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.CRITICAL,
        message=(
            "Released without treatment: tolerance is probably lost. For {tolerance.warning_days} the risk of an "
            "overdose is high; naloxone, and a quick way back."
        ),
        source="clinical-rules",
        place="section 3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="TOL-03",
        question="In hospital, did the pharmacy confirm the last dose that was taken?",
        speaks=all_of(holds("moves.in_hospital"), ~holds("moves.pharmacy_confirmed_last_dose")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.CRITICAL,
        message=(
            "In hospital: the ward hears the last dose taken from the pharmacy, as a prescription does not show what "
            "was collected. Pause the prescription here."
        ),
        source="lothian-hospitals",
        place="admission",
        status=Status.QUOTED,
        hazards=("H3", "H4"),
    ),
    Rule(
        id="TOL-04",
        question="In hospital, was somebody whose doses are not watched asked what is really taken?",
        speaks=all_of(
            holds("moves.in_hospital"), holds("supervision.relaxed"), ~holds("moves.asked_whether_all_taken")
        ),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.CRITICAL,
        message="Doses were taken at home: the ward asks whether all of each dose is really taken.",
        source="lothian-hospitals",
        place="admission of people whose doses are not watched",
        status=Status.QUOTED,
        hazards=("H3",),
    ),
    Rule(
        id="TOL-05",
        question="After hospital, is the last dose on the ward known?",
        speaks=all_of(holds("moves.discharged_from_hospital"), ~holds("moves.ward_dose_received")),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="Time and dose of the last dose on the ward were not received.",
        source="clinical-rules",
        place="section 3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H3", "H4"),
    ),
    Rule(
        id="TOL-06",
        part=1,
        question="Was there abstinence, detoxification or rehabilitation lately?",
        speaks=LOST,
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="Tolerance may be lost: for {tolerance.warning_days} the risk of an overdose is high.",
        source="nice-cg52",
        place="information on loss of tolerance; the four weeks are said without a primary",
        status=Status.QUOTED,
        hazards=("H3",),
    ),
    Rule(
        id="TOL-06",
        part=2,
        question="After abstinence, is there a naloxone kit?",
        speaks=all_of(LOST, ~holds("risks.naloxone_kit")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.KEYWORKER,),
        severity=Severity.HIGH,
        message="Tolerance may be lost, and there is no naloxone kit in date.",
        source="nice-cg52",
        place="information on loss of tolerance; the kit is said without a primary",
        status=Status.QUOTED,
        hazards=("H3",),
    ),
    Rule(
        id="TOL-07",
        question="Was a dose seen to come up before it is replaced?",
        speaks=all_of(holds("supply.replaces_vomited"), ~holds("supply.vomiting_witnessed")),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="Nobody saw the dose come up: it is not replaced before a prescriber has decided.",
        source="clinical-rules",
        place="section 3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
)
