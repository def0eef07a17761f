"""England's bank holidays of any year, moved ones included, as the `holidays` library has them.

A day that is proclaimed after the library was made is not here: a pharmacy's own one-off closures carry it.
"""

from datetime import date
from functools import cache

from holidays import country_holidays

MOVED = " (observed)"


@cache
def _of_year(year: int) -> dict[date, str]:
    found = country_holidays("GB", subdiv="ENG", years=year)
    return {day: found[day].replace(MOVED, " (substitute day)") for day in sorted(found)}


def bank_holiday(on: date) -> str | None:
    """Returns the name of England's bank holiday on this day; a day moved from a weekend says so."""
    return _of_year(on.year).get(on)


def bank_holidays(first: date, last: date) -> dict[date, str]:
    """Returns the bank holidays from `first` to `last`, both included, in order."""
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in _of_year(year).items() if first <= day <= last}
