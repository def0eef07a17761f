"""Detoxification itself: which medicine, where, and for how long (DTX-03, DTX-05, DTX-06)."""

from ostara.guidance.condition import all_of, amount, any_holds, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

DETOX = holds("leaving.detox_starts")
COMMUNITY = one_of("leaving.detox_setting", "community")
days = amount("leaving.detox_days")

RULES = (
    Rule(
        id="DTX-03",
        question="Is detoxification done with methadone or buprenorphine?",
        speaks=all_of(DETOX, ~one_of("order.medicine", "methadone", "buprenorphine")),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.LOW,
        message="First come methadone or buprenorphine, usually the one taken; what the person prefers counts.",
        source="nice-cg52",
        place="choice of medicine",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
    Rule(
        id="DTX-05",
        question="Was a place with more care considered where the community may not be enough?",
        speaks=all_of(
            DETOX,
            COMMUNITY,
            any_holds("leaving.detox_failed_before", "leaving.detox_needs_care", "leaving.detox_several"),
            ~holds("leaving.inpatient_considered"),
        ),
        at=Moment.ORDER,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message=(
            "Detoxification is usually in the community. After one that did not succeed, with other illness, or from "
            "several substances, consider an inpatient place."
        ),
        source="nice-cg52",
        place="setting, read in part",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
    Rule(
        id="DTX-06",
        question="Does detoxification last longer than usual?",
        speaks=any_of(
            all_of(COMMUNITY, days > number("detox.community_days")),
            all_of(one_of("leaving.detox_setting", "inpatient"), days > number("detox.inpatient_days")),
        ),
        at=Moment.REVIEW,
        response=Response.TELL,
        roles=(),
        severity=Severity.LOW,
        message=(
            "Detoxification lasts longer than about {detox.inpatient_days} as an inpatient or {detox.community_days} "
            "in the community. Going back to a steady dose is no failure."
        ),
        source="clinical-rules",
        place="section 9, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H18",),
    ),
)
