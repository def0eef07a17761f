"""What each journey is about: substances, home, injecting, work, and the area somebody moves to."""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.chance import Chance, Of
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import area_of, country
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.substances import GROUP_OF, OPIATE, pattern_of

NO_HOME, HOUSING_PROBLEM, HOUSED = range(3)
HOUSING_SHARES = (0.07, 0.15, 0.78)
INJECTS, INJECTED, NEVER_INJECTED, NOT_SAID = range(4)
INJECTING_SHARES = ((0.20, 0.36, 0.41, 0.03), (0.02, 0.09, 0.86, 0.03))
WORKING = (0.13, 0.36, 0.40, 0.42)
SAME_SUBSTANCES = 0.7  # of journeys, those for the same substances as the person's others


@dataclass(frozen=True)
class Situation:
    """One entry for each journey."""

    pattern: Array
    group: Array
    home: Array
    injecting: Array
    working: Array
    next_area: Array


def situations(one: Traits, who: Array, key: Array, area: Array, chance: Chance, planted: Planted) -> Situation:
    """What the journeys with these keys are about."""
    pattern = _patterns(one, who, key, chance, planted)
    group = GROUP_OF[pattern]
    injecting = np.where(
        group == OPIATE,
        pick(chance.of(Of.INJECTING, key), INJECTING_SHARES[0]),
        pick(chance.of(Of.INJECTING, key), INJECTING_SHARES[1]),
    )
    moves = chance.of(Of.MOVE, key) < planted.moves
    # Somebody who happens to move within an area has not moved.
    elsewhere = area_of(chance.of(Of.MOVE_TO, key), planted)
    return Situation(
        pattern=pattern,
        group=group,
        home=_homes(area, group, chance.of(Of.HOUSING, key), planted),
        injecting=injecting,
        working=chance.of(Of.WORK, key) < np.array(WORKING)[group],
        next_area=np.where(moves, elsewhere, area),
    )


def _patterns(one: Traits, who: Array, key: Array, chance: Chance, planted: Planted) -> Array:
    other, which = chance.two(Of.SWITCH, key)
    group = np.where(other < planted.group_switch, (which * 4).astype(np.int64), one.group[who])
    usual = chance.of(Of.PATTERN, one.person[who])
    uniform = chance.of(Of.OTHER_PATTERN, key)
    again = np.where(uniform < SAME_SUBSTANCES, usual, (uniform - SAME_SUBSTANCES) / (1 - SAME_SUBSTANCES))
    return pattern_of(group, again)


def _homes(area: Array, group: Array, uniform: Array, planted: Planted) -> Array:
    """No home, a problem with it, or none: by area, and more often for people with opiates."""
    problem = sum(HOUSING_SHARES[:2])
    odds = problem / (1 - problem) * np.exp(country(planted).housing[area] + 0.4 * (group == OPIATE))
    share = odds / (1 + odds)
    none = share * HOUSING_SHARES[0] / problem
    result: Array = np.where(uniform < none, NO_HOME, np.where(uniform < share, HOUSING_PROBLEM, HOUSED))
    return result
