"""Who is where at the start: a crude guess run on until places, weeks and flags have settled, then set to the area.

Nobody publishes how long people in an area have been in each kind of treatment with which habits. So the model runs
for some years with nothing changed; then every age and sex is put back to what the area says.
"""

from functools import lru_cache

import numpy as np

from ostara.planning.areas import Area
from ostara.planning.compiled import Compiled, Floats
from ostara.planning.compiling import compile_area
from ostara.planning.expectation import run_on
from ostara.planning.parameters import Values
from ostara.planning.specification import MODEL, Model
from ostara.planning.specification.clock import WEEKLY, WEEKS_PER_YEAR, Clock

WARM_UP_YEARS = 10
_KEPT = 4  # as many starts are kept as arms of a comparison may want at once


def settled(
    area: Area, values: Values, *, years: int = WARM_UP_YEARS, model: Model = MODEL, clock: Clock = WEEKLY
) -> Floats:
    """[B, G] people at the start; those not abstinent add up to the people of the area, by age and sex as it says."""
    return _settled(area.of_size(1000), values, years, model, clock) * (area.people / 1000)


@lru_cache(maxsize=_KEPT)
def _settled(area: Area, values: Values, years: int, model: Model, clock: Clock) -> Floats:
    warming = compile_area(area, values, weeks=years * WEEKS_PER_YEAR, model=model, clock=clock)
    _, people = run_on(warming)
    return put_back(people, warming, area)


def put_back(people: Floats, compiled: Compiled, area: Area) -> Floats:
    """`people` [B, G] with each age and sex scaled so that those not abstinent are what the area says."""
    layout, groups = compiled.layout, compiled.groups
    counted = layout.alive.copy()
    counted[layout.place("abstinent")] = False
    now = groups.cube(people[counted[layout.place_of_block]].sum(axis=0)).sum(axis=-1)
    wanted = area.people * np.outer(area.ages, [1 - area.women, area.women])
    scale = np.divide(wanted, now, out=np.zeros_like(wanted), where=now > 0)
    alive = people * layout.alive[layout.place_of_block][:, None]
    return np.asarray(alive * np.repeat(scale.ravel(), groups.states))
