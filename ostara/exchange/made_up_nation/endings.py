"""How journeys end: completing or not as planted, how long that takes, and death in treatment before it."""

from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.chance import Chance, Of, exponential
from ostara.exchange.made_up_nation.people import ETHNICITIES, Traits
from ostara.exchange.made_up_nation.places import country
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.situations import HOUSED, INJECTS, Situation
from ostara.exchange.made_up_nation.substances import OPIATE

YEAR = 365.25
JOURNEYS = 32  # keys for the journeys of one person; nobody has so many
MIDDLE_AGE = 40


class Reason(IntEnum):
    """Why a journey or an episode ended."""

    COMPLETED = 0
    DROPPED_OUT = auto()
    TRANSFERRED = auto()
    TRANSFERRED_IN_CUSTODY = auto()
    WITHDRAWN = auto()
    PRISON = auto()
    DECLINED = auto()
    MOVED = auto()
    REFERRED_ON = auto()
    NOT_KNOWN = auto()
    DIED = auto()


# Of journeys that are not completed, from DROPPED_OUT to NOT_KNOWN: with opiates, and without.
OTHER_ENDS = (
    (0.50, 0.15, 0.10, 0.03, 0.08, 0.05, 0.03, 0.02, 0.04),
    (0.66, 0.08, 0.02, 0.02, 0.03, 0.10, 0.03, 0.03, 0.03),
)
# Days: the middle, and the spread of the logarithm; rows are completed or not, columns with opiates or without.
MIDDLE_DAYS, SPREAD = ((330.0, 145.0), (290.0, 85.0)), ((0.95, 0.55), (1.45, 0.95))
SHORT = 0.25  # how long a journey is that is declined, against others
LONGEST = 25 * YEAR


@dataclass(frozen=True)
class Ending:
    """One entry for each journey."""

    reason: Array
    end: Array


def endings(
    one: Traits, who: Array, key: Array, start: Array, area: Array, about: Situation, chance: Chance, planted: Planted
) -> Ending:
    """How each journey ends and on which day, which may lie after the store's last."""
    age = (start - one.born[who]) / YEAR
    completes = chance.of(Of.COMPLETION, key) < _completion(one, who, key, age, area, about, planted)
    opiate = (about.group == OPIATE).astype(np.int64)
    uniform = chance.of(Of.REASON, key)
    otherwise = 1 + np.where(opiate == 1, pick(uniform, OTHER_ENDS[0]), pick(uniform, OTHER_ENDS[1]))
    reason = np.where(completes, Reason.COMPLETED, otherwise)
    kind = (1 - completes.astype(np.int64), 1 - opiate)
    length = np.array(MIDDLE_DAYS)[kind] * np.exp(np.array(SPREAD)[kind] * chance.normal(Of.LENGTH, key))
    length = np.where(reason == Reason.DECLINED, length * SHORT, np.minimum(length, LONGEST))
    rate = np.array(planted.deaths_per_year)[about.group] * death_ratio(age, planted)
    death = exponential(chance.of(Of.DEATH, key), YEAR / rate)
    end = start + np.minimum(length, death).astype(np.int32)
    return Ending(np.where(death < length, Reason.DIED, reason).astype(np.int8), end)


def death_ratio(age: Array, planted: Planted) -> Array:
    """How much likelier death is at this age than in the middle."""
    result: Array = planted.death_ratio_per_decade ** ((age - MIDDLE_AGE) / 10)
    return result


def _completion(
    one: Traits, who: Array, key: Array, age: Array, area: Array, about: Situation, planted: Planted
) -> Array:
    """The planted probability of completing: every term of the truth stands here, and no other."""
    ratios = (
        (planted.completion_ratio_housing_problem, about.home != HOUSED),
        (planted.completion_ratio_injecting, about.injecting == INJECTS),
        (planted.completion_ratio_working, about.working),
        (planted.completion_ratio_treated_before, key % JOURNEYS > 0),
        (planted.gap_completion_ratio, one.ethnicity[who] == ETHNICITIES.index(planted.gap_ethnicity)),
        (planted.completion_ratio_per_decade, (age - MIDDLE_AGE) / 10),
    )
    odds = np.array(planted.completion_log_odds)[about.group] + country(planted).completion[area]
    for ratio, holds in ratios:
        odds = odds + np.log(ratio) * holds
    result: Array = 1 / (1 + np.exp(-odds))
    return result
