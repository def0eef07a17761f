"""Breathing, liver, contraception, age, driving, and the yearly check (MON-10, 11, 13, 14, 16, 17)."""

from ostara.guidance.condition import Condition, all_of, amount, any_holds, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import due
from ostara.guidance.rules.which_medicine import BUPRENORPHINE, OPIOID
from ostara.knowledge.parameters import Status

BREATHING = any_holds("health.lung_disease", "health.acute_asthma", "health.sleep_apnoea")
LIVER_AT_RISK = any_holds("bbv.rna_positive", "risks.alcohol")
SEVERITY = {
    **{"MON-10": Severity.HIGH, "MON-11": Severity.MEDIUM, "MON-13": Severity.LOW},
    **{"MON-14": Severity.MEDIUM, "MON-16": Severity.MEDIUM, "MON-17": Severity.MEDIUM},
}
HAZARD = {"MON-10": "H15", "MON-11": "H19", "MON-13": "H24", "MON-14": "H19", "MON-16": "H15", "MON-17": "H19"}


def _check(id: str, part: int, question: str, speaks: Condition, role: Role | None, message: str) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=all_of(OPIOID, speaks),
        at=Moment.REVIEW,
        response=Response.TASK if role else Response.TELL,
        roles=(role,) if role else (),
        severity=SEVERITY[id],
        message=message,
        source="clinical-rules",
        place="section 6, which names no primary",
        status=Status.UNVERIFIED,
        hazards=(HAZARD[id],),
    )


RULES = (
    _check(
        *("MON-10", 1, "With an illness of the lungs, was a test of breathing and help with smoking offered?"),
        all_of(BREATHING, not_all("checks.spirometry_offered", "checks.smoking_help_offered")),
        Role.NURSE,
        "Asthma, COPD or sleep apnoea: offer a test of breathing and help to stop smoking.",
    ),
    Rule(
        id="MON-10",
        part=2,
        question="Is oxygen saturation low?",
        speaks=all_of(OPIOID, amount("checks.spo2_percent") < number("monitoring.spo2_percent")),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="Oxygen saturation is below {monitoring.spo2_percent}: look into breathing before the dose changes.",
        source="clinical-rules",
        place="section 6, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H15",),
    ),
    _check(
        *("MON-11", 1, "With hepatitis C or risky drinking, is a liver test due?"),
        all_of(LIVER_AT_RISK, due("checks.liver_ever", "checks.months_since_liver", "monitoring.liver_high_months")),
        Role.NURSE,
        "With hepatitis C or risky drinking the liver is tested every {monitoring.liver_low_months} to "
        "{monitoring.liver_high_months}.",
    ),
    _check(
        *("MON-11", 2, "With a failing liver, is there a specialist's plan?"),
        all_of(holds("health.decompensated_liver"), ~holds("order.specialist_plan")),
        Role.PRESCRIBER,
        "The liver is failing: a specialist plans the treatment.",
    ),
    Rule(
        id="MON-11",
        part=3,
        question="With a high ALT, was it decided whether buprenorphine goes on?",
        speaks=all_of(
            BUPRENORPHINE,
            amount("checks.alt_times") > number("monitoring.alt_stop_times"),
            ~holds("checks.alt_acted_on"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="ALT is above {monitoring.alt_stop_times}: review buprenorphine.",
        source="medscape-buprenorphine",
        place="liver",
        status=Status.QUOTED,
        hazards=("H19",),
    ),
    _check(
        *("MON-13", 0, "Were periods and contraception asked about in the last year?"),
        all_of(
            holds("person.may_become_pregnant"),
            due("checks.contraception_ever", "checks.months_since_contraception", "monitoring.contraception_months"),
        ),
        Role.NURSE,
        "Periods and contraception are asked about at the start and every {monitoring.contraception_months}, where the "
        "person wishes.",
    ),
    _check(
        *("MON-14", 0, "For somebody older, were frailty, falls, lungs and heart looked at?"),
        all_of(
            amount("person.age_years") >= number("monitoring.older_low_years"),
            ~holds("checks.older_reviewed"),
        ),
        None,
        "From {monitoring.older_low_years} of age: look at frailty, falls, lungs and heart.",
    ),
    _check(
        *("MON-16", 0, "Does somebody who drives know their duty?"),
        all_of(holds("checks.drives"), ~holds("checks.driving_told")),
        Role.KEYWORKER,
        "Talk about driving and the duty to tell the DVLA, at the start and after each change.",
    ),
    _check(
        *("MON-17", 0, "Is a check of physical health due?"),
        due("checks.physical_ever", "checks.months_since_physical", "monitoring.physical_check_months"),
        Role.NURSE,
        "Every {monitoring.physical_check_months}: blood pressure, weight, smoking, teeth, wounds, veins.",
    ),
)
