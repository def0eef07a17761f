"""Facts about the order that is being written, and about the prescription that carries it."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact
from ostara.knowledge.codes import code_list

MEDICINES = tuple(code_list("medicine"))
FORMS = tuple(code_list("medicine_form"))
ROUTES = ("mouth", "under_the_tongue", "on_the_tongue", "subcutaneous", "intramuscular", "intravenous", "nose")


@dataclass(frozen=True, kw_only=True)
class Order:
    """The order that is being written. Doses are of one day, for a depot of one injection."""

    medicine: str | None = fact("medicine", words=MEDICINES)
    form: str | None = fact("form", words=FORMS)
    previous_form: str | None = fact("form of the order before this one", words=FORMS)
    with_naloxone: bool | None = fact("buprenorphine is combined with naloxone")
    strength_mg_per_ml: Decimal | None = fact("strength of the liquid", "mg/mL")
    route: str | None = fact("route", words=ROUTES)
    dose_has_unit: bool | None = fact("the dose is written with its unit")
    daily_mg: Decimal | None = fact("dose ordered", "mg")
    previous_daily_mg: Decimal | None = fact("dose of the order before this one", "mg")
    starting_daily_mg: Decimal | None = fact("dose on the first day of this course", "mg")
    daily_mg_a_week_ago: Decimal | None = fact("dose seven days ago", "mg")
    starts_treatment: bool | None = fact("is the first dose of an induction; a confirmed continuation is not one")
    specialist: bool | None = fact("the prescriber is a specialist in this")
    specialist_plan: bool | None = fact("a specialist's plan is recorded")
    micro_induction: bool | None = fact("is a step of a planned micro-induction")
    reason_for_slow_start: bool | None = fact("the reason for a slow start is recorded")
    agreed_plan: bool | None = fact("the person agreed to a plan for this reduction")
    safety_reason: bool | None = fact("a safety reason for the lower dose is coded")
    falls_in_window: int | None = fact("times the dose was lowered in the window for forced reductions", "times")


@dataclass(frozen=True, kw_only=True)
class Prescription:
    """The prescription in force."""

    valid: bool | None = fact("a prescription is in force that covers this supply")
    allows_remainder: bool | None = fact("its wording lets the rest of an uncollected instalment be given")
    written_authority: bool | None = fact("the person wrote that somebody else may collect")
    licence_in_date: bool | None = fact("the licence for diamorphine is in date")
    licence_names_doctor: bool | None = fact("the licence names the prescriber")
    licence_names_premises: bool | None = fact("the licence names the premises")
    days_covered: int | None = fact("days that it covers", "days")
    on_fp10mda: bool | None = fact("is written on FP10MDA")
    signed_days_ago: int | None = fact("days since it was signed, or since the start written on it", "days")
    first_instalment_given: bool | None = fact("its first instalment was given")
    is_repeat: bool | None = fact("is a repeat prescription")
    instalments_complete: bool | None = fact("says the number, the interval and the quantity of instalments")
    content_complete: bool | None = fact("holds everything that the law asks of it")
    wordings_approved: bool | None = fact("every instalment wording on it is one of those approved")
    lost: bool | None = fact("a prescription was reported lost or stolen in this course")
    duplicated: bool | None = fact("two prescriptions in force cover the same days")
    elsewhere: bool | None = fact("another service prescribes opioid substitution too")
    marker_looked_into: bool | None = fact("somebody looked into that")


@dataclass(frozen=True, kw_only=True)
class Pickups:
    """The days on which the instalments of this prescription are due, beside the days on which the pharmacy is open."""

    on_holiday: bool | None = fact("an instalment is due on a bank holiday or another day of special closing")
    days_until_holiday: int | None = fact("days until the first such day", "days")
    early_allowed: bool | None = fact("the wording lets an instalment be given before a closed day")
    holiday_arranged: bool | None = fact("it was arranged how the person gets the medicine for that day")
    on_usual_closing_day: bool | None = fact("an instalment is due on a weekday on which the pharmacy is closed")
