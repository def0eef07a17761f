"""The whole model in one object, in the variants that decision 2 asks for."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ostara.planning.specification.ages import AGE_BANDS, SEXES, AgeBand
from ostara.planning.specification.deaths import DEATHS
from ostara.planning.specification.effects import Flip, Move, Weight
from ostara.planning.specification.flags import FLAGS, FRAILTY, Flag
from ostara.planning.specification.habits import FLIPS
from ostara.planning.specification.moves import (
    AFTER,
    DURATION,
    FRAILTY_FACTORS,
    PRISON,
    SEEKING,
    STARTING,
    WITHIN,
    leaving,
)
from ostara.planning.specification.outcomes import WEIGHTS
from ostara.planning.specification.places import PLACES, Place

Leaving = Literal["duration", "frailty"]
MOST_CELLS = 200_000  # joint cells of the expectation engine
MOST_WAYS = 16  # ways out of one place


@dataclass(frozen=True)
class Model:
    """Everything the engines need to know about how people live; `moves` begin with deaths."""

    places: tuple[Place, ...]
    ages: tuple[AgeBand, ...]
    sexes: tuple[str, ...]
    flags: tuple[Flag, ...]
    moves: tuple[Move, ...]
    flips: tuple[Flip, ...]
    weights: tuple[Weight, ...]


@cache
def model(leaving_by: Leaving = "duration") -> Model:
    """The model, with leaving treatment easing with time on it, or because some people are unsettled always."""
    by_time = leaving_by == "duration"
    ways_out = leaving(DURATION if by_time else FRAILTY_FACTORS)
    return Model(
        places=PLACES if by_time else tuple(_shorter(place) for place in PLACES),
        ages=AGE_BANDS,
        sexes=SEXES,
        flags=FLAGS if by_time else (*FLAGS, FRAILTY),
        # Deaths first; last what differs most between neighbouring places, so that luck is shared where it can be.
        moves=(*DEATHS, *PRISON, *ways_out, *AFTER, *SEEKING, *STARTING, *WITHIN),
        flips=FLIPS,
        weights=WEIGHTS,
    )


def _shorter(place: Place) -> Place:
    """A third flag doubles the cells, and without easing by time fewer weeks need telling apart."""
    return Place(place.name, place.meaning, place.tags, min(place.longest, 60), place.beds)


MODEL = model()
