"""Drug tests: how often, what a result can and cannot show, and that none is a reason for a penalty (TST)."""

from ostara.guidance.condition import Condition, all_of, amount, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import due
from ostara.guidance.rules.lower_doses import LOWERS_OR_ENDS
from ostara.guidance.rules.which_medicine import BUPRENORPHINE, METHADONE, OPIOID
from ostara.knowledge.parameters import Status

day = amount("course.day")
STARTS = holds("order.starts_treatment")
EVER_AND_LAST = ("testing.ever", "testing.days_since_last")


def _read(id: str, question: str, speaks: Condition, severity: Severity, message: str, origin: str, place: str) -> Rule:
    return Rule(
        id=id,
        question=question,
        speaks=speaks,
        at=Moment.RESULT,
        response=Response.TELL,
        roles=(),
        severity=severity,
        message=message,
        source=origin,
        place=place,
        status=Status.UNVERIFIED if origin == "clinical-rules" else Status.QUOTED,
        hazards=("H22",),
    )


def _often(id: str, part: int, question: str, speaks: Condition, message: str) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=all_of(OPIOID, speaks),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE, Role.KEYWORKER),
        severity=Severity.HIGH if id == "TST-10" else Severity.MEDIUM,
        message=message,
        source="clinical-rules",
        place="section 5",
        status=Status.ASSUMED if id == "TST-10" else Status.UNVERIFIED,
        hazards=("H22",),
    )


def _penalty(id: str, question: str, speaks: Condition, message: str, origin: str, place: str) -> Rule:
    return Rule(
        id=id,
        question=question,
        speaks=all_of(LOWERS_OR_ENDS, speaks),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=message,
        source=origin,
        place=place,
        status=Status.UNVERIFIED if origin == "clinical-rules" else Status.QUOTED,
        hazards=("H10", "H22"),
    )


RULES = (
    Rule(
        id="TST-01",  # that one is positive is asked by IND-01
        question="Were as many specimens tested before the first dose as is preferred?",
        speaks=all_of(
            OPIOID, STARTS, amount("testing.specimens_before_start") < number("testing.samples_before_start")
        ),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="Fewer than {testing.samples_before_start} were tested before the first dose.",
        source="clinical-rules",
        place="section 5, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H2", "H22"),
    ),
    _penalty(
        *("TST-02", "Does a lower dose or an exit follow a positive test?"),
        all_of(
            holds("testing.positive_ever"),
            amount("testing.days_since_positive") <= number("testing.no_penalty_days"),
            ~holds("leaving.planned_before_test"),
        ),
        "A test was positive within {testing.no_penalty_days}: a test alone is no reason for less medicine. Why now?",
        *("clinical-rules", "section 5, which names no primary"),
    ),
    _often(
        *("TST-03", 1, "Is a test due in the first weeks?"),
        all_of(
            day <= number("testing.early_weeks_low") * number("calendar.week_days"),
            day > number("testing.early_days"),
            due(*EVER_AND_LAST, "testing.early_days"),
        ),
        "For {testing.early_weeks_low} there is a test about every {testing.early_days}, on days drawn by chance.",
    ),
    _often(
        *("TST-03", 2, "Is a test due after the first weeks?"),
        all_of(
            day > number("testing.early_weeks_high") * number("calendar.week_days"),
            ~holds("testing.fewer_agreed"),
            due(*EVER_AND_LAST, "testing.later_days"),
        ),
        "After the first weeks there is a test about every {testing.later_days}, on days drawn by chance, until "
        "fewer are agreed.",
    ),
    _read(
        *("TST-04", "Was what the body makes of the prescribed medicine looked for and found?"),
        all_of(
            any_of(METHADONE, BUPRENORPHINE),
            any_of(~holds("testing.metabolite_tested"), ~holds("testing.metabolite_found")),
        ),
        Severity.HIGH,
        "What the body makes of the prescribed medicine was not looked for, or not found: talk about how it is taken.",
        *("homerton-drugs-of-abuse", "what the laboratory looks for; that each test includes it is our own design"),
    ),
    _penalty(
        *("TST-05", "Did a laboratory confirm a test on which a lower dose or an exit rests?"),
        all_of(holds("leaving.rests_on_test"), ~holds("leaving.test_confirmed")),
        "A screen can be wrong: a laboratory confirms a test before anything is decided against the person.",
        *("homerton-drugs-of-abuse", "confirmation"),
    ),
    _read(
        *("TST-06", "Could a screen without opiates be read as a person without opioids?"),
        all_of(holds("testing.screen_only"), ~holds("testing.opiates_found")),
        Severity.HIGH,
        "A screen for opiates does not see methadone, buprenorphine, fentanyl or nitazenes: nothing found is not "
        "nothing taken.",
        *("clinical-rules", "section 5, which names no primary"),
    ),
    _read(
        *("TST-07", "Does this specimen show recent use only?"),
        one_of("testing.specimen", "oral_fluid"),
        Severity.LOW,
        "Oral fluid shows only the last {testing.oral_fluid_low_hours} to {testing.oral_fluid_high_hours}.",
        *("oral-fluid-window", "window"),
    ),
    _read(
        *("TST-08", "Could opiates come from the diamorphine that is prescribed?"),
        all_of(
            one_of("order.medicine", "diamorphine"),
            holds("testing.opiates_found"),
            ~holds("testing.heroin_markers_tested"),
        ),
        Severity.HIGH,
        "Prescribed diamorphine always shows as opiates: only a laboratory's markers of street heroin tell them apart.",
        *("clinical-rules", "section 5, which names no primary"),
    ),
    _often(
        *("TST-10", 0, "Is use on top looked for?"),
        any_of(
            all_of(day > number("quality.test_overdue_days"), due(*EVER_AND_LAST, "quality.test_overdue_days")),
            all_of(
                holds("use.on_top_reported"),
                day > number("quality.use_on_top_test_days"),
                due(*EVER_AND_LAST, "quality.use_on_top_test_days"),
            ),
        ),
        "No test within {quality.test_overdue_days}, or, with use on top, within {quality.use_on_top_test_days}.",
    ),
)
