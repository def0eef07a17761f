"""England at the time of the studies: who was there, where, with which habits, for one draw of the numbers."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ostara.planning.areas import Area
from ostara.planning.calibration.space import england_2008, started, without_start
from ostara.planning.calibration.yearly import cohort, in_places, stopped
from ostara.planning.compiled import Compiled, Floats
from ostara.planning.compiling import compile_area
from ostara.planning.levers import Plan, plan
from ostara.planning.parameters import Values
from ostara.planning.specification import MODEL
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.effects import Move, at
from ostara.planning.start import settled

__all__ = ["GAP_WEEKS", "NOW", "World", "cohort", "in_places", "starters", "stopped"]

GAP_WEEKS = 3  # 21 days: a shorter break does not end a journey (NDTMS)
NOW = "poisoning_since_2008"
# Nothing moves at this rate: it only tells the weeks within a gap apart from those after it.
STUDIED = replace(
    MODEL,
    moves=(
        *MODEL.moves,
        Move(at("left", weeks=(0, GAP_WEEKS)), "waiting", "never"),
        Move(at("abstinent", weeks=(0, GAP_WEEKS)), "left", "never"),
    ),
)


@dataclass(frozen=True)
class World:
    """England in 2008 for one draw of the numbers. Everything is worked out once, when a design asks for it."""

    values: Values

    @cached_property
    def area(self) -> Area:
        """Its people and their ages."""
        return started(england_2008(), self.values)

    @cached_property
    def people(self) -> Floats:
        """[B, G] who is where in April 2008."""
        return settled(self.area, self.then, model=STUDIED)

    @cached_property
    def then(self) -> Values:
        """The numbers with deaths as they were in 2008."""
        return without_start(self.values).changed(**{NOW: 1.0})

    def compiled(self, years: int, changes: Plan | None = None) -> Compiled:
        """The area over so many years. Deaths of 2008 unless the plan says otherwise."""
        weeks = years * WEEKS_PER_YEAR
        return compile_area(self.area, self.then, changes or plan({}), weeks=weeks, initial=self.people, model=STUDIED)

    @cached_property
    def year(self) -> Compiled:
        """Its first year, from which cohorts are cut."""
        return self.compiled(1)


def starters(compiled: Compiled, people: Floats) -> Floats:
    """[B, G] where people who start treatment in a week are in their first week of it."""
    layout, found = compiled.layout, np.zeros_like(people)
    waiting = layout.place("waiting")
    blocks = np.flatnonzero(layout.place_of_block == waiting)
    going = np.einsum("bg,bgd->dg", people[blocks], compiled.leave[0][layout.row_of[blocks]])
    for way in range(layout.ways[waiting]):
        to = layout.to[waiting, way]
        if "treated" in layout.tags[to]:
            found[layout.first_block[to]] += going[way]
    return found
