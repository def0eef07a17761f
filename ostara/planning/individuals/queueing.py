"""Limited places: who is let in at the end of a step, longest waits first, then by lot."""

from collections.abc import Sequence

import numpy as np

from ostara.planning.compiled import Compiled
from ostara.planning.individuals.blocks import Block
from ostara.planning.individuals.chances import Array
from ostara.planning.individuals.columns import Tables
from ostara.planning.individuals.loops import admit
from ostara.planning.individuals.tables import Shape
from ostara.planning.randomness import Purpose, numbers


def let_in(
    compiled: Compiled,
    shape: Shape,
    tables: Tables,
    blocks: Sequence[Block],
    asking: Sequence[int],
    step: int,
    blocked: Array,
) -> None:
    """Moves those who asked and find a place free; the rest stay and are counted in `blocked` [places, 16]."""
    layout = compiled.layout
    whose = np.repeat(np.arange(len(blocks)), asking)
    if not len(whose):
        return
    person, way = _asked(blocks, asking, "asking"), _asked(blocks, asking, "way")
    key, cell, due = (_of(blocks, whose, person, name) for name in ("key", "cell", "due"))
    left = layout.place_of_row[cell >> shape.low_bits]
    week = np.minimum(step - shape.began(cell, due), layout.longest[left])
    bed = layout.beds[layout.to[left, way]]
    order = np.lexsort((key, numbers(key, step, Purpose.QUEUE), -week, bed))
    place_in_queue = np.zeros(len(order), np.int64)
    place_in_queue[order] = np.arange(len(order)) - np.searchsorted(bed[order], bed[order])
    enters = place_in_queue < _free(compiled, shape, blocks, step)[bed]
    np.add.at(blocked, (left[~enters], way[~enters]), 1)
    for number, block in enumerate(blocks):
        mine = enters & (whose == number)
        admit(person[mine], way[mine], step + 1, block.people, tables, block.counts.moves[0])


def _free(compiled: Compiled, shape: Shape, blocks: Sequence[Block], step: int) -> Array:
    """float[groups of places]: whole places free at the start of a step; who leaves in it frees one for the next."""
    layout = compiled.layout
    there = sum(block.counts.start[block.counts.line[step]].astype(np.int64) for block in blocks)
    of_place = np.bincount(shape.place, np.reshape(there, (len(shape.place), -1)).sum(axis=1), len(layout.places))
    taken = np.bincount(layout.beds + 1, of_place, len(layout.bed_names) + 1)[1:]
    limit = compiled.places_limit[compiled.calendar.epoch_of[step]]
    return np.asarray(np.maximum(np.floor(np.minimum(limit, np.iinfo(np.int32).max) - taken), 0))


def _asked(blocks: Sequence[Block], asking: Sequence[int], name: str) -> Array:
    return np.concatenate([getattr(block.counts, name)[:many] for block, many in zip(blocks, asking, strict=True)])


def _of(blocks: Sequence[Block], whose: Array, person: Array, name: str) -> Array:
    parts = [getattr(block.people, name)[person[whose == number]] for number, block in enumerate(blocks)]
    return np.concatenate(parts)
