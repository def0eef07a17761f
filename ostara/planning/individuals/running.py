"""Runs everybody of an area through its calendar and fills the sheet that all engines fill."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from ostara.planning.compiled import Compiled
from ostara.planning.individuals.arriving import Everybody, everybody
from ostara.planning.individuals.blocks import Block, columns, counts, dealt
from ostara.planning.individuals.chances import DESTINATIONS, Array
from ostara.planning.individuals.columns import People, Tables
from ostara.planning.individuals.draws import Generator
from ostara.planning.individuals.loops import add_up, advance, stand
from ostara.planning.individuals.queueing import let_in
from ostara.planning.individuals.tables import Shape, shape_of, tables_of
from ostara.planning.tally import Tally

DIED = (0, 1)  # the first two ways out of every place of the living
Watcher = Callable[[int, Sequence[Block]], None]


@dataclass(frozen=True)
class How:
    """How a run is made. None of these changes its result but the generator."""

    generator: Generator = Generator.SPLITMIX
    blocks: int = 1
    threads: int = 1


ALONE = How()


@dataclass(frozen=True)
class _Run:
    compiled: Compiled
    shape: Shape
    tally: Tally
    how: How
    watcher: Watcher | None
    pool: ThreadPoolExecutor
    tables: dict[int, Tables] = field(default_factory=dict)

    def of_epoch(self, epoch: int) -> Tables:
        if epoch not in self.tables:
            self.tables[epoch] = tables_of(self.compiled, self.shape, epoch)
        return self.tables[epoch]


def run(
    compiled: Compiled,
    *,
    seed: int = 0,
    how: How = ALONE,
    people: Everybody | None = None,
    watcher: Watcher | None = None,
) -> Tally:
    """Counts of people over the whole calendar.

    `people` are those of `everybody` unless given; `watcher` is called after each step (and makes it slower).
    """
    who = everybody(compiled, seed) if people is None else people
    tally, shape = Tally.blank(compiled), shape_of(compiled)
    layout, calendar = compiled.layout, compiled.calendar
    cell = ((layout.row_of[who.block] << shape.low_bits) | who.group).astype(np.uint32)
    np.add.at(tally.snapshots[0], (layout.row_of[who.block[: who.at_start]], who.group[: who.at_start]), 1)
    new = slice(who.at_start, None)
    np.add.at(tally.entered, (calendar.period_of[who.begins[new]], who.group[new]), 1)
    week = who.block - layout.first_block[layout.place_of_block[who.block]]
    parts = dealt(
        columns(who.key, cell, shape, clock=week, begins=who.begins), who.begins, max(how.blocks, how.threads)
    )
    with ThreadPoolExecutor(how.threads) as pool:
        told = _Run(compiled, shape, tally, how, watcher, pool)
        for period in range(calendar.periods):
            _period(told, period, parts)
    return tally


def _period(told: _Run, period: int, parts: Sequence[tuple[People, Array]]) -> None:
    calendar, shape = told.compiled.calendar, told.shape
    steps = np.flatnonzero(calendar.period_of == period)
    line = np.zeros(calendar.steps, np.int64)
    line[steps] = np.arange(len(steps))
    tables = told.of_epoch(int(calendar.period_epoch[period]))
    queued = bool(tables.asks.any())
    blocks = [
        Block(people, counts(shape, line, len(people.key) if queued else 1), _active(begins, calendar.steps))
        for people, begins in parts
    ]
    if queued or told.watcher:
        for step in steps:
            _step(told, int(step), period, tables, blocks)
    else:
        _together(told, int(steps[0]), int(steps[-1]) + 1, tables, blocks)
    _write(told, period, steps, blocks)


def _active(begins: Array, steps: int) -> Array:
    """int64[steps]: how many have come by each step."""
    return np.searchsorted(begins, np.arange(steps), side="right").astype(np.int64)


def _together(told: _Run, begin: int, end: int, tables: Tables, blocks: Sequence[Block]) -> list[int]:
    """All blocks through steps `begin` to `end`, as many at once as there are threads."""
    generator = int(told.how.generator)

    def one(block: Block) -> int:
        return int(advance(begin, end, block.active, generator, block.people, tables, block.counts))

    return [one(block) for block in blocks] if told.how.threads == 1 else list(told.pool.map(one, blocks))


def _step(told: _Run, step: int, period: int, tables: Tables, blocks: Sequence[Block]) -> None:
    """One step, after which those who asked for a limited place are let in or not, and the end is counted."""
    without_end = [
        Block(block.people, block.counts._replace(end=block.counts.end[:0]), block.active) for block in blocks
    ]
    asking = _together(told, step, step + 1, tables, without_end)
    let_in(told.compiled, told.shape, tables, blocks, asking, step, told.tally.blocked[period])
    for block in blocks:
        stand(
            int(block.people.finished[0]),
            int(block.active[step]),
            block.people,
            block.counts.end[block.counts.line[step]],
        )
    if told.watcher:
        told.watcher(step, blocks)


def _write(told: _Run, period: int, steps: Array, blocks: Sequence[Block]) -> None:
    """Adds what the blocks counted, in whole numbers first, so that the order of blocks cannot matter."""
    compiled, tally, shape = told.compiled, told.tally, told.shape
    layout, groups, calendar = compiled.layout, compiled.groups.count, compiled.calendar
    weight = (1 + compiled.discount) ** -((steps + 0.5) / calendar.steps_per_year)
    living = layout.alive[layout.place_of_row]

    def by_row(of_cells: Array) -> Array:
        return of_cells.reshape(layout.rows, -1)[:, :groups] * living[:, None]

    for name in ("start", "end"):
        lines = sum((getattr(block.counts, name) for block in blocks[1:]), getattr(blocks[0].counts, name))
        plain, weighted = np.zeros(shape.cells), np.zeros(shape.cells)
        add_up(lines, weight, plain, weighted)
        getattr(tally, name)[period] = by_row(plain)
        getattr(tally, f"{name}_discounted")[period] = by_row(weighted)
        last = by_row(lines[-1])
    if steps[-1] + 1 == calendar.steps or (steps[-1] + 1) % calendar.steps_per_year == 0:
        tally.snapshots[calendar.period_year[period] + 1] = last
    moves = sum(block.counts.moves[0].astype(np.int64) for block in blocks)
    moves = np.reshape(moves, (len(layout.places), 1 << shape.low_bits, DESTINATIONS))
    tally.moves[period] = moves.sum(axis=1)
    tally.died[period] = moves[:, :groups, DIED].sum(axis=0).T
