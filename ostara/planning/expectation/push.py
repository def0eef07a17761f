"""The inner loops: one step for every cell. Groups stand with flags first, so that loops run along memory.

Groups here are [F, A x S] laid flat: all ages and sexes of one combination of flags beside each other.
"""

import numpy as np
from numba import njit

from ostara.planning.compiled import Bools, Floats, Ints


@njit(cache=True, error_model="numpy")
def row_sums(people: Floats, row_of: Ints, sums: Floats) -> None:
    """People of each row: `people` [B, G] into `sums` [R, G]."""
    sums[:] = 0.0
    for block in range(people.shape[0]):
        row = row_of[block]
        for group in range(people.shape[1]):
            sums[row, group] += people[block, group]


@njit(cache=True, error_model="numpy")
def flipped(people: Floats, flip: Floats) -> None:
    """Flags change, one after the other, in place: `people` [G] by the chances `flip` [N, G] of one row."""
    flags, groups = flip.shape
    beside = groups >> flags  # ages and sexes of one combination of flags
    for flag in range(flags):
        for state in range(1 << flags):
            if not state >> flag & 1:
                down, up = state * beside, (state | 1 << flag) * beside
                for at in range(beside):
                    goes_up = people[down + at] * flip[flag, down + at]
                    goes_down = people[up + at] * flip[flag, up + at]
                    people[down + at] += goes_down - goes_up
                    people[up + at] += goes_up - goes_down


@njit(cache=True, error_model="numpy")
def ways_out(
    sums: Floats,
    leave: Floats,
    place_of_row: Ints,
    to: Ints,
    ways: Ints,
    keeps: Bools,
    arriving: Floats,
    moves: Floats,
    died: Floats,
) -> None:
    """Who takes each way, by row: `sums` [R, G] after flags, `leave` [R, D, G].

    Adds to `arriving` [P, G] those whose clock starts anew, to `moves` [P, D] all, to `died` [2, G] the first two ways.
    """
    for row in range(sums.shape[0]):
        place = place_of_row[row]
        for way in range(ways[place]):
            total = 0.0
            for group in range(sums.shape[1]):
                gone = sums[row, group] * leave[row, way, group]
                total += gone
                if way < 2:
                    died[way, group] += gone
                elif not keeps[place, way]:
                    arriving[to[place, way], group] += gone
            moves[place, way] += total


@njit(cache=True, error_model="numpy")
def push(
    people: Floats,
    after: Floats,
    row_of: Ints,
    first_block: Ints,
    longest: Ints,
    ways: Ints,
    to: Ints,
    keeps: Bools,
    flip: Floats,
    stay: Floats,
    leave: Floats,
) -> None:
    """Those who stay, and those who move with their clock going on: `people` [B, G] a step later, into `after` [B, G].

    `flip` [R, N, G], `stay` [R, G], `leave` [R, D, G].
    """
    groups = people.shape[1]
    here = np.empty(groups)
    after[:] = 0.0
    for place in range(first_block.shape[0]):
        if ways[place] == 0:
            continue
        for week in range(longest[place] + 1):
            block = first_block[place] + week
            row = row_of[block]
            here[:] = people[block]
            flipped(here, flip[row])
            older = first_block[place] + min(week + 1, longest[place])
            for group in range(groups):
                after[older, group] += here[group] * stay[row, group]
            for way in range(ways[place]):
                if keeps[place, way]:
                    there = to[place, way]
                    arrived = first_block[there] + min(week + 1, longest[there])
                    for group in range(groups):
                        after[arrived, group] += here[group] * leave[row, way, group]
