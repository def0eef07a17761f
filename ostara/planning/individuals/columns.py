"""What the compiled loop is given: people as columns, the model as tables, and where it counts."""

from typing import NamedTuple

from ostara.planning.individuals.chances import Array


class People(NamedTuple):
    """People of one block: those who are finished in front, then the living, then those still to come, in order.

    A cell says all that is looked up: the row (a place and a stretch of weeks there), then age, sex and flags in the
    low bits.
    """

    key: Array  # uint64[n]
    cell: Array  # uint32[n]
    due: Array  # uint32[n]: the step at which the next row of the same place begins; says the clock (`Shape.began`)
    happened: Array  # uint32[kinds, n]: events of each kind so far
    finished: Array  # int64[1]: how many in front are dead or gone


class Tables(NamedTuple):
    """One model with one draw of its parameters, for a stretch of steps. `cells` = rows << low bits."""

    leave: Array  # uint32[cells]: a draw below it moves
    reach: Array  # uint32[cells * 16]: a draw below the k-th and not the one before takes the k-th way
    to: Array  # uint32[places * 16]: where each way leads
    keeps: Array  # uint8[places * 16]: 1 where the clock goes on
    asks: Array  # uint8[places * 16]: 1 where a way leads into a limited place
    row: Array  # uint32[places, steps]: the row by place and steps on its clock
    longest: Array  # uint32[places]: the last step told apart
    place: Array  # uint32[rows]
    until: Array  # uint32[rows]: the step on the clock at which the row ends, or NEVER
    width: Array  # uint32[rows]: how many steps it lasts; `until` less where it begins
    gone: Array  # uint8[rows]: 1 where people are dead or out of the area
    flip: Array  # uint32[flags, cells]: a draw below it turns the flag
    events: Array  # uint32[kinds, 3, cells]: below the first at least one event, below the second two, the third three
    older: Array  # uint32[1 << age bits]: a draw below it moves up an age band, once a year
    counters: Array  # uint64[draws]: which numbers of 64 bits a person draws in a step, two of 32 bits from each
    age_counter: Array  # uint64[1]: and which at the turn of the year
    drawn: (
        Array  # uint8[flags + kinds]: which of the numbers of 32 bits each flag and kind of event has; a move the first
    )
    bits: Array  # uint32[3]: low bits in all, the first bit of age, bits of age
    year: Array  # int64[1]: steps in a year


class Counts(NamedTuple):
    """Where it counts. `line` is the line of each step: one for all, one for each, or what is told apart."""

    line: Array  # int64[steps]
    start: Array  # uint32[lines, cells]: people at the start of a step, flags turned
    end: Array  # uint32[lines, cells]: people at its end; of no lines where nobody asks
    moves: Array  # uint32[lines of moves, places << low bits << 4]: by place left, age, sex, flags and way
    happened: Array  # int64[lines, kinds]: events drawn
    asking: Array  # uint32[n]: who asked for a limited place in the last step
    way: Array  # uint8[n]: by which way
