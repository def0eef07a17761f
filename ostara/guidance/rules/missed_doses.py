"""Days without medicine in hand, and what a restart asks for (MISS-00 to MISS-08).

A day on which nobody reported is neither missed nor taken: it is asked about, and until then counts as the worse of the
two where a dose is about to be given (decision 1).
"""

from ostara.guidance.condition import NOUGHT, all_of, amount, any_of, holds, least, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import DAILY_BUPRENORPHINE, METHADONE_BY_MOUTH
from ostara.knowledge.parameters import Status

days, restart, usual = amount("gap.days"), amount("gap.restart_mg"), amount("gap.usual_mg")
CONSULT, FACE_TO_FACE = number("missed_days.consult"), number("missed_days.face_to_face")
REINDUCT = number("missed_days.reinduct")
NOT_DECIDED = ~holds("gap.prescriber_decided")
DAILY = any_of(METHADONE_BY_MOUTH, DAILY_BUPRENORPHINE)
# Never the higher of half and a floor: that would raise the dose of somebody on little.
METHADONE_AFTER_FOUR = least(
    least(usual, usual * number("methadone.missed_restart_share")), number("methadone.missed_restart_cap_mg")
)

RULES = (
    Rule(
        id="MISS-00",
        part=1,
        question="Is the person sober when a dose is given?",
        speaks=holds("supply.intoxicated"),
        at=Moment.SUPPLY,
        response=Response.ASK,  # the reference stops; it rests on a comparator (decision 12)
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The person is intoxicated: no dose is given before a prescriber has decided.",
        source="nsw-otp",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3", "H15"),
    ),
    Rule(
        id="MISS-00",
        part=2,
        question="Is there a prescription in force?",
        speaks=~holds("prescription.valid"),
        at=Moment.SUPPLY,
        response=Response.STOP,
        roles=(),
        severity=Severity.CRITICAL,
        message="No prescription in force covers this supply.",
        source="cpe-controlled-drugs",
        place="validity",
        status=Status.QUOTED,
        hazards=("H3", "H21"),
        always=True,
    ),
    Rule(
        id="MISS-01",
        question="Was there a short gap?",
        speaks=all_of(DAILY, days > NOUGHT, days < number("missed_days.warn")),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.LOW,
        message="A short gap: less than {missed_days.warn} without medicine.",
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-02",
        question="Was there a gap that calls for a question?",
        speaks=all_of(DAILY, days >= number("missed_days.warn"), days < CONSULT),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="{missed_days.warn} without medicine: ask why, and look for intoxication.",
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-03",
        question="Has a prescriber decided after a gap?",
        speaks=all_of(DAILY, days >= CONSULT, NOT_DECIDED),
        at=Moment.SUPPLY,
        response=Response.STOP,
        roles=(),
        severity=Severity.CRITICAL,
        message="{missed_days.consult} or more without medicine: nothing is given before a prescriber has decided.",
        source="instalment-wording",
        place="the wordings of 2015",
        status=Status.QUOTED,
        hazards=("H3", "H7", "H8"),
    ),
    Rule(
        id="MISS-04",
        part=1,
        question="Was the person seen face to face after a longer gap?",
        speaks=all_of(DAILY, days >= FACE_TO_FACE, days < REINDUCT, ~holds("gap.seen_face_to_face")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="After {missed_days.face_to_face} without medicine the person is seen face to face.",
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-04",
        part=2,
        question="Is methadone low enough after a longer gap?",
        speaks=all_of(METHADONE_BY_MOUTH, days >= FACE_TO_FACE, days < REINDUCT, restart > METHADONE_AFTER_FOUR),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "After {missed_days.face_to_face} without methadone this dose is above the lowest of the usual dose, "
            "{methadone.missed_restart_share}, and {methadone.missed_restart_cap_mg}."
        ),
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-04",
        part=3,
        question="Is buprenorphine low enough after a longer gap?",
        speaks=all_of(
            DAILY_BUPRENORPHINE,
            days >= FACE_TO_FACE,
            days < REINDUCT,
            restart > least(usual, number("buprenorphine.restart_high_mg")),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "After {missed_days.face_to_face} without buprenorphine this dose is above the usual dose or "
            "{buprenorphine.restart_high_mg}, whichever is lower."
        ),
        source="clinical-rules",
        place="section 3",
        status=Status.ASSUMED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-05",
        part=1,
        question="Is a start after a long gap a new induction?",
        speaks=all_of(DAILY, days >= REINDUCT, not_all("gap.new_induction", "gap.retested", "gap.watched_daily")),
        at=Moment.ORDER,
        response=Response.ASK,  # the reference stops; it rests on a comparator (decision 12)
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "{missed_days.reinduct} or more without medicine: a new induction, with a new test and doses watched daily."
        ),
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-05",
        part=2,
        question="Is methadone low enough after a long gap?",
        speaks=all_of(
            METHADONE_BY_MOUTH,
            days >= REINDUCT,
            any_of(
                restart > number("methadone.restart_high_mg"),
                all_of(holds("gap.tolerance_in_doubt"), restart > number("methadone.restart_in_doubt_mg")),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "After {missed_days.reinduct} or more without methadone a start is at most {methadone.restart_high_mg}, or "
            "{methadone.restart_in_doubt_mg} where tolerance is in doubt."
        ),
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="MISS-05",
        part=3,
        question="Is the person in withdrawal before buprenorphine is started again?",
        speaks=all_of(DAILY_BUPRENORPHINE, days >= REINDUCT, ~holds("gap.in_withdrawal")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="After {missed_days.reinduct} or more without buprenorphine it starts again when withdrawal is there.",
        source="australia-methadone",
        place="missed doses",
        status=Status.UNVERIFIED,
        hazards=("H3", "H16"),
    ),
)
