"""The loop over people, compiled. Each inner loop writes few columns, so that the compiler can use vector instructions.

Numba makes every sum of 32 bits one of 64, in which half as many people fit: hence `uint32` around them.

The order of a step is that of the contract of the engines: the turn of the year, flags in turn, counting, one draw from
the whole row for the move, arrivals, the clock.
"""

import numpy as np
from numpy import int32, int64, uint8, uint32, uint64

from ostara.planning.individuals.chances import DESTINATIONS, Array, Whole
from ostara.planning.individuals.columns import Counts, People, Tables
from ostara.planning.individuals.compiling import inner, outer
from ostara.planning.individuals.draws import draw

TILE = 4096  # people at a time: what they need of memory stays in the nearest cache
WAYS = np.uint64(DESTINATIONS)
MOVE = 0
SMALL = np.uint32(0x7FFFFFFF)  # a cell is below it: said where it is an index, so that 32 bits are enough to gather by


@inner
def _stand(cell: Array, people: Array) -> None:
    for person in range(len(cell)):
        people[cell[person]] += uint32(1)


@inner
def _happen(cell: Array, drawn: Array, count: Array, happened: Array) -> Whole:
    once, twice, thrice = count[0], count[1], count[2]
    total = uint32(0)
    for person in range(len(cell)):
        at, number = cell[person] & SMALL, drawn[person]
        events = uint32(uint32(number < once[at]) + uint32(number < twice[at]) + uint32(number < thrice[at]))
        happened[person] += events
        total = uint32(total + events)
    return total


@inner
def _leavers(cell: Array, drawn: Array, leave: Array, goes: Array, who: Array) -> Whole:
    for person in range(len(cell)):
        goes[person] = uint8(drawn[person] < leave[cell[person] & SMALL])
    found = uint64(0)
    for person in range(len(cell)):
        who[found] = uint32(person)
        found += uint64(goes[person])
    return found


@inner
def _turn(cell: Array, drawn: Array, flip: Array, bit: Whole) -> None:
    for person in range(len(cell)):
        at = cell[person]
        cell[person] = at ^ uint32(uint32(drawn[person] < flip[at & SMALL]) << bit)


@inner
def _tick(cell: Array, due: Array, now: Whole, width: Array, low: Whole) -> None:
    for person in range(len(cell)):
        ticks = uint32(due[person] <= now)
        at = cell[person] + (ticks << low)
        due[person] += ticks * width[at >> low]
        cell[person] = at


@inner
def _grow_older(cell: Array, drawn: Array, older: Array, bits: Array) -> None:
    first, mask = bits[1], (uint32(1) << bits[2]) - uint32(1)
    for person in range(len(cell)):
        at = cell[person]
        cell[person] = at + (uint32(drawn[person] < older[(at >> first) & mask]) << first)


@inner
def _way(cell: Whole, drawn: Whole, reach: Array) -> Whole:
    """By inverse distribution: how many of 16 running sums it is not below, so a changed chance moves only its margin.

    Halving: the sums never fall, and who leaves is below the last.
    """
    first = uint64(cell) * WAYS
    which = uint64(drawn >= reach[first + uint64(7)]) << uint64(3)
    which += uint64(drawn >= reach[first + which + uint64(3)]) << uint64(2)
    which += uint64(drawn >= reach[first + which + uint64(1)]) << uint64(1)
    return which + uint64(drawn >= reach[first + which])


@inner
def _choose(movers: Array, cell: Array, drawn: Array, reach: Array, ways: Array) -> None:
    """A loop of its own, and short, so that the processor fetches the rows of many movers at once."""
    for mover in range(len(movers)):
        person = movers[mover]
        ways[mover] = uint8(_way(cell[person], drawn[person], reach))


@inner
def _arrive(person: Whole, left: Whole, way: Whole, now: Whole, people: People, tables: Tables) -> None:
    """Puts a person where a way leads at the start of step `now`, with the clock going on or at its beginning."""
    place = uint64(tables.to[left * WAYS + way])
    low = tables.bits[0]
    rest = people.cell[person] & ((uint32(1) << low) - uint32(1))
    clock = uint64(0)
    if tables.keeps[left * WAYS + way]:
        began = int32(people.due[person] - tables.until[people.cell[person] >> low])
        before = uint64(int64(now) - int64(1) - int64(began))
        clock = min(before, uint64(tables.longest[left])) + uint64(1)
    row = tables.row[place, min(clock, uint64(tables.longest[place]))]
    people.due[person] = uint32(now - uint32(clock) + tables.until[row])
    people.cell[person] = (row << low) | rest


@inner
def _move(
    asking: Whole,
    first: Whole,
    movers: Array,
    ways: Array,
    now: Whole,
    moves: Array,
    people: People,
    tables: Tables,
    counts: Counts,
) -> Whole:
    """Sends those who move where their draw says; who needs a limited place is written down instead."""
    low = tables.bits[0]
    within = (uint32(1) << low) - uint32(1)
    for mover in range(len(movers)):
        person = uint64(first) + uint64(movers[mover])
        cell = people.cell[person]
        way = uint64(ways[mover])
        left = uint64(tables.place[cell >> low])
        if tables.asks[left * WAYS + way]:
            counts.asking[asking], counts.way[asking] = uint32(person), uint8(way)
            asking += 1
        else:
            moves[((left << uint64(low)) + uint64(cell & within)) * WAYS + way] += uint32(1)
            _arrive(person, left, way, now, people, tables)
    return asking


@inner
def _bury(end: Whole, people: People, gone: Array, low: Whole) -> None:
    """Puts those who are finished in front of the living, out of the way. Nobody's key, so nobody's luck, changes."""
    at = people.finished[0]
    for person in range(at, end):
        if gone[people.cell[person] >> low]:
            people.key[person], people.key[at] = people.key[at], people.key[person]
            people.cell[person], people.cell[at] = people.cell[at], people.cell[person]
            people.due[person], people.due[at] = people.due[at], people.due[person]
            for kind in range(len(people.happened)):
                events = people.happened[kind]
                events[person], events[at] = events[at], events[person]
            at += 1
    people.finished[0] = at


@inner
def _turn_of_year(end: Whole, step: Whole, generator: Whole, people: People, tables: Tables) -> None:
    """Those who were there last year may grow an age band older."""
    _bury(end, people, tables.gone, tables.bits[0])
    drawn, other = np.empty(TILE, np.uint32), np.empty(TILE, np.uint32)
    for first in range(people.finished[0], end, TILE):
        last = min(first + TILE, end)
        draw(generator, people.key[first:last], step, tables.age_counter[0], drawn, other)
        _grow_older(people.cell[first:last], drawn, tables.older, tables.bits)


@outer
def advance(
    begin: Whole, end: Whole, active: Array, generator: Whole, people: People, tables: Tables, counts: Counts
) -> Whole:
    """Takes those of the first active[step] people who live through steps `begin` up to `end`, and counts.

    Returns how many asked for a limited place in the last step: with limited places it is called step by step.
    """
    flags, kinds, low, draws = len(tables.flip), len(tables.events), tables.bits[0], len(tables.counters)
    drawn = np.empty((2 * draws, TILE), np.uint32)
    who, goes = np.empty(TILE, np.uint32), np.empty(TILE, np.uint8)
    asking = 0
    for step in range(begin, end):
        now, line, asking = uint32(step + 1), counts.line[step], 0
        if step > 0 and step % tables.year[0] == 0:
            _turn_of_year(active[step - 1], step, generator, people, tables)
        moves = counts.moves[min(line, len(counts.moves) - 1)]
        for first in range(people.finished[0], active[step], TILE):
            last = min(first + TILE, active[step])
            key, cell = people.key[first:last], people.cell[first:last]
            for each in range(draws):
                draw(generator, key, step, tables.counters[each], drawn[2 * each], drawn[2 * each + 1])
            for flag in range(flags):
                _turn(cell, drawn[tables.drawn[flag]], tables.flip[flag], uint32(flag))
            _stand(cell, counts.start[line])
            for kind in range(kinds):
                numbers, happened = drawn[tables.drawn[flags + kind]], people.happened[kind, first:last]
                counts.happened[line, kind] += _happen(cell, numbers, tables.events[kind], happened)
            movers = _leavers(cell, drawn[MOVE], tables.leave, goes, who)
            _choose(who[:movers], cell, drawn[MOVE], tables.reach, goes)
            asking = _move(asking, first, who[:movers], goes, now, moves, people, tables, counts)
            _tick(cell, people.due[first:last], now, tables.width, low)
            if len(counts.end):
                _stand(cell, counts.end[line])
    return asking


@outer
def admit(persons: Array, ways: Array, now: Whole, people: People, tables: Tables, moves: Array) -> None:
    """Lets people who asked for a limited place in, at the end of the step before `now`."""
    low = tables.bits[0]
    within = (uint32(1) << low) - uint32(1)
    for each in range(len(persons)):
        person, way = uint64(persons[each]), uint64(ways[each])
        cell = people.cell[person]
        left = uint64(tables.place[cell >> low])
        moves[((left << uint64(low)) + uint64(cell & within)) * WAYS + way] += uint32(1)
        _arrive(person, left, way, now, people, tables)


@outer
def stand(begin: Whole, end: Whole, people: People, counted: Array) -> None:
    """Counts people `begin` up to `end` by cell."""
    _stand(people.cell[begin:end], counted)


@outer
def add_up(counted: Array, weight: Array, plain: Array, weighted: Array) -> None:
    """Adds lines of counts (uint32[lines, cells]) to sums by cell, as they are and times the weight of the line."""
    for line in range(len(counted)):
        of, by = counted[line], weight[line]
        for cell in range(len(of)):
            plain[cell] += of[cell]
        for cell in range(len(of)):
            weighted[cell] += by * of[cell]
