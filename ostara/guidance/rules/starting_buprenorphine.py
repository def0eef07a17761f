"""The first days of buprenorphine under the tongue or as a lyophilisate (BUP-01 to BUP-06, BUP-08 to BUP-10)."""

from ostara.guidance.condition import Amount, Condition, all_of, amount, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import DAILY_BUPRENORPHINE, SUBLINGUAL
from ostara.knowledge.parameters import Status

STARTS = all_of(DAILY_BUPRENORPHINE, holds("order.starts_treatment"))
since_opioid, day, dose = amount("last_opioid.hours_ago"), amount("course.day"), amount("order.daily_mg")


def _on_day(first: Amount, last: Amount, most: Amount) -> Condition:
    """More than this on a day after `first`, up to `last`."""
    return all_of(SUBLINGUAL, day > first, day <= last, dose > most)


def _step(part: int, speaks: Condition, name: str, status: Status) -> Rule:
    return Rule(
        id="BUP-05",
        part=part,
        question=f"Is the dose of day {part} of buprenorphine within the usual steps?",
        speaks=speaks,
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message=f"The dose of day {part} is above the usual {{buprenorphine.{name}}}.",
        source="highland-formulary" if status is Status.QUOTED else "orange-book-2017",
        place="first day" if status is Status.QUOTED else "chapter 4 is said to hold it; not yet opened",
        status=status,
        hazards=("H2",),
    )


ONE, TWO, THREE = (number(f"buprenorphine.step_{name}_day") for name in ("one", "two", "three"))

RULES = (
    Rule(
        id="BUP-01",
        question="Is withdrawal clear before a first dose of buprenorphine?",
        speaks=all_of(STARTS, amount("health.withdrawal_points") < number("buprenorphine.cows_to_start")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="The withdrawal score is below {buprenorphine.cows_to_start}: buprenorphine may bring on withdrawal.",
        source="nsw-otp",
        place="start of buprenorphine",
        status=Status.UNVERIFIED,
        hazards=("H16",),
    ),
    Rule(
        id="BUP-02",
        question="Is it long enough since heroin or another short-acting opioid?",
        speaks=all_of(
            STARTS,
            one_of("last_opioid.kind", "short_acting"),
            since_opioid < number("buprenorphine.hours_after_short_acting"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="It is less than {buprenorphine.hours_after_short_acting} since a short-acting opioid.",
        source="medscape-buprenorphine",
        place="start of treatment",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="BUP-03",
        question="Is it long enough since methadone?",
        speaks=all_of(
            STARTS,
            one_of("last_opioid.kind", "methadone"),
            ~holds("order.micro_induction"),
            since_opioid < number("buprenorphine.hours_after_methadone"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="It is less than {buprenorphine.hours_after_methadone} since methadone.",
        source="medscape-buprenorphine",
        place="change from methadone",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="BUP-04",
        question="Is there a specialist's plan for a change from a higher dose of methadone?",
        speaks=all_of(
            STARTS,
            one_of("last_opioid.kind", "methadone"),
            amount("last_opioid.daily_mg") > number("buprenorphine.methadone_before_mg"),
            ~any_of(holds("order.specialist_plan"), holds("order.micro_induction")),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SPECIALIST,),
        severity=Severity.HIGH,
        message=(
            "A change from more than {buprenorphine.methadone_before_mg} of methadone needs a specialist's plan or a "
            "micro-induction."
        ),
        source="clinical-rules",
        place="section 2.2, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H16",),
    ),
    _step(1, all_of(SUBLINGUAL, day <= ONE, dose > number("buprenorphine.day_1_mg")), "day_1_mg", Status.QUOTED),
    _step(2, _on_day(ONE, TWO, number("buprenorphine.day_2_mg")), "day_2_mg", Status.UNVERIFIED),
    _step(3, _on_day(TWO, THREE, number("buprenorphine.day_3_mg")), "day_3_mg", Status.UNVERIFIED),
    Rule(
        id="BUP-06",
        question="Has buprenorphine reached an effective dose in the first week, or is it said why not?",
        speaks=all_of(
            SUBLINGUAL,
            day >= number("buprenorphine.adequate_by_day"),
            day <= number("buprenorphine.slow_start_last_day"),
            dose < number("buprenorphine.adequate_dose_mg"),
            ~holds("order.reason_for_slow_start"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message=(
            "By {buprenorphine.adequate_by_day} the dose is below {buprenorphine.adequate_dose_mg}, and no reason "
            "is recorded: many people leave when the start is slow."
        ),
        source="clinical-rules",
        place="section 2.2, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H18",),
    ),
    Rule(
        id="BUP-08",
        question="Is there a plan for the same day after precipitated withdrawal?",
        speaks=all_of(DAILY_BUPRENORPHINE, holds("course.precipitated_withdrawal"), ~holds("course.same_day_plan")),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message=(
            "Precipitated withdrawal is reported: score it, treat the symptoms, make a plan today. It is no reason to "
            "give up the treatment."
        ),
        source="clinical-rules",
        place="section 2.2, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H16",),
    ),
    Rule(
        id="BUP-09",
        question="Are liver function and viral hepatitis known?",
        speaks=all_of(STARTS, ~all_of(holds("assessment.liver_tested"), holds("assessment.hepatitis_status_known"))),
        at=Moment.ORDER,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.MEDIUM,
        message="Test liver function and viral hepatitis; the start does not wait for the results.",
        source="medscape-buprenorphine",
        place="liver",
        status=Status.QUOTED,
        hazards=("H19",),
    ),
    Rule(
        id="BUP-10",
        question="Is the person old enough for the adult pathway?",
        speaks=all_of(
            DAILY_BUPRENORPHINE, amount("person.age_years") < number("buprenorphine.specialist_under_age_years")
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SPECIALIST,),
        severity=Severity.HIGH,
        message="Under {buprenorphine.specialist_under_age_years} a specialist prescribes.",
        source="buprenorphine-leaflets",
        place="age; the specialist's pathway is our own design",
        status=Status.ASSUMED,
        hazards=("H20",),
    ),
)
