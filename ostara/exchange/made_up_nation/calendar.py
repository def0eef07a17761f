"""Days of the made-up nation, as days since 1970: which years are made up, calendar months, and exact ages."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from ostara.exchange.made_up.arrays import Array

FIRST_DAY = date(2013, 4, 1)
# Journeys begin before the first day too, so that people are in treatment on it.
BURN_IN_DAYS = 10 * 365
NEVER = 1_000_000
_EPOCH = date(1970, 1, 1).toordinal()
_FROM, _UNTIL = date(1905, 1, 1).toordinal() - _EPOCH, date(2061, 1, 1).toordinal() - _EPOCH
# Months are told until this day, which lies after the last day of every store; what ends later is never seen.
FAR_AHEAD = date(2059, 1, 1).toordinal() - _EPOCH


@dataclass(frozen=True)
class Calendar:
    """The days that are made up."""

    years: int

    @property
    def last_day(self) -> date:
        """The last complete day."""
        return date.fromordinal(FIRST_DAY.replace(year=FIRST_DAY.year + self.years).toordinal() - 1)

    @property
    def first(self) -> int:
        """The first day on which people are seen."""
        return number_of(FIRST_DAY)

    @property
    def last(self) -> int:
        """The last complete day."""
        return number_of(self.last_day)


def number_of(day: date) -> int:
    """A day as days since 1970."""
    return day.toordinal() - _EPOCH


# Codes of discharge that were given up fade away between these days.
OLD_CODES_DAYS = (number_of(FIRST_DAY), number_of(date(2017, 4, 1)))


@cache
def _parts() -> tuple[Array, Array, Array]:
    """Year, month and day of every day that may be asked about."""
    days = np.arange(_FROM, _UNTIL).astype("datetime64[D]")
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    month = (months - years).astype(np.int32) + 1
    return years.astype(np.int32) + 1970, month, (days - months).astype(np.int32) + 1


def year(day: Array) -> Array:
    """The years of these days."""
    result: Array = _parts()[0][day - _FROM]
    return result


def month(day: Array) -> Array:
    """The months of these days, from 1."""
    result: Array = _parts()[1][day - _FROM]
    return result


def day_in(years: Array, months: int, days: int) -> Array:
    """The day of this month and day, in each of these years."""
    first = np.array([number_of(date(one, months, days)) for one in range(1905, 2061)], np.int32)
    result: Array = first[years - 1905]
    return result


def first_of_year(years: Array) -> Array:
    """The first of January of these years."""
    return day_in(years, 1, 1)


def months_later(day: Array, months: int) -> Array:
    """The same day so many calendar months later, or that month's last day where it has none."""
    count = (year(day) - 1970) * 12 + month(day) - 1 + months
    starts = count.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    ends = (count + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int32) - 1
    result: Array = np.minimum(starts + _parts()[2][day - _FROM] - 1, ends)
    return result


def age(born: Array, on: Array) -> Array:
    """Completed years of age on these days."""
    years, months, days = _parts()
    birth, now = born - _FROM, on - _FROM
    before = months[now] * 32 + days[now] < months[birth] * 32 + days[birth]
    result: Array = (years[now] - years[birth] - before).astype(np.int32)
    return result
