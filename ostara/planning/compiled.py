"""The model as plain arrays: what every engine runs, and nothing that an engine does not need.

Shapes: E epochs (stretches of time with the same rows), B blocks (place x exact week), R rows (place x stretch of weeks
in which nothing changes), G groups (age x sex x flags), D = 16 ways out, N flags, K outcomes, Y years, P places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Groups:
    """How age, sex and flags make one number: g = (age x sexes + sex) x 2**flags + sum of 2**n for each flag n up."""

    ages: tuple[str, ...]
    sexes: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def states(self) -> int:
        """Combinations of flags."""
        return 1 << len(self.flags)

    @property
    def count(self) -> int:
        """G."""
        return len(self.ages) * len(self.sexes) * self.states

    def number(self, age: int, sex: int, flags: int) -> int:
        """The group of an age band, a sex and a sum of flags."""
        return (age * len(self.sexes) + sex) * self.states + flags

    def cube(self, of: Floats) -> Floats:
        """A last axis of groups as three: age, sex, flags."""
        return of.reshape(*of.shape[:-1], len(self.ages), len(self.sexes), self.states)


@dataclass(frozen=True)
class Layout:
    """Where things are: blocks of exact weeks, the row each block reads, and where each way out leads."""

    places: tuple[str, ...]
    tags: tuple[frozenset[str], ...]
    longest: Ints  # [P] last week told apart, in steps
    first_block: Ints  # [P] the block of week 0
    row_of: Ints  # [B]
    place_of_block: Ints  # [B]
    place_of_row: Ints  # [R]
    first_week_of_row: Ints  # [R] in steps
    ways: Ints  # [P] number of ways out
    to: Ints  # [P, D] place that a way leads to, -1 for none
    keeps: Bools  # [P, D] whether the clock goes on
    alive: Bools  # [P] neither dead nor moved away
    beds: Ints  # [P] limited group a place takes up, -1 for none
    bed_names: tuple[str, ...]

    @property
    def blocks(self) -> int:
        """B."""
        return len(self.row_of)

    @property
    def rows(self) -> int:
        """R."""
        return len(self.place_of_row)

    def place(self, name: str) -> int:
        """A place's number. Raises ValueError for one that does not exist."""
        return self.places.index(name)

    def tagged(self, *tags: str) -> list[int]:
        """Places that have all of some tags."""
        return [at for at, has in enumerate(self.tags) if set(tags) <= has]


@dataclass(frozen=True)
class Calendar:
    """Steps, and to which year and epoch each belongs. A period is a stretch within one year and one epoch."""

    steps: int
    steps_per_year: int
    epoch_of: Ints  # [steps]
    year_of: Ints  # [steps]
    period_of: Ints  # [steps]
    period_year: Ints
    period_epoch: Ints
    first_year: int  # of the calendar, for titles: year 0 is this one

    @property
    def years(self) -> int:
        """Y, the last perhaps not whole."""
        return int(self.year_of[-1]) + 1 if self.steps else 0

    @property
    def periods(self) -> int:
        """How many periods."""
        return len(self.period_year)


@dataclass(frozen=True)
class Compiled:
    """One area under one plan with one draw of the numbers. Every array is read-only."""

    layout: Layout
    groups: Groups
    calendar: Calendar
    leave: Floats  # [E, R, G, D] chance of each way out in a step; what is left stays
    flip: Floats  # [E, R, G, N] chance that flag n changes in a step, seen with flags before n already changed
    outcomes: tuple[str, ...]
    weight: Floats  # [E, R, G, K] what one person-step counts for
    entries: Floats  # [Y, G] people who come in a step, into `entry_place` at week 0
    entry_place: int
    initial: Floats  # [B, G] people at the start
    places_limit: Floats  # [E, beds] most people in each limited group at once; infinity for no limit
    age_up: Floats  # [A] chance, at each turn of the year, of the next age band
    fixed_flags: int  # sum of the flags that never change
    area: int  # 64-bit key of the area
    discount: float  # a year
    named: tuple[Mapping[str, float], ...]  # [E] every number and policy, for what is worked out after the run
    origin: Mapping[str, str]  # hashes and names of what went in

    @property
    def cells(self) -> int:
        """Joint cells of people who are alive."""
        return int(self.layout.alive[self.layout.place_of_block].sum()) * self.groups.count

    @cached_property
    def thresholds(self) -> npt.NDArray[np.uint32]:
        """[E, R, G, D] running sums of `leave` as 32-bit numbers: way d is taken if number < thresholds[..., d] first.

        Ways that do not exist repeat the sum before them. Deaths come first, so that a change elsewhere in a row moves
        nobody's death.
        """
        return as_thresholds(np.cumsum(self.leave, axis=-1))

    @cached_property
    def flip_thresholds(self) -> npt.NDArray[np.uint32]:
        """[E, R, G, N] a flag changes if its number is below this."""
        return as_thresholds(self.flip)


def as_thresholds(chance: Floats) -> npt.NDArray[np.uint32]:
    """Chances as 32-bit numbers below which they hold; certainty is all but one in four thousand million."""
    return np.minimum(np.rint(chance * 4294967296.0), 4294967295.0).astype(np.uint32)
