"""Every row a step on, and through it every cell, for as many steps as nothing else changes. Compiled.

Groups stand with flags first here, [F, A x S] laid flat, so that loops run along memory: all ages and sexes of one
combination of flags are beside each other. Arrays never share memory.
"""

import numpy as np
from numpy import uint64

from ostara.planning.compiled import Floats, Ints
from ostara.planning.expectation.arrays import Rates, Sheet, Where
from ostara.planning.expectation.cells import apart, come, push, sum_up, together
from ostara.planning.individuals.chances import Array
from ostara.planning.individuals.compiling import inner, outer


@inner
def _let_in(sums: Floats, where: Where, rates: Rates, share: Floats, blocked: Floats) -> None:
    """How much of each way is open: `share` [P, D] is free places over people who want one, at most 1."""
    asked, there = np.zeros(len(rates.limit)), np.zeros(len(rates.limit))
    wanting = np.zeros(share.shape)
    for row in range(sums.shape[0]):
        place = where.place_of_row[row]
        if where.beds[place] >= 0:
            there[where.beds[place]] += sums[row].sum()
        for way in range(where.ways[place]):
            bed = where.bed_of_way[place, way]
            if bed >= 0:
                wants = (sums[row] * rates.leave[row, way]).sum()
                wanting[place, way] += wants
                asked[bed] += wants
    for place in range(share.shape[0]):
        for way in range(where.ways[place]):
            bed = where.bed_of_way[place, way]
            if bed >= 0:
                free = max(rates.limit[bed] - there[bed], 0.0)
                share[place, way] = min(1.0, free / asked[bed]) if asked[bed] > 0 else 1.0
                blocked[place, way] += wanting[place, way] * (1 - share[place, way])


@inner
def _ways_out(sums: Floats, where: Where, leave: Floats, share: Floats, gone: Floats, arriving: Floats) -> None:
    """Who takes each way, by row: added to `gone` [P, D, G]; those whose clock starts anew are in `arriving` [P, G]."""
    arriving[:] = 0.0
    groups = uint64(sums.shape[1])
    for row in range(uint64(len(sums))):
        place = uint64(where.place_of_row[row])
        for way in range(uint64(where.ways[place])):
            open_, to = share[place, way], uint64(where.to[place, way])
            for group in range(groups):
                gone[place, way, group] += sums[row, group] * leave[row, way, group] * open_
            if way >= 2 and not where.keeps[place, way]:
                for group in range(groups):
                    arriving[to, group] += sums[row, group] * leave[row, way, group] * open_


@inner
def _flip_sums(sums: Floats, flip: Floats) -> None:
    """The same for the sums of rows, [R, F, S]."""
    flags, states, beside = uint64(flip.shape[1]), uint64(sums.shape[1]), uint64(sums.shape[2])
    for row in range(uint64(len(sums))):
        for flag in range(flags):
            bit = uint64(1) << flag
            for state in range(states):
                if not state & bit:
                    up = state | bit
                    for at in range(beside):
                        net = (
                            sums[row, state, at] * flip[row, flag, state * beside + at]
                            - sums[row, up, at] * flip[row, flag, up * beside + at]
                        )
                        sums[row, state, at] -= net
                        sums[row, up, at] += net


@inner
def _add(to: Floats, weighted: Floats, of: Floats, weight: float) -> None:
    """Adds [R, G] to sums, as it is and once weighted."""
    for row in range(len(of)):
        for group in range(of.shape[1]):
            to[row, group] += of[row, group]
        for group in range(of.shape[1]):
            weighted[row, group] += weight * of[row, group]


@inner
def _ends(row_of: Ints, ends: Array) -> None:
    """The block after the last of each row."""
    for block in range(len(row_of)):
        ends[row_of[block]] = block + 1


@inner
def _write(gone: Floats, where: Where, sheet: Sheet) -> None:
    """Adds who took each way, [P, D, G], to the sheet: deaths are the first two."""
    for place in range(len(gone)):
        for way in range(where.ways[place]):
            sheet.moves[place, way] += gone[place, way].sum()
            if way < 2:
                sheet.died[way] += gone[place, way]


@outer
def row_sums(people: Floats, row_of: Ints, sums: Floats) -> None:
    """People of each row: `people` [B, G] into `sums` [R, G]."""
    sums[:] = 0.0
    for block in range(people.shape[0]):
        for group in range(people.shape[1]):
            sums[row_of[block], group] += people[block, group]


@outer
def stretch(
    people: Floats,
    after: Floats,
    sums: Floats,
    coming: Floats,
    weights: Floats,
    where: Where,
    rates: Rates,
    sheet: Sheet,
) -> None:
    """As many steps as there are `weights` (what a step counts for, discounted), with `coming` [G] new people in each.

    `people` [B, G] and their `sums` [R, G] are left as they are at the end; `after` [B, G] is room to work in.
    """
    (blocks, groups), (rows, flags), places = people.shape, rates.flip.shape[:2], len(where.first_block)
    states = 1 << flags
    share, arriving = np.ones(where.to.shape), np.zeros((places, groups))
    gone, ends = np.zeros((places, where.to.shape[1], groups)), np.zeros(rows, np.int64)
    now, then = np.zeros((states, blocks, groups // states)), after.reshape((states, blocks, groups // states))
    then[:] = 0.0
    _ends(where.row_of, ends)
    apart(people, now)
    for step in range(len(weights)):
        come(now, where.entry, coming)
        sums[where.row_of[where.entry]] += coming
        _flip_sums(sums.reshape((rows, states, groups // states)), rates.flip)
        if rates.limited:
            _let_in(sums, where, rates, share, sheet.blocked)
        _add(sheet.start, sheet.start_discounted, sums, weights[step])
        _ways_out(sums, where, rates.leave, share, gone, arriving)
        push(now, then, where, rates, share, ends)
        for place in range(places):
            if where.alive[place]:
                come(then, where.first_block[place], arriving[place])
        now, then = then, now
        sum_up(now, ends, sums)
        _add(sheet.end, sheet.end_discounted, sums, weights[step])
    _write(gone, where, sheet)
    together(now, people)
