"""Changing to methadone, or from a depot: waits and ceilings, never arithmetic from one medicine to another (CON)."""

from ostara.guidance.condition import all_of, amount, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import METHADONE_BY_MOUTH, SUBLINGUAL
from ostara.knowledge.parameters import Status

days = amount("last_opioid.days_ago")

RULES = (
    Rule(
        id="CON-01",
        question="From buprenorphine to methadone: is the wait long enough and the first dose low enough?",
        speaks=all_of(
            METHADONE_BY_MOUTH,
            holds("order.starts_treatment"),
            one_of("last_opioid.kind", "buprenorphine_sublingual"),
            any_of(
                amount("last_opioid.hours_ago") < number("conversions.methadone_after_buprenorphine_hours"),
                amount("order.daily_mg") > number("conversions.methadone_after_buprenorphine_mg"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "Methadone after buprenorphine starts {conversions.methadone_after_buprenorphine_hours} after the last "
            "dose, with at most {conversions.methadone_after_buprenorphine_mg} on the first day."
        ),
        source="clinical-rules",
        place="section 2.3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="CON-03",
        question="From a depot to a daily medicine: is the next injection due before the first dose?",
        speaks=all_of(
            any_of(METHADONE_BY_MOUTH, SUBLINGUAL),
            holds("order.starts_treatment"),
            any_of(
                all_of(
                    one_of("last_opioid.kind", "depot_weekly"), days < number("conversions.after_weekly_depot_days")
                ),
                all_of(
                    one_of("last_opioid.kind", "depot_monthly"), days < number("conversions.after_monthly_depot_days")
                ),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "After a depot a daily medicine waits until the next injection would be due: "
            "{conversions.after_weekly_depot_days} after a weekly one, {conversions.after_monthly_depot_days} after a "
            "monthly one."
        ),
        source="clinical-rules",
        place="section 2.3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="CON-06",
        question="Does a methadone dose from a record made abroad mean the racemic medicine used here?",
        speaks=all_of(METHADONE_BY_MOUTH, holds("course.record_from_abroad"), ~holds("course.racemic")),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.HIGH,
        message="The dose comes from a record made abroad, where methadone may be levomethadone; here it is racemic.",
        source="clinical-rules",
        place="section 2.3, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H1",),
    ),
)
