"""The buprenorphine implant: who may start it, the wound, and taking it out in time (MED-11)."""

from ostara.guidance.condition import all_of, amount, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import IMPLANT
from ostara.knowledge.parameters import Status

tablets = amount("depot.sublingual_daily_mg")
STAYS = all_of(IMPLANT, ~holds("depot.removed"))

RULES = (
    Rule(
        id="MED-11",
        part=1,
        question="Was the person stable for long enough on a low dose of tablets?",
        speaks=all_of(
            IMPLANT,
            holds("depot.first_injection"),
            any_of(
                tablets > number("implant.stable_high_mg"),
                tablets < number("implant.stable_low_mg"),
                amount("course.stable_days") < number("implant.stable_days"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.STOP,
        roles=(),
        severity=Severity.HIGH,
        message=(
            "An implant follows {implant.stable_days} of stability on {implant.stable_low_mg} to "
            "{implant.stable_high_mg} a day under the tongue."
        ),
        source="sixmo-smpc",
        place="who it is for",
        status=Status.QUOTED,
        hazards=("H20",),
    ),
    Rule(
        id="MED-11",
        part=2,
        question="Was the wound checked after a week?",
        speaks=all_of(
            STAYS, amount("depot.implant_days") >= number("implant.wound_check_days"), ~holds("depot.wound_checked")
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.NURSE,),
        severity=Severity.HIGH,
        message="The wound is checked {implant.wound_check_days} after the implant was put in.",
        source="sixmo-smpc",
        place="visits",
        status=Status.QUOTED,
        hazards=("H20",),
    ),
    Rule(
        id="MED-11",
        part=3,
        question="Is taking the implant out booked in time?",
        speaks=all_of(
            STAYS,
            amount("depot.implant_months") + number("implant.booking_lead_months") >= number("implant.remove_months"),
            ~holds("depot.removal_booked"),
        ),
        at=Moment.REVIEW,
        response=Response.TASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message="The implant comes out within {implant.remove_months}; nothing is booked.",
        source="sixmo-smpc",
        place="removal",
        status=Status.QUOTED,
        hazards=("H20",),
    ),
)
