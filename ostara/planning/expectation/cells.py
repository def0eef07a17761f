"""Every cell a step on: flags change, people stay and grow a step older, or move with their clock going on. Compiled.

Each combination of flags has an array of its own, [F, B, S], with all ages and sexes of a block beside each other.
Loops run along memory, over arrays that never overlap, with indices that cannot be negative (unsigned): only then does
the compiler use vector instructions.
"""

from numpy import uint64

from ostara.planning.compiled import Floats
from ostara.planning.expectation.arrays import Rates, Where
from ostara.planning.individuals.chances import Array, Whole
from ostara.planning.individuals.compiling import inner


@inner
def _turn(
    down: Floats,
    up: Floats,
    flip: Floats,
    row: Whole,
    flag: Whole,
    begin: Whole,
    end: Whole,
    of_down: Whole,
    of_up: Whole,
) -> None:
    """One flag of two states [B, S] in place, blocks of one row; of `flip` [R, N, G] theirs begin at `of_…`."""
    row, flag, begin, end, of_down, of_up = (
        uint64(row),
        uint64(flag),
        uint64(begin),
        uint64(end),
        uint64(of_down),
        uint64(of_up),
    )
    for block in range(begin, end):
        for at in range(uint64(down.shape[1])):
            net = down[block, at] * flip[row, flag, of_down + at] - up[block, at] * flip[row, flag, of_up + at]
            down[block, at] -= net
            up[block, at] += net


@inner
def _turn_two(
    none: Floats,
    first: Floats,
    second: Floats,
    both: Floats,
    flip: Floats,
    row: Whole,
    begin: Whole,
    end: Whole,
    of: Whole,
) -> None:
    """The first two flags of four states [B, S] at once, one after the other: most models have two."""
    row, begin, end, of = uint64(row), uint64(begin), uint64(end), uint64(of)
    beside = uint64(none.shape[1])
    for block in range(begin, end):
        for at in range(beside):
            w, x, y, z = none[block, at], first[block, at], second[block, at], both[block, at]
            net = w * flip[row, uint64(0), of + at] - x * flip[row, uint64(0), of + beside + at]
            w, x = w - net, x + net
            net = (
                y * flip[row, uint64(0), of + uint64(2) * beside + at]
                - z * flip[row, uint64(0), of + uint64(3) * beside + at]
            )
            y, z = y - net, z + net
            net = w * flip[row, uint64(1), of + at] - y * flip[row, uint64(1), of + uint64(2) * beside + at]
            none[block, at], second[block, at] = w - net, y + net
            net = x * flip[row, uint64(1), of + beside + at] - z * flip[row, uint64(1), of + uint64(3) * beside + at]
            first[block, at], both[block, at] = x - net, z + net


@inner
def _flip(people: Floats, flip: Floats, row: Whole, begin: Whole, end: Whole) -> None:
    """Flags change, one after the other, in place: `people` [F, B, S], in blocks of one row."""
    flags, (states, _, beside) = flip.shape[1], people.shape
    done = 0
    if flags > 1:
        done = 2
        for state in range(0, states, 4):
            none, first, second, both = people[state], people[state + 1], people[state + 2], people[state + 3]
            _turn_two(none, first, second, both, flip, row, begin, end, state * beside)
    for flag in range(done, flags):
        for state in range(states):
            if not state >> flag & 1:
                up = state | 1 << flag
                _turn(people[state], people[up], flip, row, flag, begin, end, state * beside, up * beside)


@inner
def _stay(
    now: Floats, then: Floats, stay: Floats, row: Whole, of: Whole, begin: Whole, end: Whole, last: Whole
) -> None:
    """One state [B, S], blocks of one row: who stays is a step older; the last block keeps its own too."""
    row, of, begin, end, last = uint64(row), uint64(of), uint64(begin), uint64(end), uint64(last)
    for block in range(begin, min(end, last)):
        for at in range(uint64(now.shape[1])):
            then[block + uint64(1), at] = now[block, at] * stay[row, of + at]
    if end > last:
        for at in range(uint64(now.shape[1])):
            then[last, at] += now[last, at] * stay[row, of + at]


@inner
def _go_on(
    now: Floats,
    then: Floats,
    leave: Floats,
    row: Whole,
    way: Whole,
    of: Whole,
    open_: float,
    begin: Whole,
    end: Whole,
    to: Whole,
    last: Whole,
) -> None:
    """One state [B, S], blocks of one row: who moves with the clock going on adds to block `to` and those after it."""
    row, way, of, begin, end, to, last = (
        uint64(row),
        uint64(way),
        uint64(of),
        uint64(begin),
        uint64(end),
        uint64(to),
        uint64(last),
    )
    for block in range(begin, end):
        there = min(to + block - begin, last)
        for at in range(uint64(now.shape[1])):
            then[there, at] += now[block, at] * leave[row, way, of + at] * open_


@inner
def push(people: Floats, after: Floats, where: Where, rates: Rates, share: Floats, ends: Array) -> None:
    """Flags change; those who stay, and those who move with their clock going on: [F, B, S] a step later."""
    beside = people.shape[2]
    for place in range(len(where.first_block)):
        after[:, where.first_block[place]] = 0.0
    for row in range(len(ends)):
        place = where.place_of_row[row]
        if not where.alive[place]:
            continue
        begin, end, last = ends[row - 1] if row else 0, ends[row], where.first_block[place] + where.longest[place]
        _flip(people, rates.flip, row, begin, end)
        for state in range(len(people)):
            _stay(people[state], after[state], rates.stay, row, state * beside, begin, end, last)
    for row in range(len(ends)):
        place = where.place_of_row[row]
        begin, end = ends[row - 1] if row else 0, ends[row]
        for way in range(where.ways[place]):
            open_ = share[place, way]
            if where.keeps[place, way]:
                _all_go_on(people, after, where, rates, row, way, open_, begin, end, where.to[place, way])
            if open_ < 1:
                _all_go_on(people, after, where, rates, row, way, 1 - open_, begin, end, place)


@inner
def _all_go_on(
    people: Floats,
    after: Floats,
    where: Where,
    rates: Rates,
    row: Whole,
    way: Whole,
    open_: float,
    begin: Whole,
    end: Whole,
    place: Whole,
) -> None:
    first = where.first_block[place]
    to = first + begin - where.first_block[where.place_of_row[row]] + 1
    for state in range(len(people)):
        of = state * people.shape[2]
        if rates.leave[row, way, of : of + people.shape[2]].any():
            _go_on(
                people[state],
                after[state],
                rates.leave,
                row,
                way,
                of,
                open_,
                begin,
                end,
                to,
                first + where.longest[place],
            )


@inner
def sum_up(people: Floats, ends: Array, sums: Floats) -> None:
    """People of each row: `people` [F, B, S] into `sums` [R, G]."""
    sums[:] = 0.0
    beside = people.shape[2]
    for state in range(len(people)):
        _sum_state(people[state], ends, sums, state * beside)


@inner
def _sum_state(people: Floats, ends: Array, sums: Floats, of: Whole) -> None:
    of = uint64(of)
    begin = uint64(0)
    for row in range(uint64(len(ends))):
        for block in range(begin, uint64(ends[row])):
            for at in range(uint64(people.shape[1])):
                sums[row, of + at] += people[block, at]
        begin = uint64(ends[row])


@inner
def apart(people: Floats, now: Floats) -> None:
    """[B, G] as [F, B, S]."""
    beside = now.shape[2]
    for block in range(len(people)):
        for state in range(len(now)):
            now[state, block] = people[block, state * beside : (state + 1) * beside]


@inner
def together(now: Floats, people: Floats) -> None:
    """[F, B, S] as [B, G]."""
    beside = now.shape[2]
    for block in range(len(people)):
        for state in range(len(now)):
            people[block, state * beside : (state + 1) * beside] = now[state, block]


@inner
def come(now: Floats, block: Whole, people: Floats) -> None:
    """People [G] come into a block."""
    beside = now.shape[2]
    for state in range(len(now)):
        now[state, block] += people[state * beside : (state + 1) * beside]
