"""Studies of use: who has stopped at the review half a year into treatment."""

from collections.abc import Mapping

import numpy as np

from ostara.planning.expectation import run_on
from ostara.planning.specification.flags import USE_ON_TOP
from ostara.planning.specification.places import TREATED
from ostara.planning.validation.world import World, cohort, in_places, starters

_REVIEW, _LOOKS_BACK = 26, 4  # weeks


def marsden_review(world: World) -> Mapping[str, float]:
    """Of people still in treatment at six months, the per cent without heroin in the past 28 days (Marsden 2009)."""
    base = world.year
    _, later = run_on(cohort(base, starters(base, world.people), _REVIEW))
    there = in_places(base, later, base.layout.tagged(TREATED))
    flag = base.groups.flags.index(USE_ON_TOP)
    clean = (np.arange(base.groups.count) >> flag) % 2 == 0
    for_weeks = (1 - base.flip[0][base.layout.row_of, :, flag]) ** _LOOKS_BACK
    return {"abstinent": float(100 * (there * for_weeks)[:, clean].sum() / there.sum())}
