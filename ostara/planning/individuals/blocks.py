"""People dealt out into blocks, each with its own counts, so that threads never meet and sums are whole numbers."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.individuals.chances import DESTINATIONS, Array
from ostara.planning.individuals.columns import Counts, People
from ostara.planning.individuals.tables import Shape


@dataclass(frozen=True)
class Block:
    """Some of the people, where they are counted, and how many of them have come by each step."""

    people: People
    counts: Counts
    active: Array  # int64[steps]


def columns(
    key: Array, cell: Array, shape: Shape, *, clock: Array | int = 0, begins: Array | int = 0, kinds: int = 0
) -> People:
    """Columns for people with these keys (uint64[n]) and cells; `clock` steps on their clock when they begin."""
    since = np.broadcast_to(np.asarray(begins, np.int64) - clock, key.shape)
    return People(
        key=key.astype(np.uint64),
        cell=cell.astype(np.uint32),
        due=(since + shape.ends()[cell >> shape.low_bits]).astype(np.uint32),
        happened=np.zeros((kinds, len(key)), np.uint32),
        finished=np.zeros(1, np.int64),
    )


def counts(shape: Shape, line: Array, size: int, *, kinds: int = 0, moves: int = 1, end: bool = True) -> Counts:
    """Empty counts of a block of `size` people; `line` int[steps]. With `moves` lines of moves, 1 for all steps."""
    lines = int(line.max()) + 1 if len(line) else 0
    ways = (len(shape.longest) << shape.low_bits) * DESTINATIONS
    return Counts(
        line=line.astype(np.int64),
        start=np.zeros((lines, shape.cells), np.uint32),
        end=np.zeros((lines if end else 0, shape.cells), np.uint32),
        moves=np.zeros((moves, ways), np.uint32),
        happened=np.zeros((lines, kinds), np.int64),
        asking=np.zeros(size, np.uint32),
        way=np.zeros(size, np.uint8),
    )


def dealt(people: People, steps: Array, blocks: int) -> list[tuple[People, Array]]:
    """People dealt out like cards, so that blocks are alike; `steps` int[n], sorted, at which each comes."""
    found = []
    for block in range(blocks):
        mine = slice(block, None, blocks)
        of = {name: np.ascontiguousarray(column[..., mine]) for name, column in people._asdict().items()}
        part = People(**{**of, "finished": np.zeros(1, np.int64)})
        found.append((part, steps[mine]))
    return found
