"""The days of the made-up service: which dates the columns of the grids stand for."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ostara.exchange.made_up.arrays import Array

FIRST_DAY = date(2020, 4, 1)
# Days before the first day, so that the 28 days before an early review, and a referral, have somewhere to be.
LEAD = 28


@dataclass(frozen=True)
class Calendar:
    """The days that are made up. A place in the calendar counts from LEAD days before FIRST_DAY."""

    years: int

    @property
    def last_day(self) -> date:
        """The last complete day."""
        end = FIRST_DAY.replace(year=FIRST_DAY.year + self.years)
        return date.fromordinal(end.toordinal() - 1)

    @property
    def days(self) -> int:
        """Days from the first day to the last."""
        return self.last_day.toordinal() - FIRST_DAY.toordinal() + 1

    @property
    def places(self) -> int:
        """Columns of a grid."""
        return LEAD + self.days

    def date(self, place: Array) -> Array:
        """The dates of these places."""
        first = np.datetime64(FIRST_DAY, "D") - LEAD
        result: Array = first + np.asarray(place).astype("timedelta64[D]")
        return result

    @property
    def weekday(self) -> Array:
        """Monday 0 to Sunday 6, for each place."""
        first = (FIRST_DAY.weekday() - LEAD) % 7
        result: Array = (first + np.arange(self.places)) % 7
        return result
