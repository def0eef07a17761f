"""What a year in a place counts for: life, its worth, offences, money by payer, and time in recovery.

Time in recovery (decision 8) starts on day 91 of sustained abstinence or of stable treatment with a home; neither
counts less than the other, and prison counts for nothing.
"""

from itertools import chain

from ostara.planning.specification.effects import Factor, Share, Weight, at
from ostara.planning.specification.flags import HOUSING, USE_ON_TOP
from ostara.planning.specification.places import ALIVE, DEPOT, FREE, HELD, HEROIN, OST, OUT, SUPERVISED, TREATED

RECOVERY_WEEKS = 13  # 91 days
OFFENDING = ("gisev", "nta", "pierce")  # three readings of what treatment does to offending, never averaged

PAYERS = {
    "grant": "public health grant",
    "nhs": "NHS",
    "justice": "police and courts",
    "prisons": "prisons",
    "social": "social care and housing",
    "victims": "victims",
}
OFFENCES = {
    "shoplifting": "shoplifting",
    "theft_person": "theft from a person",
    "theft_vehicle": "theft from a vehicle",
    "burglary": "burglary of a home",
    "robbery": "robbery",
}

_LIFE = (
    Weight("life_years", at(ALIVE), "one"),
    Weight("qalys", at(OUT), "utility_using"),
    Weight("qalys", at(TREATED, use_on_top=False), "utility_treated"),
    Weight("qalys", at(TREATED, use_on_top=True), "utility_treated_using"),
    Weight("qalys", at("abstinent"), "utility_abstinent"),
    Weight("qalys", at(HELD), "utility_prison"),
)
_RECOVERY = (
    Weight("recovery_abstinent", at("abstinent", weeks=(RECOVERY_WEEKS, None)), "one"),
    Weight(
        "recovery_stable",
        at(OST, weeks=(RECOVERY_WEEKS, None), use_on_top=False, housing_problem=False),
        "one",
        sustained=(USE_ON_TOP, HOUSING),
    ),
)
_NEEDS = (
    Weight("housing_problem", at(ALIVE, housing_problem=True), "one"),
    Weight("using_in_treatment", at(TREATED, use_on_top=True), "one"),
)
_WORK = (
    Weight("working", at(FREE, use_on_top=True), "working_using"),
    Weight(
        "working",
        at(FREE, use_on_top=False),
        "working_in_treatment",
        times=(Factor("working_supported", coverage=("employment_support",)),),
    ),
)


def _offences(reading: str) -> tuple[Weight, ...]:
    older = Factor("offences_older", per_decade=35)
    treated = Factor(f"offences_treated_{reading}", at(TREATED))
    using = (Factor("offences_using_on_top", at(use_on_top=True)), Factor("offences_not_using", at(use_on_top=False)))
    heroin = Factor("offences_heroin_assisted", at(HEROIN))
    return (
        Weight(f"offences_{reading}", at(OUT), "offences_using", times=(older,)),
        Weight(f"offences_{reading}", at(TREATED), "offences_using", times=(older, treated, *using, heroin)),
        Weight(
            f"offences_{reading}",
            at("abstinent"),
            "offences_using",
            times=(older, Factor("offences_abstinent")),
        ),
    )


_PACE = Factor("elasticity_caseload", power_of="funding", rest=True)

_GRANT = (
    Weight("cost_grant", at(OST, without=(HEROIN,)), "cost_treatment", times=(_PACE,)),
    Weight("cost_grant", at(SUPERVISED), "cost_supervision", times=(_PACE,)),
    Weight("cost_grant", at(DEPOT), "cost_depot"),
    Weight("cost_grant", at(HEROIN), "cost_heroin_assisted"),
    Weight("cost_grant", at("detox"), "cost_detox"),
    Weight("cost_grant", at("rehab"), "cost_rehab"),
    Weight("cost_grant", at("psychosocial"), "cost_psychosocial", times=(_PACE,)),
    Weight("cost_grant", at(OST), "cost_contingency", (Share("contingency"),)),
    Weight("cost_grant", at(OST), "cost_couples", (Share("couples"), Share("partnered"))),
    Weight("cost_grant", at("abstinent"), "cost_mutual_aid", (Share("mutual_aid"),)),
    Weight("cost_grant", at(OST), "cost_testing", (Share("more_testing"),)),
    Weight("cost_grant", at(OST), "cost_employment", (Share("employment_support"),)),
    Weight("cost_grant", at(FREE), "cost_naloxone", (Share("naloxone"),)),
    Weight("cost_grant", at("prison_ost"), "cost_gate", (Share("gate_team"),)),
)
_OTHERS = (
    Weight("cost_nhs", at(ALIVE, without=(HELD,), use_on_top=True), "cost_health_using"),
    Weight("cost_nhs", at(ALIVE, without=(HELD,), use_on_top=False), "cost_health_not_using"),
    Weight("cost_prisons", at(HELD), "cost_prison"),
    Weight("cost_social", at(FREE, housing_problem=True), "cost_social_care"),
    Weight("cost_social", at(FREE, housing_problem=True), "cost_housing", (Share("housing_support"),)),
)

WEIGHTS = (*_LIFE, *_RECOVERY, *_NEEDS, *_WORK, *chain(*map(_offences, OFFENDING)), *_GRANT, *_OTHERS)
