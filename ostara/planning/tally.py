"""What an engine counts while it runs: all engines fill the same sheet, and `outputs` reads every answer from it.

Shapes as in `compiled`, with T periods (stretches within one year and one epoch).
"""

from dataclasses import dataclass, fields

import numpy as np

from ostara.planning.compiled import Compiled, Floats


@dataclass(frozen=True)
class Tally:
    """Sums over the steps of each period; expected numbers from one engine, counts of people from the others.

    `start` counts people at the start of a step (flags of the step already changed), in the row their place and week
    had then; `end` counts them after moves, in the row and week they then have, before the turn of the year and before
    new people come. The discounted ones weigh each step by (1 + discount) ** -((step + 1/2) / steps a year).
    """

    start: Floats  # [T, R, G]
    end: Floats  # [T, R, G]
    start_discounted: Floats  # [T, R, G]
    end_discounted: Floats  # [T, R, G]
    moves: Floats  # [T, P, D] people who took a way out of a place
    blocked: Floats  # [T, P, D] people who would have taken it and found no place free
    died: Floats  # [T, 2, G] by overdose, otherwise
    entered: Floats  # [T, G]
    snapshots: Floats  # [Y + 1, R, G] people at the start, and at the end of each year

    @staticmethod
    def blank(compiled: Compiled) -> "Tally":
        """A sheet of noughts."""
        rows, groups = compiled.layout.rows, compiled.groups.count
        places, ways = compiled.layout.to.shape
        calendar = compiled.calendar
        by_row = (calendar.periods, rows, groups)
        by_way = (calendar.periods, places, ways)
        return Tally(
            start=np.zeros(by_row),
            end=np.zeros(by_row),
            start_discounted=np.zeros(by_row),
            end_discounted=np.zeros(by_row),
            moves=np.zeros(by_way),
            blocked=np.zeros(by_way),
            died=np.zeros((calendar.periods, 2, groups)),
            entered=np.zeros((calendar.periods, groups)),
            snapshots=np.zeros((calendar.years + 1, rows, groups)),
        )

    def __add__(self, other: "Tally") -> "Tally":
        """Two areas, or two samples, together."""
        return Tally(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    def times(self, by: float) -> "Tally":
        """A sample scaled up or down."""
        return Tally(**{field.name: getattr(self, field.name) * by for field in fields(self)})
