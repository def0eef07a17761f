"""What the compiled loops of this room are given: the layout, the rates of an epoch, and a period of the tally."""

from typing import NamedTuple

from ostara.planning.compiled import Bools, Floats, Ints


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
