"""A model as the compiled loop looks it up: from `Compiled`, or from any chances in the same shape."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Compiled, as_thresholds
from ostara.planning.individuals.chances import DESTINATIONS, MOST_AT_ONCE, NEVER, Array
from ostara.planning.individuals.columns import Tables
from ostara.planning.randomness import Purpose


@dataclass(frozen=True)
class Shape:
    """How a cell is written: a row (a place, from one step on its clock until another), then age, sex and flags.

    Age has the highest of the low bits, flags the lowest. Rows of a place follow each other.
    """

    place: Array  # int[rows]
    begins: Array  # int[rows]: the step on the clock at which a row begins, 0 for the first of a place
    longest: Array  # int[places]: the last step told apart
    finished: Array  # bool[places]: dead, or out of the area
    age_bits: int
    sex_bits: int
    flag_bits: int
    steps_per_year: int

    @property
    def low_bits(self) -> int:
        """Bits below the row."""
        return self.age_bits + self.sex_bits + self.flag_bits

    @property
    def cells(self) -> int:
        """How many cells there are, those that nobody can be in included."""
        return len(self.place) << self.low_bits

    def ends(self) -> Array:
        """int64[rows]: the step on the clock at which each row ends, or NEVER."""
        following = np.append(self.place[1:] == self.place[:-1], False)
        return np.where(following, np.append(self.begins[1:], 0), NEVER).astype(np.int64)

    def began(self, cell: Array, due: Array) -> Array:
        """int32[n]: the step at which the clock stood at nought, of people in cells whose row ends when `due` says."""
        return np.asarray((due - self.ends().astype(np.uint32)[cell >> self.low_bits]).astype(np.int32))

    def by_clock(self) -> Array:
        """uint32[places, steps]: the row of a place by steps on its clock."""
        first = np.searchsorted(self.place, np.arange(len(self.longest)))
        later = np.zeros((len(self.longest), int(self.longest.max()) + 1), np.int64)
        begun = self.begins > 0
        np.add.at(later, (self.place[begun], self.begins[begun]), 1)
        return np.asarray(first[:, None] + later.cumsum(axis=1))


@dataclass(frozen=True)
class Draws:
    """Which numbers a person draws in a step: each counter gives two of 32 bits, of which a move has the first.

    `flags` and `kinds` say which theirs are. The contract has one counter for each purpose, of which the first half.
    """

    counters: tuple[int, ...]
    flags: tuple[int, ...]
    kinds: tuple[int, ...] = ()

    @staticmethod
    def of(flags: int) -> "Draws":
        """One counter for a move and one for each flag."""
        purposes = (Purpose.MOVE, *range(Purpose.FLIP, Purpose.FLIP + flags))
        return Draws(tuple(map(int, purposes)), tuple(range(2, 2 + 2 * flags, 2)))


def shape_of(compiled: Compiled) -> Shape:
    """The shape of cells of the shipped model."""
    where, groups = compiled.layout, compiled.groups
    return Shape(
        place=where.place_of_row,
        begins=where.first_week_of_row,
        longest=where.longest,
        finished=~where.alive,
        age_bits=_bits(len(groups.ages)),
        sex_bits=_bits(len(groups.sexes)),
        flag_bits=len(groups.flags),
        steps_per_year=compiled.calendar.steps_per_year,
    )


def tables_of(
    compiled: Compiled, shape: Shape, epoch: int, *, draws: Draws | None = None, events: Array | None = None
) -> Tables:
    """Tables of one epoch.

    `events` uint32[kinds, 3, rows, groups]: thresholds of events to draw besides, with `draws` that say how.
    """
    where = compiled.layout
    return tables(
        shape,
        to=np.maximum(where.to, 0),
        reach=padded(compiled.thresholds[epoch], shape, 1),
        keeps=where.keeps,
        asks=_asks(compiled, epoch),
        flip=np.moveaxis(padded(compiled.flip_thresholds[epoch], shape, 1), -1, 0),
        older=as_thresholds(compiled.age_up),
        draws=draws or Draws.of(len(compiled.groups.flags)),
        events=None if events is None else padded(events, shape, 3),
    )


def _asks(compiled: Compiled, epoch: int) -> Array:
    """bool[places, 16]: ways that somebody could take into a group of limited places from outside it."""
    where = compiled.layout
    limited = np.append(np.isfinite(compiled.places_limit[epoch]), False)
    group = np.where(where.to >= 0, where.beds[where.to], -1)
    taken = np.zeros(where.to.shape, np.bool_)
    np.logical_or.at(taken, where.place_of_row, (compiled.leave[epoch] > 0).any(axis=1))
    return np.asarray((group != where.beds[:, None]) & limited[group] & taken)


def padded(of: Array, shape: Shape, axis: int) -> Array:
    """An array by row and group as one by cell: groups of a row padded to a power of two, then both axes one."""
    room = [(0, 0)] * of.ndim
    room[axis] = (0, (1 << shape.low_bits) - of.shape[axis])
    wide = np.pad(of, room)
    return wide.reshape(*of.shape[: axis - 1], shape.cells, *of.shape[axis + 1 :])


def tables(
    shape: Shape,
    *,
    to: Array,
    reach: Array,
    keeps: Array,
    flip: Array,
    older: Array,
    draws: Draws,
    events: Array | None = None,
    asks: Array | None = None,
) -> Tables:
    """Tables from thresholds (uint32, below which something happens).

    to, keeps, asks: [places, 16] by way; reach: [cells, 16], running sums over ways; flip: [flags, cells]; older:
    [bands]; events: [kinds, 3, cells], at least one, two, three events.
    """
    if reach.shape != (shape.cells, DESTINATIONS):
        raise ValueError(f"ways out are {reach.shape}, {(shape.cells, DESTINATIONS)} were expected")
    ends = shape.ends()
    return Tables(
        leave=np.ascontiguousarray(reach[:, -1]),
        reach=np.ascontiguousarray(reach.reshape(-1)),
        to=_flat(to, np.uint32),
        keeps=_flat(keeps, np.uint8),
        asks=_flat(np.zeros_like(to) if asks is None else asks, np.uint8),
        row=np.ascontiguousarray(shape.by_clock().astype(np.uint32)),
        longest=_flat(shape.longest, np.uint32),
        place=_flat(shape.place, np.uint32),
        until=_flat(ends, np.uint32),
        width=_flat(ends - shape.begins, np.uint32),
        gone=_flat(shape.finished[shape.place], np.uint8),
        flip=np.ascontiguousarray(flip),
        events=np.zeros((0, MOST_AT_ONCE, shape.cells), np.uint32) if events is None else events,
        older=np.pad(older, (0, (1 << shape.age_bits) - len(older))),
        counters=np.array(draws.counters, np.uint64),
        age_counter=np.array([Purpose.AGE], np.uint64),
        drawn=np.array((*draws.flags, *draws.kinds), np.uint8),
        bits=np.array((shape.low_bits, shape.flag_bits + shape.sex_bits, shape.age_bits), np.uint32),
        year=np.array([shape.steps_per_year], np.int64),
    )


def _flat(of: Array, kind: type) -> Array:
    return np.ascontiguousarray(of.astype(kind).reshape(-1))


def _bits(many: int) -> int:
    return (many - 1).bit_length()
