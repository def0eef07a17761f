"""Depot injections of buprenorphine: the first one, its first week, and the next one (LAI-01 to LAI-08, MED-10)."""

from ostara.guidance.condition import all_of, amount, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import DEPOT, MONTHLY_DEPOT, WEEKLY_DEPOT
from ostara.knowledge.parameters import Status

FIRST = all_of(DEPOT, holds("depot.first_injection"))
NEXT = all_of(DEPOT, ~holds("depot.first_injection"))
NOT_STABLE = ~holds("depot.stable_on_sublingual")
hours, since_last = amount("last_opioid.hours_ago"), amount("depot.days_since_last")
WEEK = number("calendar.week_days")
MONTHLY_EARLY, MONTHLY_LATE = number("depot.monthly_early_week") * WEEK, number("depot.monthly_late_week") * WEEK

RULES = (
    Rule(
        id="LAI-01",
        question="Before a first depot, was withdrawal seen and the wait long enough?",
        speaks=all_of(
            FIRST,
            NOT_STABLE,  # somebody stable on tablets need not be in withdrawal (decision 9)
            any_of(
                ~holds("depot.objective_withdrawal"),
                all_of(one_of("last_opioid.kind", "short_acting"), hours < number("depot.hours_after_short_acting")),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "A first depot waits for mild to moderate withdrawal, at least {depot.hours_after_short_acting} after a "
            "short-acting opioid."
        ),
        source="buvidal-smpc",
        place="start of treatment",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="LAI-02",
        question="From methadone to a first depot: is methadone low enough and the wait long enough?",
        speaks=all_of(
            FIRST,
            one_of("last_opioid.kind", "methadone"),
            any_of(
                amount("last_opioid.daily_mg") > number("depot.methadone_before_mg"),
                hours < number("depot.hours_after_methadone"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "From methadone a first depot comes after at most {depot.methadone_before_mg} a day, and "
            "{depot.hours_after_methadone} after the last dose."
        ),
        source="buvidal-smpc",
        place="change from methadone",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="LAI-03",
        question="Was a test dose given and watched before a first depot?",
        speaks=all_of(
            FIRST,
            ~holds("depot.had_buprenorphine_before"),
            any_of(
                amount("depot.test_dose_mg") < number("depot.test_dose_mg"),
                amount("depot.observed_minutes") < number("depot.test_dose_observe_minutes"),
            ),
        ),
        at=Moment.SUPPLY,
        response=Response.STOP,
        roles=(),
        severity=Severity.HIGH,
        message=(
            "For somebody who never had buprenorphine a first depot comes after a test dose of {depot.test_dose_mg} "
            "under the tongue, watched for {depot.test_dose_observe_minutes}."
        ),
        source="borders-buvidal",
        place="test dose",
        status=Status.QUOTED,
        hazards=("H16",),
    ),
    Rule(
        id="LAI-04",
        question="Do the injections of the first week keep to the schedule?",
        speaks=all_of(
            WEEKLY_DEPOT,
            holds("depot.in_first_week"),
            any_of(
                amount("depot.week_total_mg") > number("depot.week_1_most_mg"),
                amount("depot.extras") > number("depot.week_1_extras"),
                amount("depot.days_since_extra") < number("depot.week_1_extra_gap_days"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "The first week is {depot.week_1_start_mg}, then at most {depot.week_1_extras} of {depot.week_1_extra_mg}, "
            "{depot.week_1_extra_gap_days} apart: {depot.week_1_most_mg} in all."
        ),
        source="borders-buvidal",
        place="first week",
        status=Status.QUOTED,
        hazards=("H2",),
    ),
    Rule(
        id="LAI-05",
        question="From tablets to a depot: do both stand in one row of the switching table?",
        speaks=all_of(FIRST, holds("depot.stable_on_sublingual"), ~holds("depot.as_in_table")),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="This depot does not stand beside the daily dose in the switching table.",
        source="borders-buvidal",
        place="switching table",
        status=Status.QUOTED,
        hazards=("H1",),
    ),
    Rule(
        id="LAI-06",
        question="Is the injection within its window?",
        speaks=any_of(
            all_of(
                WEEKLY_DEPOT,
                NEXT,
                any_of(
                    since_last < number("depot.weekly_early_day"),
                    all_of(
                        since_last > number("depot.weekly_late_day"),
                        since_last <= number("depot.weekly_reinduct_days"),
                    ),
                ),
            ),
            all_of(
                MONTHLY_DEPOT,
                NEXT,
                any_of(
                    since_last < MONTHLY_EARLY,
                    all_of(
                        since_last > MONTHLY_LATE,
                        since_last <= number("depot.monthly_reinduct_days"),
                    ),
                ),
            ),
        ),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message=(
            "Outside the window: a weekly depot from {depot.weekly_early_day} to {depot.weekly_late_day}, a monthly "
            "one from {depot.monthly_early_week} to {depot.monthly_late_week}."
        ),
        source="nsw-otp",
        place="windows of depot injections",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="LAI-07",
        question="Is a depot so late that the start is considered anew?",
        speaks=any_of(
            all_of(WEEKLY_DEPOT, NEXT, since_last > number("depot.weekly_reinduct_days")),
            all_of(MONTHLY_DEPOT, NEXT, since_last > number("depot.monthly_reinduct_days")),
        ),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "Later than {depot.weekly_reinduct_days} after a weekly or {depot.monthly_reinduct_days} after a monthly "
            "depot: a prescriber considers a new start."
        ),
        source="nsw-otp",
        place="late depot injections",
        status=Status.UNVERIFIED,
        hazards=("H3",),
    ),
    Rule(
        id="LAI-08",
        question="Is an injection between two monthly ones small enough?",
        speaks=all_of(DEPOT, holds("depot.is_top_up"), amount("order.daily_mg") > number("depot.top_up_mg")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.MEDIUM,
        message="Between two monthly injections there is at most one of {depot.top_up_mg}.",
        source="buvidal-smpc",
        place="is said to hold it; not read",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="MED-10",
        question="Did the place on the body rest for long enough?",
        speaks=all_of(WEEKLY_DEPOT, NEXT, amount("depot.weeks_since_same_site") < number("depot.site_reuse_weeks")),
        at=Moment.SUPPLY,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message="This place was used less than {depot.site_reuse_weeks} ago: choose another.",
        source="borders-buvidal",
        place="places for the injection",
        status=Status.QUOTED,
        hazards=("H20",),
    ),
)
