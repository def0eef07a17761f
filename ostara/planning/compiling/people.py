"""Who is there at the start, before anything has settled, and who comes new."""

import numpy as np

from ostara.planning.areas import Area
from ostara.planning.compiled import Floats, Groups, Layout
from ostara.planning.compiling.arithmetic import Named
from ostara.planning.specification.clock import Clock
from ostara.planning.specification.flags import FRAIL, HOUSING, USE_ON_TOP
from ostara.planning.specification.model import Model

# A guess that the warm-up settles; nothing of it is left after ten years.
_CRUDE = {"untreated": 0.4, "methadone_optimal_taken_home": 0.35, "methadone_low_taken_home": 0.15, "abstinent": 0.1}


def group_shares(ages: tuple[float, ...], area: Area, groups: Groups, named: Named, *, using: bool) -> Floats:
    """[G] shares that add up to one: flags do not depend on age or sex here, nor on each other."""
    up = {USE_ON_TOP: float(using), HOUSING: _housing(named), FRAIL: named["share_unsettled"]}
    sexes = np.array([1 - area.women, area.women])
    flags = np.ones(groups.states)
    for at, flag in enumerate(groups.flags):
        is_up = (np.arange(groups.states) >> at) % 2 == 1
        flags *= np.where(is_up, up[flag], 1 - up[flag])
    cube = np.array(ages)[:, None, None] * sexes[None, :, None] * flags[None, None, :]
    return np.asarray(cube.reshape(-1))


def _housing(named: Named) -> float:
    """The share with a housing problem at which as many come into one as out of it."""
    return named["losing_home"] / (named["losing_home"] + named["finding_home"])


def entries(area: Area, model: Model, groups: Groups, years: int, clock: Clock, named: Named) -> Floats:
    """[Y, G] people who come in a step: those who begin to use, and as many who move in as moved out at the start."""
    share = group_shares(area.entry_ages, area, groups, named, using=True)
    moved = group_shares(area.ages, area, groups, named, using=True)
    change = (1 + area.entries_change) ** np.arange(years)
    begin = area.people * area.entries_per_1000 / 1000 * change
    return np.asarray((begin[:, None] * share + area.people * named["moving_away"] * moved) / clock.steps_per_year)


def crude_start(area: Area, model: Model, layout: Layout, groups: Groups, named: Named) -> Floats:
    """[B, G] a first guess of who is where."""
    start = np.zeros((layout.blocks, groups.count))
    for name, share in _CRUDE.items():
        block = layout.first_block[layout.place(name)]
        using = name == "untreated"
        start[block] = area.people * share * group_shares(area.ages, area, groups, named, using=using)
    return start
