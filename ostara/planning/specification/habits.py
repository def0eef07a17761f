"""How use on top and housing change while a person stays where they are."""

from ostara.planning.specification.effects import Factor, Flip, at
from ostara.planning.specification.flags import HOUSING, USE_ON_TOP
from ostara.planning.specification.places import ALIVE, DEPOT, HEROIN, OPTIMAL, OST, OUT, TREATED

_QUITTING = (
    Factor("quitting_optimal", at(OPTIMAL)),
    Factor("quitting_depot", at(DEPOT)),
    Factor("quitting_heroin_assisted", at(HEROIN)),
    Factor("quitting_contingency", coverage=("contingency",)),
    Factor("quitting_couples", coverage=("couples", "partnered")),
    Factor("quitting_testing", coverage=("more_testing",)),
    Factor("quitting_housing", at(housing_problem=True)),
)

FLIPS = (
    Flip(USE_ON_TOP, at(OST), up="returning_to_use", down="quitting_use_low", down_times=_QUITTING),
    Flip(USE_ON_TOP, at(OUT), up="prompt", down="never"),
    Flip(USE_ON_TOP, at(TREATED, without=(OST,)), up="returning_to_use", down="quitting_use_low"),
    Flip(USE_ON_TOP, at("abstinent"), up="never", down="prompt"),
    Flip(USE_ON_TOP, at("prison"), up="returning_to_use", down="quitting_use_low"),
    Flip(USE_ON_TOP, at("prison_ost"), up="returning_to_use", down="quitting_use_low"),
    Flip(
        HOUSING,
        at(ALIVE),
        up="losing_home",
        down="finding_home",
        up_times=(Factor("losing_home_using", at(use_on_top=True)),),
        down_times=(Factor("finding_home_support", coverage=("housing_support",)),),
    ),
)
