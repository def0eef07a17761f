"""Blood-borne viruses: offered early, repeated, treated to cure, less risk (BBV-01 to 04, 07, 08)."""

from ostara.guidance.condition import Condition, all_of, amount, any_holds, any_of, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.due import due
from ostara.knowledge.parameters import Status

AT_RISK = any_holds("bbv.has_injected", "bbv.ongoing_risk")
NOT_KNOWN_TO_HAVE_IT = ~holds("bbv.rna_positive")
MEDIUM = ("BBV-03", "BBV-08")


def _virus(id: str, part: int, question: str, speaks: Condition, message: str) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.REVIEW,
        response=Response.TELL if id == "BBV-07" else Response.TASK,
        roles=() if id == "BBV-07" else (Role.NURSE,),
        severity=Severity.LOW if id == "BBV-07" else Severity.MEDIUM if id in MEDIUM else Severity.HIGH,
        message=message,
        source="clinical-rules",
        place="section 8, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H23",),
    )


RULES = (
    Rule(
        id="BBV-01",
        question="Were tests for hepatitis B, hepatitis C and HIV offered at the start?",
        speaks=all_of(
            amount("treatment.day") > number("viruses.offer_days"),
            not_all("bbv.hepatitis_b_offered", "bbv.hepatitis_c_offered", "bbv.hiv_offered"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.HIGH,
        message="Tests for hepatitis B, hepatitis C and HIV are offered within {viruses.offer_days} of the start.",
        source="nice-ph43",
        place="recommendation 6; the days are our own design",
        status=Status.QUOTED,
        hazards=("H23",),
    ),
    _virus(
        *("BBV-02", 1, "Is another test for hepatitis C due?"),
        all_of(
            AT_RISK,
            NOT_KNOWN_TO_HAVE_IT,
            any_of(
                due(
                    *("bbv.hepatitis_c_tested_ever", "bbv.days_since_hepatitis_c_test"),
                    "quality.hepatitis_c_test_days",
                ),
                holds("bbv.risk_event_since_test"),
            ),
        ),
        "Who injects, has injected or is at risk is tested for hepatitis C every {quality.hepatitis_c_test_days}, "
        "sooner after something risky.",
    ),
    _virus(
        *("BBV-02", 2, "With antibodies, was the virus itself looked for?"),
        all_of(holds("bbv.antibody_positive"), ~holds("bbv.rna_tested")),
        "Antibodies against hepatitis C were found: look for the virus itself (RNA).",
    ),
    Rule(
        id="BBV-03",
        question="Before a test for a virus is finished, is it agreed how the person hears the result?",
        speaks=all_of(holds("bbv.test_taken"), ~holds("bbv.result_plan")),
        at=Moment.RESULT,
        response=Response.STOP,
        roles=(),
        severity=Severity.MEDIUM,
        message="A test goes with an agreement on how the person hears the result.",
        source="nice-ph43",
        place="what an offer of a test includes",
        status=Status.QUOTED,
        hazards=("H23",),
    ),
    _virus(
        *("BBV-04", 1, "Was somebody with hepatitis C referred?"),
        all_of(
            holds("bbv.rna_positive"),
            amount("bbv.days_since_rna_result") > number("viruses.referral_days"),
            ~holds("bbv.referred"),
        ),
        "The virus of hepatitis C was found more than {viruses.referral_days} ago, and nobody was asked to treat it.",
    ),
    _virus(
        *("BBV-04", 2, "Was it tested whether hepatitis C is cured?"),
        all_of(
            holds("bbv.treatment_ended"),
            amount("bbv.days_since_treatment_end") >= number("viruses.cure_test_days"),
            ~holds("bbv.cure_tested"),
        ),
        "Treatment of hepatitis C ended {viruses.cure_test_days} or longer ago: test whether it is cured.",
    ),
    _virus(
        *("BBV-04", 3, "After a cure, is another test due where there is risk?"),
        all_of(
            holds("bbv.cured"),
            AT_RISK,
            amount("bbv.days_since_test_after_cure") > number("viruses.after_cure_days"),
        ),
        "A cure does not protect from another infection: test every {viruses.after_cure_days}.",
    ),
    _virus(
        *("BBV-07", 0, "Was vaccination against hepatitis A offered where it helps?"),
        all_of(
            any_holds("bbv.injects", "bbv.rna_positive"),
            ~holds("bbv.hepatitis_a_immune"),
            ~holds("bbv.hepatitis_a_offered"),
        ),
        "Who injects or has hepatitis C may be vaccinated against hepatitis A.",
    ),
    _virus(
        *("BBV-08", 1, "Does somebody who injects get needles, and are wounds looked at?"),
        all_of(holds("bbv.injects"), not_all("bbv.needles_offered", "bbv.wounds_checked")),
        "Offer needles and syringes and safer ways to inject; look at wounds.",
    ),
    _virus(
        *("BBV-08", 2, "Was somebody at risk of HIV referred for PrEP?"),
        all_of(holds("bbv.hiv_risk"), ~holds("bbv.prep_referred")),
        "At risk of HIV: refer for PrEP, if the person wants it.",
    ),
)
