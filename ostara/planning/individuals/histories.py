"""The lives of single people, week by week, from the same run: to look at, to test, and to draw histories from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Compiled
from ostara.planning.individuals.arriving import everybody
from ostara.planning.individuals.blocks import Block
from ostara.planning.individuals.chances import Array
from ostara.planning.individuals.running import ALONE, How, run
from ostara.planning.individuals.tables import shape_of

NOT_THERE = -1


@dataclass(frozen=True)
class History:
    """Where each of some people was at the end of each step; NOT_THERE before they came. Dead people stay dead."""

    key: Array  # uint64[people]
    place: Array  # int16[people, steps]
    week: Array  # int32[people, steps]: steps on the clock, not stopped at the last that is told apart
    group: Array  # int16[people, steps]: age, sex and flags


def histories(compiled: Compiled, ordinals: Sequence[int], *, seed: int = 0, how: How = ALONE) -> History:
    """The lives of people by their number in the order in which they come, those of the start first.

    All others are run as well, since they may want the same limited places. Raises ValueError for a number that nobody
    has.
    """
    who = everybody(compiled, seed)
    wanted = np.asarray(ordinals, np.int64)
    if len(wanted) and not (wanted.min() >= 0 and wanted.max() < len(who.key)):
        raise ValueError(f"people are numbered from 0 to {len(who.key) - 1}")
    size = (len(wanted), compiled.calendar.steps)
    told = History(
        key=who.key[wanted],
        place=np.full(size, NOT_THERE, np.int16),
        week=np.full(size, NOT_THERE, np.int32),
        group=np.full(size, NOT_THERE, np.int16),
    )
    shape = shape_of(compiled)
    low = shape.low_bits

    def write(step: int, blocks: Sequence[Block]) -> None:
        for block in blocks:
            come = slice(0, int(block.active[step]))
            _, mine, at = np.intersect1d(told.key, block.people.key[come], return_indices=True)
            cell = block.people.cell[at]
            told.place[mine, step] = compiled.layout.place_of_row[cell >> low]
            told.week[mine, step] = step + 1 - shape.began(cell, block.people.due[at])
            told.group[mine, step] = cell & np.uint32((1 << low) - 1)

    run(compiled, seed=seed, how=how, people=who, watcher=write)
    return told
