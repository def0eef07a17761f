"""Studies of offending by how treatment went: one life at a time, as the reconviction study sorted people.

The study chose people who had just been convicted, so that all groups fall back towards their mean. What the model can
say is the change of a group against that of the people who dropped out, in which that falling back cancels.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.individuals.histories import History, histories
from ostara.planning.outputs import DEFAULT_READING
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.places import HELD, TREATED
from ostara.planning.validation.world import GAP_WEEKS, World, cohort, starters

_PEOPLE, _WEEKS, _LEAST = 4000, 2 * WEEKS_PER_YEAR, 26
Bools = npt.NDArray[np.bool_]


def offending(world: World) -> Mapping[str, float]:
    """Offences over two years per week at liberty, against people who dropped out (NTA 2012); contact against none.

    `contact`: everybody who starts against the same people untreated all the while (Pierce 2018).
    """
    start = starters(world.year, world.people)
    compiled = cohort(world.year, start * (_PEOPLE / start.sum()), _WEEKS)
    lives = histories(compiled, range(_PEOPLE), seed=world.values.draw)
    here, away = _weekly(compiled, lives), _untreated(compiled, lives)
    free = ~_tagged(compiled, lives, HELD) & _alive(compiled, lives)
    after, before = (here * free).sum(axis=1) / free.sum(axis=1).clip(1), away.mean(axis=1)
    of = {name: after[who].sum() / before[who].sum() for name, who in _sorted(compiled, lives).items()}
    return {
        "retained": float(of["retained"] / of["dropped"]),
        "completed": float(of["completed"] / of["dropped"]),
        "not_returned": float(of["not_returned"] / of["dropped"]),
        "contact": float(after.sum() / before.sum()),
    }


def _sorted(compiled: Compiled, lives: History) -> dict[str, Bools]:
    """[people] who stayed two years, completed after half a year (and did not return), dropped out, of those alive."""
    treated, alive = _tagged(compiled, lives, TREATED), _alive(compiled, lives)[:, -1]
    out = np.cumsum(~treated, axis=1)
    longest: npt.NDArray[np.int64] = (out[:, GAP_WEEKS + 1 :] - out[:, : -GAP_WEEKS - 1]).max(axis=1)
    retained = alive & (longest <= GAP_WEEKS) & treated[:, -1]
    first_out = np.where((~treated).any(axis=1), (~treated).argmax(axis=1), _WEEKS)
    place = np.take_along_axis(lives.place, np.minimum(first_out, _WEEKS - 1)[:, None], axis=1)[:, 0]
    weeks = np.arange(_WEEKS)[None, :]
    back = (treated & (weeks > first_out[:, None])).any(axis=1)
    completed = alive & ~retained & (place == compiled.layout.place("abstinent")) & (first_out >= _LEAST)
    dropped = alive & ~retained & (place == compiled.layout.place("left"))
    return {"retained": retained, "completed": completed, "not_returned": completed & ~back, "dropped": dropped}


def _tagged(compiled: Compiled, lives: History, tag: str) -> Bools:
    return np.asarray(np.isin(lives.place, compiled.layout.tagged(tag)))


def _alive(compiled: Compiled, lives: History) -> Bools:
    return np.asarray(compiled.layout.alive[lives.place])


def _weekly(compiled: Compiled, lives: History) -> Floats:
    """[people, weeks] offences expected of somebody where they are."""
    layout = compiled.layout
    week = np.minimum(lives.week, layout.longest[lives.place])
    row = layout.row_of[layout.first_block[lives.place] + np.maximum(week, 0)]
    return np.asarray(_offences(compiled)[row, lives.group])


def _untreated(compiled: Compiled, lives: History) -> Floats:
    """[people, 1] offences expected of the same people out of treatment."""
    row = compiled.layout.row_of[compiled.layout.first_block[compiled.layout.place("untreated")]]
    return np.asarray(_offences(compiled)[row, lives.group[:, :1]])


def _offences(compiled: Compiled) -> Floats:
    """[R, G] in a week."""
    return np.asarray(compiled.weight[0][..., compiled.outcomes.index(f"offences_{DEFAULT_READING}")])
