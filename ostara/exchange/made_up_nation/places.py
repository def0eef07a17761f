"""The made-up country: areas with their people, and the services in them. Every code is invented."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.chance import Chance, Of
from ostara.exchange.made_up_nation.planted import Planted
from ostara.ndtms.rules.episodes import OUTSIDE_ENGLAND

AREAS = 150
SERVICES_PER_AREA = 6
AREAS_PER_LETTER = 20
# The country is the same for every seed, so that truth can be told by area.
COUNTRY = Chance(0)

AREA_CODES = tuple(
    f"{'PQRSTUVW'[area // AREAS_PER_LETTER]}{11 + 4 * (area % AREAS_PER_LETTER)}B" for area in range(AREAS)
)
OUTSIDE = AREAS  # its place among the words for areas
AREA_WORDS = (*AREA_CODES, OUTSIDE_ENGLAND)
# In the form of the old office codes, from a county number that was not given out.
AUTHORITIES = tuple(f"99{chr(65 + area // 25)}{chr(65 + area % 25)}" for area in range(AREAS))
SERVICES = tuple(f"Y{1000 + number}" for number in range(AREAS * SERVICES_PER_AREA))


@dataclass(frozen=True)
class Country:
    """What differs between areas, in the order of their codes. Log odds are against the average area."""

    edges: Array  # of the areas in the numbers from 0 to 1, by the people who come
    opiates: Array
    housing: Array
    deprived: Array  # how deprived homes are on average, from 0 to 1
    completion: Array


@cache
def country(planted: Planted) -> Country:
    """The country with the planted differences between its areas."""
    area = np.arange(AREAS)
    people = np.exp(0.55 * COUNTRY.normal(Of.AREA_SIZE, area))
    spread = planted.area_spread_sd * COUNTRY.normal(Of.AREA_COMPLETION, area)
    for effect in planted.area_effects:
        spread[AREA_CODES.index(effect.area)] = np.log(effect.completion_odds_ratio)
    return Country(
        edges=np.cumsum(people / people.sum())[:-1],
        opiates=planted.opiate_area_sd * COUNTRY.normal(Of.AREA_OPIATES, area),
        housing=planted.housing_area_sd * COUNTRY.normal(Of.AREA_HOUSING, area),
        deprived=COUNTRY.of(Of.AREA_DEPRIVED, area),
        completion=spread,
    )


def area_of(uniform: Array, planted: Planted) -> Array:
    """The area on which each uniform number falls."""
    result: Array = np.searchsorted(country(planted).edges, uniform, side="right")
    return result


def completion_truth(planted: Planted) -> dict[str, float]:
    """The true odds ratio of completing of every area, against the average area with the same people."""
    return dict(zip(AREA_CODES, np.exp(country(planted).completion).tolist(), strict=True))
