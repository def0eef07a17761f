"""The heart on methadone: when an ECG is due, what its QTc calls for, and cocaine (MON-01 to MON-05)."""

from ostara.guidance.condition import NOUGHT, Condition, all_of, amount, any_holds, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import long_ago
from ostara.guidance.rules.which_medicine import METHADONE
from ostara.knowledge.parameters import Status

dose, before, qtc = amount("order.daily_mg"), amount("order.previous_daily_mg"), amount("heart.qtc_ms")
LINE = number("methadone.ecg_above_mg")
RISKS = (
    *("heart.disease", "heart.electrolyte_problem", "heart.qt_medicine", "health.liver_disease"),
    "medicines.inhibitor",
)
WANTED = all_of(METHADONE, any_of(dose > LINE, any_holds(*RISKS)))
OLD = long_ago("heart.months_since_ecg", "monitoring.ecg_repeat_months")
LONG = all_of(holds("heart.ecg_ever"), qtc >= number("monitoring.qtc_act_ms"))
UNANSWERED = ~holds("heart.qtc_acted_on")
# A first dose has none before it: what is not above the line cannot cross it.
CROSSES = all_of(METHADONE, dose > LINE, any_of(holds("order.starts_treatment"), before <= LINE))


def _ecg(id: str, part: int, question: str, speaks: Condition, message: str, source: str, place: str) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM if id == "MON-04" else Severity.HIGH,
        message=message,
        source=source,
        place=place,
        status=Status.UNVERIFIED if source == "medsafe-2014" else Status.QUOTED,
        hazards=("H19",),
        due_days="monitoring.ecg_task_days" if id == "MON-01" else None,
    )


def _qtc(part: int, question: str, at: Moment, response: Response, speaks: Condition, message: str) -> Rule:
    return Rule(
        id="MON-03",
        part=part,
        question=question,
        speaks=all_of(METHADONE, speaks),
        at=at,
        response=response,
        roles=() if response is Response.TELL else (Role.PRESCRIBER,),
        severity=Severity.HIGH if response is Response.TELL else Severity.CRITICAL,
        message=message,
        source="krantz-2009",
        place="bands",
        status=Status.QUOTED,
        hazards=("H19",),
    )


RULES = (
    _ecg(
        *("MON-01", 0, "Is there an ECG where one is wanted?"),
        all_of(WANTED, ~holds("heart.ecg_ever")),
        "Above {methadone.ecg_above_mg} of methadone, or with a risk for the heart at any dose, an ECG is wanted "
        "within {monitoring.ecg_task_days}; none is on record.",
        *("methadone-qt-summary", "secondary page: summary of MHRA and Department of Health advice"),
    ),
    Rule(
        id="MON-02",
        part=1,
        question="Is there a recent ECG before the dose rises above the line?",
        speaks=all_of(CROSSES, any_of(~holds("heart.ecg_ever"), OLD)),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message=(
            "The dose rises above {methadone.ecg_above_mg}, and no ECG is on record from the last "
            "{monitoring.ecg_repeat_months}."
        ),
        source="medsafe-2014",
        place="before the dose rises; advice for New Zealand",
        status=Status.UNVERIFIED,
        hazards=("H19",),
    ),
    _ecg(
        *("MON-02", 2, "Was there an ECG after the dose rose above the line?"),
        all_of(
            METHADONE,
            dose > LINE,
            amount("heart.days_since_crossing") > number("monitoring.ecg_after_crossing_days"),
            ~holds("heart.ecg_since_crossing"),
        ),
        "The dose rose above {methadone.ecg_above_mg} more than {monitoring.ecg_after_crossing_days} ago, without an "
        "ECG since.",
        *("medsafe-2014", "when to repeat; advice for New Zealand"),
    ),
    _qtc(
        *(1, "Is QTc longer than usual?", Moment.REVIEW, Response.TELL),
        all_of(holds("heart.ecg_ever"), qtc >= number("monitoring.qtc_watch_ms"), ~LONG, UNANSWERED),
        "QTc is {monitoring.qtc_watch_ms} or more: talk it over, mend causes, look more often.",
    ),
    _qtc(
        *(2, "With a very long QTc, was it decided what follows before methadone goes on?"),
        *(Moment.ORDER, Response.ASK),
        all_of(LONG, UNANSWERED),
        "QTc is {monitoring.qtc_act_ms} or more: less methadone or another medicine, and cardiology.",
    ),
    _qtc(
        *(3, "Is somebody acting on a very long QTc?", Moment.REVIEW, Response.TASK),
        all_of(LONG, UNANSWERED),
        "QTc is {monitoring.qtc_act_ms} or more: decide what follows within {monitoring.qtc_act_hours}.",
    ),
    _ecg(
        *("MON-04", 0, "Is another ECG due?"),
        all_of(
            holds("heart.ecg_ever"),
            any_of(
                all_of(WANTED, OLD),
                all_of(METHADONE, any_holds("heart.qt_medicine_since_ecg", "heart.collapse_since_ecg")),
            ),
        ),
        "Another ECG is due: every {monitoring.ecg_repeat_months} at a high dose or with a risk, after another "
        "medicine that lengthens QT, after fainting or a seizure.",
        *("krantz-2009", "when to repeat"),
    ),
    Rule(
        id="MON-05",
        question="Is there cocaine beside methadone?",
        speaks=all_of(METHADONE, any_of(amount("use.cocaine_days") > NOUGHT, holds("use.cocaine_found"))),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="Cocaine in the last {monitoring.stimulant_days} adds to the risk for the heart: an ECG sooner.",
        source="bristol-qt-caseload",
        place="stimulants",
        status=Status.QUOTED,
        hazards=("H19",),
    ),
)
