"""Who is there at the start and who comes new: everybody who will ever be in a run, with a key of their own."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Compiled
from ostara.planning.individuals.chances import Array
from ostara.planning.individuals.draws import keys
from ostara.planning.randomness import Purpose, mixed, number, numbers, poisson


@dataclass(frozen=True)
class Everybody:
    """People in the order in which they come. Those of the start begin at step 0, before it."""

    key: Array  # uint64[n]
    block: Array  # int64[n]: place and week on its clock
    group: Array  # int64[n]
    begins: Array  # int64[n]: the step at which they come
    at_start: int  # how many are there at the start


def area_key(compiled: Compiled, seed: int) -> int:
    """The key of an area, with the seed of the run mixed in."""
    return mixed(compiled.area ^ seed) if seed else compiled.area


def everybody(compiled: Compiled, seed: int = 0) -> Everybody:
    """The people of a run, as the contract of the engines deals them out."""
    area = area_key(compiled, seed)
    key, block, group = _at_start(compiled, area)
    new_key, new_group, begins = _new(compiled, area)
    return Everybody(
        key=np.concatenate([key, new_key]),
        block=np.concatenate([block, np.full(len(new_key), compiled.layout.first_block[compiled.entry_place])]),
        group=np.concatenate([group, new_group]),
        begins=np.concatenate([np.zeros(len(key), np.int64), begins]),
        at_start=len(key),
    )


def _at_start(compiled: Compiled, area: int) -> tuple[Array, Array, Array]:
    """Spread evenly over the cells of the start, so that each has as many as expected, give or take one."""
    below = np.cumsum(compiled.initial.ravel())
    count = round(float(below[-1]))
    ordinal = np.arange(count)
    key = keys(area, np.zeros(count, np.int64), ordinal)
    drawn = numbers(key, 0, Purpose.START) / 2.0**32
    cell = np.searchsorted(below, (ordinal + drawn) / max(count, 1) * below[-1], side="right")
    block, group = np.divmod(np.minimum(cell, len(below) - 1), compiled.groups.count)
    return key, block, group


def _new(compiled: Compiled, area: int) -> tuple[Array, Array, Array]:
    """A Poisson number at each step; whoever else comes, an ordinal's key and what it brings stay the same."""
    calendar = compiled.calendar
    means = compiled.entries.sum(axis=1)
    come = [poisson(float(means[calendar.year_of[t]]), number(area, t, Purpose.ENTRIES)) for t in range(calendar.steps)]
    begins = np.repeat(np.arange(calendar.steps), come)
    ordinal = np.arange(len(begins)) - np.repeat(np.cumsum(come) - come, come)
    key = keys(area, begins + 1, ordinal)
    group = np.zeros(len(begins), np.int64)
    for step in np.unique(begins):
        mine = begins == step
        below = np.cumsum(compiled.entries[calendar.year_of[step]])
        at = numbers(key[mine], int(step), Purpose.START) / 2.0**32 * below[-1]
        group[mine] = np.minimum(np.searchsorted(below, at, side="right"), len(below) - 1)
    return key, group, begins
