"""Designs of studies: each takes the world of one draw and says what that study would have found in it."""

from collections.abc import Callable, Mapping

from ostara.planning.validation.designs.country import country
from ostara.planning.validation.designs.deaths import hickman, identities_of_death, marsden_prison, pierce, white
from ostara.planning.validation.designs.habits import marsden_review
from ostara.planning.validation.designs.offending import offending
from ostara.planning.validation.designs.staying import eastwood, entrants
from ostara.planning.validation.world import World

Design = Callable[[World], Mapping[str, float]]

DESIGNS: Mapping[str, Design] = {
    "white": white,
    "pierce": pierce,
    "marsden_prison": marsden_prison,
    "eastwood": eastwood,
    "marsden_review": marsden_review,
    "country": country,
    "offending": offending,
    "hickman": hickman,
    "identities_of_death": identities_of_death,
    "entrants": entrants,
}
