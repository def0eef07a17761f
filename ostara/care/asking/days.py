"""Reading a day as people write it: `3/2/24`, `3 Feb 2024`, `03-02-2024`, `2024-02-03`, `today`.

British order: the day comes before the month. What cannot be a day is refused with the reason.
"""

import re
from calendar import isleap, month_name, monthrange
from datetime import date, timedelta
from itertools import pairwise

MONTHS = {month_name[number].lower(): number for number in range(1, 13)}
SHORTEST = 3  # letters of a month's name
RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
FIRST_YEAR, LAST_YEAR = 1880, 2199
AHEAD = 10  # years: 36 written in 2026 is 2036, 37 is 1937
EXAMPLE = "such as 3 2 2024 or 3 Feb 2024"
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_WEEKDAY = re.compile(r"^(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\b[ ,]*")
_PARTS = re.compile(r"\d+|[a-z]+")
_BETWEEN = re.compile(r"[\s/.,\-–]*")


class NotADay(ValueError):  # noqa: N818 - it is an answer to a person, not an error of ours
    """What was written is not a day; the message says why."""


def read_day(written: str, *, today: date, latest: date | None = None) -> date:
    """Reads a day.

    Args:
        written: as somebody typed it.
        today: what `today` means, and how a year of two digits is completed.
        latest: of a birth, the last day it can be: `30` is then 1930, though 2030 is nearer.

    Raises:
        NotADay: it cannot be read, or there is no such day.
    """
    plain = _ORDINAL.sub("", written.strip().lower())
    if plain in RELATIVE:
        return today + timedelta(days=RELATIVE[plain])
    day, month, year = _in_order(_parts(_WEEKDAY.sub("", plain)))
    number = _month(month)
    full_year = _year(year, today.year, (int(day), number), latest)
    _refuse_impossible(int(day), number, full_year)
    return date(full_year, number, int(day))


def _parts(plain: str) -> list[str]:
    if re.fullmatch(r"\d{6}|\d{8}", plain):
        iso = len(plain) == 8 and 1 <= int(plain[4:6]) <= 12
        cuts = (0, 4, 6, 8) if iso else (0, 2, 4, len(plain))
        return [plain[start:end] for start, end in pairwise(cuts)]
    if _BETWEEN.fullmatch(_PARTS.sub("", plain)) is None:
        raise NotADay(f"Write a day {EXAMPLE}.")
    return _PARTS.findall(plain)


def _in_order(parts: list[str]) -> tuple[str, str, str]:
    """Returns day, month and year as written."""
    numbers = [part.isdigit() for part in parts]
    if len(parts) == 2 and any(numbers):
        raise NotADay(f"Give the day, the month and the year, {EXAMPLE}.")
    if len(parts) != 3 or sum(numbers) < 2 or not numbers[2]:
        raise NotADay(f"Write a day {EXAMPLE}.")
    first, second, third = parts
    if numbers[0] and len(first) == 4:
        return third, second, first
    return (second, first, third) if not numbers[0] else (first, second, third)


def _month(written: str) -> int:
    if written.isdigit():
        if not 1 <= int(written) <= 12:
            raise NotADay(f"There is no month {int(written)}. Write the day first, then the month, {EXAMPLE}.")
        return int(written)
    found = [
        number for name, number in MONTHS.items() if name.startswith(written[:4] if written == "sept" else written)
    ]
    if len(written) < SHORTEST or len(found) != 1:
        raise NotADay(f"“{written}” is not the name of a month.")
    return found[0]


def _year(written: str, this_year: int, day_and_month: tuple[int, int], latest: date | None) -> int:
    if len(written) == 2:
        last = this_year + AHEAD
        year = last - (last - int(written)) % 100
        day, month = day_and_month
        return year - 100 if latest and (year, month, day) > (latest.year, latest.month, latest.day) else year
    if len(written) != 4 or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise NotADay(f"Check the year: {written} cannot be right.")
    return int(written)


def _refuse_impossible(day: int, month: int, year: int) -> None:
    days = monthrange(year, month)[1]
    if month == 2 and day == 29 and not isleap(year):
        raise NotADay(f"There was no 29 February in {year}: it is not a leap year.")
    if not 1 <= day <= days:
        raise NotADay(f"{month_name[month]} has {days} days: there is no {day} {month_name[month]}.")
