"""Facts about the course so far, the opioid taken before it, and moves between places of care."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact

OPIOIDS = (
    *("short_acting", "methadone", "buprenorphine_sublingual", "depot_weekly", "depot_monthly"),
    *("dihydrocodeine", "codeine", "other"),
)


@dataclass(frozen=True, kw_only=True)
class Course:
    """The course of medicine."""

    day: int | None = fact("day of the course, the first being day 1", "day")
    days_since_last_rise: int | None = fact("days since the dose last rose", "days")
    days_since_seen: int | None = fact("days since the person was last seen face to face", "days")
    days_since_prescribing_review: int | None = fact("days since prescribing was last reviewed", "days")
    months_on_this_dose: int | None = fact("whole months on this dose", "months")
    months_since_dose_review: int | None = fact("whole months since the dose was last reviewed", "months")
    specialist_reviewed: bool | None = fact("a specialist reviewed the dose")
    dose_stable_weeks: int | None = fact("whole weeks on a stable dose", "weeks")
    stable_days: int | None = fact("days of clinical stability on this dose", "days")
    increase_declined: bool | None = fact("the person declined a higher dose")
    appointments_missed: int | None = fact("prescribing appointments missed in the window", "appointments")
    dropped_out: bool | None = fact("the person has dropped out")
    precipitated_withdrawal: bool | None = fact("precipitated withdrawal is reported")
    same_day_plan: bool | None = fact("a plan for the same day is recorded")
    supportive_care: bool | None = fact("is part of supportive care, reviewed regularly")
    record_from_abroad: bool | None = fact("the dose comes from a record made abroad")
    racemic: bool | None = fact("that record says racemic methadone")


@dataclass(frozen=True, kw_only=True)
class LastOpioid:
    """The last opioid taken before this start."""

    kind: str | None = fact("which it was", words=OPIOIDS)
    hours_ago: int | None = fact("whole hours since it was taken", "hours")
    days_ago: int | None = fact("whole days since it was taken or given", "days")
    daily_mg: Decimal | None = fact("its daily dose, where it was prescribed", "mg")
    active_prescription: bool | None = fact("an opioid is still prescribed")
    screen_positive: bool | None = fact("a screen is positive for opioids")
    screen_sees_methadone_and_buprenorphine: bool | None = fact("the screen sees methadone and buprenorphine")


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Prison, hospital, detoxification and rehabilitation."""

    released_from_prison: bool | None = fact("was released from prison")
    days_since_release: int | None = fact("days since release", "days")
    on_treatment_at_release: bool | None = fact("was on opioid substitution when released")
    last_dose_confirmed: bool | None = fact("last dose, its date and whether it was watched are confirmed")
    in_hospital: bool | None = fact("is in hospital")
    pharmacy_confirmed_last_dose: bool | None = fact("the pharmacy confirmed the last dose taken")
    asked_whether_all_taken: bool | None = fact("was asked whether the full dose is really taken")
    discharged_from_hospital: bool | None = fact("was discharged from hospital and has had no supply since")
    ward_dose_received: bool | None = fact("time and dose of the last dose on the ward were received")
    days_abstinent: int | None = fact("longest days without opioids in the last four weeks", "days")
    left_detox_or_rehab: bool | None = fact("left detoxification or rehabilitation")
    days_since_abstinence: int | None = fact("days since that abstinence, detoxification or rehabilitation", "days")
