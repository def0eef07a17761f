"""How people die: by drug poisoning, by disease, of other causes. Every rate and ratio here names its cause."""

from ostara.planning.specification.effects import Factor, Move, at
from ostara.planning.specification.places import ALIVE, BUPRENORPHINE, FREE, HELD, HEROIN, METHADONE, OST, OUT

# The first weeks after treatment, and after prison, are the worst. They are never multiplied with each other.
_POISONING = (
    Factor("poisoning_not_using", at(OST, use_on_top=False)),
    Factor("poisoning_using", at(OST, use_on_top=True)),
    Factor("poisoning_first_weeks_methadone", at(METHADONE, weeks=(0, 4))),
    Factor("poisoning_first_weeks_buprenorphine", at(BUPRENORPHINE, weeks=(0, 4))),
    Factor("supervision_early", at("supervised", weeks=(0, 12))),
    Factor("heroin_assisted_deaths", at(HEROIN)),
    Factor("poisoning_first_weeks_off", at("left", weeks=(0, 4))),
    Factor("poisoning_later_off", at("left", weeks=(4, None))),
    Factor("poisoning_later_off", at(OUT, without=("left",))),
    Factor("poisoning_release_first_fortnight", at("released", weeks=(0, 2))),
    Factor("poisoning_release_second_fortnight", at("released", weeks=(2, 4))),
    Factor("poisoning_later_off", at("detox")),
    Factor("poisoning_later_off", at("rehab")),
    Factor("poisoning_later_off", at("psychosocial")),
    Factor("poisoning_psychosocial", at("treated", without=(OST,))),
    Factor("poisoning_abstinent", at("abstinent")),
    Factor("deaths_in_prison", at(HELD)),
    Factor("poisoning_age_slope", per_decade=35),
    Factor("deaths_women", at(sex="women")),
    Factor("poisoning_since_2008"),
    Factor("naloxone_averted", at(FREE), coverage=("naloxone",)),
    Factor("potency", at(OUT)),
    Factor("potency", at("treated", use_on_top=True)),
)
_OTHERWISE = (
    Factor("not_poisoning_off", at(OUT)),
    Factor("deaths_women", at(sex="women")),
)

DEATHS = (
    Move(at(ALIVE), "died_overdose", "poisoning_on_treatment", times=_POISONING),
    Move(
        at(ALIVE),
        "died_otherwise",
        "disease_at_35",
        times=(
            *_OTHERWISE,
            Factor("disease_age_slope", per_decade=35),
            Factor("disease_slope_eased_from_50", per_decade=50, above_only=True),
        ),
    ),
    Move(at(ALIVE), "died_otherwise", "other_deaths", times=_OTHERWISE),
)
