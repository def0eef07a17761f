"""Care beside the medicine: keywork, family, mutual aid, help to live, all options (PSI-01, 02, 04, 09, 10, 14, 15).

Nothing here is a condition of getting medicine.
"""

from ostara.guidance.condition import Condition, all_of, amount, any_of, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import due
from ostara.guidance.rules.which_medicine import OPIOID
from ostara.knowledge.parameters import Status

day, week, tests = amount("treatment.day"), amount("rewards.week"), amount("rewards.tests_in_week")
EARLY = number("psychosocial.first_plan_review_days")
FIRST_WEEKS, NEXT_WEEKS = number("rewards.first_weeks"), number("rewards.next_weeks")


def _since_keywork(longest: str) -> Condition:
    return all_of(day > number(longest), due("support.keywork_ever", "support.days_since_keywork", longest))


def _support(
    id: str, part: int, question: str, speaks: Condition, message: str, source: str, place: str, status: Status
) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TELL if (id, part) == ("PSI-02", 2) else Response.TASK,
        roles={("PSI-02", 1): (Role.MANAGER,), ("PSI-02", 2): ()}.get((id, part), (Role.KEYWORKER,)),
        severity=Severity.HIGH if id == "PSI-01" else Severity.LOW if id == "PSI-15" else Severity.MEDIUM,
        message=message,
        source=source,
        place=place,
        status=status,
        hazards=("H27",),
    )


SUPPORTIVE = ("nice-ta114", "supportive care beside the medicine; the days are our own design", Status.QUOTED)

RULES = (
    _support(
        *("PSI-01", 1, "Did the person meet their keyworker lately, early in treatment?"),
        all_of(OPIOID, day <= EARLY, _since_keywork("psychosocial.early_contact_days")),
        "Medicine alone is not enough: early in treatment nobody met the person for {psychosocial.early_contact_days}.",
        *SUPPORTIVE,
    ),
    _support(
        *("PSI-01", 2, "Did the person meet their keyworker lately?"),
        all_of(OPIOID, _since_keywork("psychosocial.contact_days")),
        "Medicine alone is not enough: nobody met the person for {psychosocial.contact_days}.",
        *SUPPORTIVE,
    ),
    _support(
        *("PSI-02", 1, "Has the person a named keyworker?", ~holds("support.keyworker")),
        "No keyworker is named.",
        *("nice-cg52", "keyworking", Status.QUOTED),
    ),
    _support(
        *("PSI-02", 2, "Did the keyworker change often?"),
        amount("support.keyworker_changes") >= number("support.keyworker_changes"),
        "{support.keyworker_changes} or more of keyworker in {support.keyworker_window_months}: who stays?",
        *("nice-cg52", "keyworking; the number is our own design", Status.ASSUMED),
    ),
    _support(
        *("PSI-04", 0, "Is a test of the programme of rewards due?"),
        all_of(
            holds("rewards.in_programme"),
            any_of(
                all_of(week <= FIRST_WEEKS, tests < number("rewards.tests_a_week_weeks_1_to_3")),
                all_of(week > FIRST_WEEKS, week <= NEXT_WEEKS, tests < number("rewards.tests_a_week_weeks_4_to_6")),
                all_of(week > NEXT_WEEKS, tests < number("rewards.tests_a_week_later")),
            ),
        ),
        "A test is due: {rewards.tests_a_week_weeks_1_to_3} for {rewards.first_weeks}, "
        "{rewards.tests_a_week_weeks_4_to_6} until {rewards.next_weeks}, {rewards.tests_a_week_later} afterwards.",
        *("nice-cg51", "contingency management", Status.QUOTED),
    ),
    _support(
        *("PSI-09", 0, "Was somebody who cares for the person offered an assessment of their own?"),
        all_of(
            holds("support.carer"),
            due("support.carer_offered_ever", "support.months_since_carer_offered", "support.carer_months"),
        ),
        "Families and carers are offered an assessment of their own needs, at the start and every "
        "{support.carer_months}.",
        *("nice-qs23", "statement 3, in paraphrase", Status.QUOTED),
    ),
    _support(
        *("PSI-10", 1, "Was the person told about mutual aid lately?"),
        due("support.mutual_aid_told_ever", "support.months_since_mutual_aid_told", "quality.mutual_aid_months"),
        "Everybody hears about mutual aid, at least every {quality.mutual_aid_months}.",
        *("nice-cg51", "routine information on self-help groups", Status.QUOTED),
    ),
    _support(
        *("PSI-10", 2, "Does somebody help with the way into mutual aid?"),
        all_of(
            holds("support.mutual_aid_wanted"),
            not_all(
                *("support.mutual_aid_introduced", "support.mutual_aid_first_visit", "support.mutual_aid_followed_up")
            ),
        ),
        "The person wants to try mutual aid: introduce them, help with the first visit, ask how it went.",
        *("clinical-rules", "section 7, which names no primary for these steps", Status.UNVERIFIED),
    ),
    _support(
        *("PSI-14", 0, "Was help to live offered: housing, work, education, debt, benefits?"),
        not_all("support.housing", "support.work", "support.education", "support.debt", "support.benefits"),
        "Help with housing, work, education, debt and benefits is offered to everybody.",
        *("nice-qs23", "statement 7, in paraphrase", Status.QUOTED),
    ),
    _support(
        *("PSI-15", 0, "Was the person told of all options in the last year?"),
        all_of(
            OPIOID,
            due("support.options_told_ever", "support.months_since_options_told", "support.options_months"),
        ),
        "Tell the person of all options every {support.options_months}, detoxification among them, without judging: "
        "staying on medicine is as good a choice.",
        *("keyworker-guide-2021", "options for people in long treatment", Status.QUOTED),
    ),
    _support(
        *("DTX-14", 0, "Was the person told who may go to residential rehabilitation?"),
        ~holds("support.rehab_told"),
        "Everybody hears who may go to residential rehabilitation.",
        *("nice-qs23", "statement 10; the criteria are not verified", Status.QUOTED),
    ),
)
