"""The inner loops: every cell a step on, for as many steps as nothing else changes. Compiled.

Groups stand with flags first here, [F, A x S] laid flat, so that loops run along memory: all ages and sexes of one
combination of flags are beside each other. Arrays never share memory.
"""

from typing import NamedTuple

import numpy as np

from ostara.planning.compiled import Bools, Floats, Ints
from ostara.planning.individuals.compiling import inner, outer


class Where(NamedTuple):
    """The parts of a layout that the loops read, and the block into which new people come."""

    row_of: Ints
    place_of_row: Ints
    first_block: Ints
    longest: Ints
    ways: Ints
    to: Ints
    keeps: Bools
    beds: Ints
    alive: Bools
    bed_of_way: Ints  # [P, D] the limited group into which a way leads from outside it, -1 for none
    entry: int


class Rates(NamedTuple):
    """The rows of one epoch: `leave` [R, D, G], `stay` [R, G], `flip` [R, N, G], `limit` [beds]."""

    leave: Floats
    stay: Floats
    flip: Floats
    limit: Floats
    limited: bool  # whether anybody could be kept out


class Sheet(NamedTuple):
    """One period of a tally: [R, G] four times, [P, D] twice, [2, G]."""

    start: Floats
    end: Floats
    start_discounted: Floats
    end_discounted: Floats
    moves: Floats
    blocked: Floats
    died: Floats


@inner
def _flip(people: Floats, flip: Floats) -> None:
    """Flags change, one after the other, in place: `people` [G] by the chances `flip` [N, G] of one row."""
    flags, groups = flip.shape
    beside = groups >> flags
    for flag in range(flags):
        for state in range(1 << flags):
            if not state >> flag & 1:
                down, up = state * beside, (state | 1 << flag) * beside
                for at in range(beside):
                    rises = people[down + at] * flip[flag, down + at]
                    falls = people[up + at] * flip[flag, up + at]
                    people[down + at] += falls - rises
                    people[up + at] += rises - falls


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
def _ways_out(sums: Floats, where: Where, rates: Rates, share: Floats, arriving: Floats, sheet: Sheet) -> None:
    """Who takes each way, by row; those whose clock starts anew into `arriving` [P, G]."""
    arriving[:] = 0.0
    for row in range(sums.shape[0]):
        place = where.place_of_row[row]
        for way in range(where.ways[place]):
            total, there = 0.0, where.to[place, way]
            for group in range(sums.shape[1]):
                gone = sums[row, group] * rates.leave[row, way, group] * share[place, way]
                total += gone
                if way < 2:
                    sheet.died[way, group] += gone
                elif not where.keeps[place, way]:
                    arriving[there, group] += gone
            sheet.moves[place, way] += total


@inner
def _add(to: Floats, people: Floats, chance: Floats, open_: float) -> None:
    """`people` [G] who by `chance` [G] of a way, as far as it is open, add to those who are there."""
    for group in range(len(people)):
        to[group] += people[group] * chance[group] * open_


@inner
def _push(people: Floats, after: Floats, here: Floats, where: Where, rates: Rates, share: Floats) -> None:
    """Those who stay, and those who move with their clock going on."""
    after[:] = 0.0
    for place in range(len(where.first_block)):
        for week in range(where.longest[place] + 1 if where.alive[place] else 0):
            block = where.first_block[place] + week
            row = where.row_of[block]
            here[:] = people[block]
            _flip(here, rates.flip[row])
            older = where.first_block[place] + min(week + 1, where.longest[place])
            _add(after[older], here, rates.stay[row], 1.0)
            for way in range(where.ways[place]):
                open_ = share[place, way]
                if where.keeps[place, way]:
                    there = where.to[place, way]
                    arrived = where.first_block[there] + min(week + 1, where.longest[there])
                    _add(after[arrived], here, rates.leave[row, way], open_)
                if open_ < 1:
                    _add(after[older], here, rates.leave[row, way], 1 - open_)


@inner
def _sum_up(people: Floats, row_of: Ints, sums: Floats) -> None:
    sums[:] = 0.0
    for block in range(people.shape[0]):
        total, one = sums[row_of[block]], people[block]
        for group in range(len(one)):
            total[group] += one[group]


@outer
def row_sums(people: Floats, row_of: Ints, sums: Floats) -> None:
    """People of each row: `people` [B, G] into `sums` [R, G]."""
    _sum_up(people, row_of, sums)


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
    places, groups = len(where.first_block), people.shape[1]
    share, arriving, here = np.ones((places, where.to.shape[1])), np.zeros((places, groups)), np.zeros(groups)
    now, then = people, after
    for step in range(len(weights)):
        now[where.entry] += coming
        sums[where.row_of[where.entry]] += coming
        for row in range(sums.shape[0]):
            _flip(sums[row], rates.flip[row])
        if rates.limited:
            _let_in(sums, where, rates, share, sheet.blocked)
        sheet.start[:] += sums
        sheet.start_discounted[:] += weights[step] * sums
        _ways_out(sums, where, rates, share, arriving, sheet)
        _push(now, then, here, where, rates, share)
        for place in range(places):
            if where.alive[place]:
                then[where.first_block[place]] += arriving[place]
        now, then = then, now
        _sum_up(now, where.row_of, sums)
        sheet.end[:] += sums
        sheet.end_discounted[:] += weights[step] * sums
    if len(weights) % 2:
        people[:] = now
