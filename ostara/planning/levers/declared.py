"""Every lever, one line each: what it is called in a scenario, what it sets, and within which bounds.

A lever sets a number of the model, or a policy: something that is nought, one or unlimited until a lever says so.
"""

from dataclasses import dataclass
from math import inf

from ostara.planning.specification.places import JOURNEY


@dataclass(frozen=True)
class Policy:
    """A name that rates, shares and limits may be written with, and what it is while nobody does anything."""

    name: str
    base: float


@dataclass(frozen=True)
class Lever:
    """One lever: in a scenario `[levers.<name>]` with `<key> = <value>`, which sets `sets`."""

    name: str
    key: str
    sets: str
    unit: str
    low: float
    high: float
    meaning: str


POLICIES = {
    policy.name: policy
    for policy in (
        Policy("limit_weeks", 0.0),
        Policy("forced_reduction", 0.0),
        Policy("doses_optimised", 0.0),
        Policy("contingency", 0.0),
        Policy("couples", 0.0),
        Policy("mutual_aid", 0.0),
        Policy("more_testing", 0.0),
        Policy("housing_support", 0.0),
        Policy("employment_support", 0.0),
        Policy("naloxone", 0.0),
        Policy("gate_team", 0.0),
        Policy("retendering", 0.0),
        Policy("heroin_offered", 0.0),
        Policy("detox_referral", 1.0),
        Policy("rehab_referral", 1.0),
        Policy("funding", 1.0),
        Policy("potency", 1.0),
        Policy("beds_ost", inf),
        Policy("beds_keywork", inf),
        Policy("beds_heroin", 0.0),
        Policy("beds_detox", inf),
        Policy("beds_rehab", inf),
    )
}

SHARE, PLACES, TIMES, RATE = "share", "places", "times", "per year"
MOST = 1e6

LEVERS = (
    Lever("time_limit", "weeks", "limit_weeks", "weeks", 4, JOURNEY, "substitution treatment ends after so many weeks"),
    Lever("forced_reduction", "rate", "forced_reduction", RATE, 0, 12, "doses lowered against people's wish"),
    Lever("dose_optimisation", "reach", "doses_optimised", SHARE, 0, 1, "people titrated to an optimal dose"),
    Lever("supervised_consumption", "starters", "start_supervised", SHARE, 0, 1, "starters who are supervised"),
    Lever("supervised_consumption", "step_down", "stepping_down_supervision", RATE, 0.1, 26, "end of supervision"),
    Lever("test_frequency", "reach", "more_testing", SHARE, 0, 1, "people tested twice as often"),
    Lever("contingency_management", "reach", "contingency", SHARE, 0, 1, "people with contingency management"),
    Lever("couples_and_family", "reach", "couples", SHARE, 0, 1, "people offered couples or family therapy"),
    Lever("mutual_aid", "reach", "mutual_aid", SHARE, 0, 1, "abstinent people helped into mutual aid"),
    Lever("detox_places", "places", "beds_detox", PLACES, 0, MOST, "most people in detoxification at once"),
    Lever("detox_places", "referral", "detox_referral", TIMES, 0, 20, "referrals to detoxification against today's"),
    Lever("rehab_places", "places", "beds_rehab", PLACES, 0, MOST, "most people in rehabilitation at once"),
    Lever("rehab_places", "referral", "rehab_referral", TIMES, 0, 20, "referrals to rehabilitation against today's"),
    Lever("heroin_assisted", "places", "beds_heroin", PLACES, 0, MOST, "most people in heroin-assisted treatment"),
    Lever("heroin_assisted", "offer", "heroin_offered", SHARE, 0, 1, "share of eligible people to whom it is offered"),
    Lever("depot", "uptake", "going_to_depot", RATE, 0, 6, "people on daily treatment who change to a depot"),
    Lever("prison_treatment", "share", "prison_treatment", SHARE, 0, 1, "people whose treatment goes on in prison"),
    Lever("prison_treatment", "starting", "starting_in_prison", RATE, 0, 52, "people who start treatment in prison"),
    Lever("gate", "continuity", "continuity", SHARE, 0, 1, "people on treatment in prison who are in treatment after"),
    Lever("gate", "without_treatment", "continuity_without", SHARE, 0, 1, "people released without it who ask for it"),
    Lever("gate", "team", "gate_team", SHARE, 0, 1, "people on treatment in prison whom a paid worker meets"),
    Lever("naloxone", "reach", "naloxone", SHARE, 0, 1, "more people, beside today's, with take-home naloxone"),
    Lever("hepatitis_c", "treated", "hepatitis_treated", RATE, 0, 5, "people with hepatitis C who are treated"),
    Lever("employment", "reach", "employment_support", SHARE, 0, 1, "people with employment support (IPS)"),
    Lever("housing", "reach", "housing_support", SHARE, 0, 1, "people with a housing problem who are supported"),
    Lever("re_procurement", "every_years", "retendering", "years", 1, 20, "years between changes of provider"),
    Lever("funding", "change", "funding", SHARE, -0.9, 3, "change in real spending; -0.25 cuts a quarter"),
    Lever("potency_shock", "times", "potency", TIMES, 0.2, 10, "poisoning deaths of those who use, against today's"),
    Lever("prescriber_hours", "places", "beds_ost", PLACES, 0, MOST, "most people on substitution treatment"),
    Lever("keyworker_caseloads", "places", "beds_keywork", PLACES, 0, MOST, "most people in psychosocial treatment"),
)
