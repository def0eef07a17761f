"""The first dose of methadone, and what must be known before a first dose of any medicine (IND-01 to IND-04).

A dose that was confirmed by prison, hospital or another service goes on: it starts nothing (decision 2).
"""

from ostara.guidance.condition import all_of, amount, any_holds, any_of, holds, not_all, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import METHADONE_BY_MOUTH
from ostara.knowledge.parameters import Status

STARTS = all_of(METHADONE_BY_MOUTH, holds("order.starts_treatment"))
dose = amount("order.daily_mg")

RULES = (
    Rule(
        id="IND-01",
        question="Was everything done that comes before a first dose?",
        speaks=all_of(
            holds("order.starts_treatment"),
            any_of(
                not_all(
                    *("assessment.dependence_assessed", "assessment.sober", "assessment.identity_confirmed"),
                    *("assessment.other_prescribers_checked", "assessment.consented"),
                ),
                ~any_holds(
                    *("assessment.positive_opioid_test", "assessment.withdrawal_documented"),
                    "assessment.other_evidence",
                ),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "Before a first dose: dependence assessed; a positive test, documented withdrawal or other evidence; "
            "sober; identity; other prescribers checked; informed consent."
        ),
        source="keyworker-guide-2021",
        place="tests at assessment; the rest of the list is quoted from secondary pages",
        status=Status.UNVERIFIED,
        hazards=("H2", "H4"),
    ),
    Rule(
        id="IND-02",
        part=1,
        question="Is the first dose below the usual range?",
        speaks=all_of(STARTS, dose < number("methadone.first_dose_low_mg")),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.LOW,
        message="The first dose is below the usual {methadone.first_dose_low_mg}.",
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: first dose",
        status=Status.QUOTED,
        hazards=("H18",),
    ),
    Rule(
        id="IND-02",
        part=2,
        question="Is the first dose above the usual range?",
        speaks=all_of(
            STARTS,
            dose > number("methadone.first_dose_high_mg"),
            dose <= number("methadone.first_day_most_mg"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The first dose is above the usual {methadone.first_dose_high_mg}.",
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: first dose",
        status=Status.QUOTED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-02",
        part=3,
        question="Is the first dose above what is given on any first day?",
        speaks=all_of(STARTS, dose > number("methadone.first_day_most_mg")),
        at=Moment.ORDER,
        response=Response.ASK,  # the reference stops; its number is not verified (decision 12)
        roles=(Role.SENIOR_PRESCRIBER,),
        severity=Severity.CRITICAL,
        message="The first dose is above {methadone.first_day_most_mg}, the most on any first day.",
        source="clinical-decisions",
        place="decision 12",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
    Rule(
        id="IND-03",
        part=1,
        question="Is the first dose low where alcohol or sedatives add to it?",
        speaks=all_of(
            STARTS,
            dose > number("methadone.first_dose_with_sedatives_mg"),
            any_holds("risks.alcohol", "risks.benzodiazepine", "risks.gabapentinoid"),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "With alcohol, a benzodiazepine or a gabapentinoid the first dose is usually at most "
            "{methadone.first_dose_with_sedatives_mg}."
        ),
        source="nida-methadone-guide",
        place="secondary page quoting RCGP: sedatives and alcohol; gabapentinoids are added by the reference",
        status=Status.QUOTED,
        hazards=("H2", "H15"),
    ),
    Rule(
        id="IND-03",
        part=2,
        question="Is the first dose low where tolerance or health call for it?",
        speaks=all_of(
            STARTS,
            dose > number("methadone.first_dose_low_tolerance_mg"),
            any_of(
                any_holds(
                    *("risks.reduced_tolerance", "risks.gap_in_use", "risks.released_or_discharged"),
                    *("health.lung_disease", "health.liver_disease"),
                ),
                amount("person.age_years") >= number("methadone.low_start_age_years"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "With reduced tolerance, lung or liver disease, a gap in use, release or discharge, or from "
            "{methadone.low_start_age_years} of age the first dose is usually at most "
            "{methadone.first_dose_low_tolerance_mg}."
        ),
        source="orange-book-2017",
        place="chapter 4 is said to hold it; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H2", "H3"),
    ),
    Rule(
        id="IND-04",
        question="Was the person seen again before a second part of the first day's dose?",
        speaks=all_of(
            METHADONE_BY_MOUTH,
            holds("supply.second_part_dose"),
            any_of(
                ~holds("supply.reassessed_at_peak"),
                amount("supply.hours_since_first_part") < number("methadone.second_part_dose_low_hours"),
                amount("supply.day_total_mg") > number("methadone.first_day_most_mg"),
            ),
        ),
        at=Moment.SUPPLY,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.CRITICAL,
        message=(
            "A second part on the first day comes after the person was seen again at the peak, not before "
            "{methadone.second_part_dose_low_hours}, and with at most {methadone.first_day_most_mg} in the day."
        ),
        source="orange-book-2017",
        place="chapter 4 is said to hold it; not yet opened",
        status=Status.UNVERIFIED,
        hazards=("H2",),
    ),
)
