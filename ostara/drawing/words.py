"""Numbers in words: one way of saying a share, a count, a dose or an interval wherever a person reads one.

A value nobody knows is said to be not known, never shown as nought or left blank.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

UNKNOWN = "not known"
WITHHELD = "withheld"  # known, and kept back to protect people

Number = int | float | Decimal


class Unit(Enum):
    """What a number counts, and so how it is said."""

    SHARE = "share"  # 0 to 1, said as a percentage
    MG = "mg"
    DAYS = "days"
    NUMBER = "number"


def known(value: Number | None) -> bool:
    """Whether there is a value at all: None, not-a-number and infinity are not values."""
    return value is not None and math.isfinite(value)


def percent(share: Number | None, digits: int = 0) -> str:
    """A share (0 to 1) as a percentage. What is not quite none or not quite all never looks like none or all."""
    if share is None or not known(share):
        return UNKNOWN
    rounded = _rounded(Decimal(str(share)) * 100, digits)
    smallest = Decimal(1).scaleb(-digits)
    if share > 0 and rounded == 0:
        return f"under {smallest}%"
    if share < 1 and rounded == 100:
        return f"over {100 - smallest}%"
    return f"{_signed(rounded, digits)}%"


def share(count: int | None, of: int | None) -> str:
    """A count out of a total: "275 of 361 (76%)"; of nobody: "none of none"."""
    if count is None or of is None:
        return UNKNOWN
    if of == 0:
        return "none of none"
    return f"{number(count)} of {number(of)} ({percent(Decimal(count) / of)})"


def interval(low: Number | None, high: Number | None, unit: Unit = Unit.SHARE) -> str:
    """The two ends of an interval: "72% to 80%". Not known when either end is not."""
    if not known(low) or not known(high):
        return UNKNOWN
    return f"{say(low, unit)} to {say(high, unit)}"


def number(value: Number | None, digits: int = 0) -> str:
    """A number with commas between the thousands."""
    if value is None or not known(value):
        return UNKNOWN
    return _signed(_rounded(Decimal(str(value)), digits), digits)


def dose(milligrams: Number | None) -> str:
    """A dose with its unit, without noughts that say nothing: "60 mg", "2.5 mg"."""
    if milligrams is None or not known(milligrams):
        return UNKNOWN
    return f"{_plainest(milligrams)} mg"


def days(value: Number | None) -> str:
    """A length of time in days: "1 day", "28 days"."""
    if value is None or not known(value):
        return UNKNOWN
    return f"{_plainest(value)} {'day' if value == 1 else 'days'}"


def say(value: Number | None, unit: Unit) -> str:
    """A value in the words of its unit."""
    if value is None or not known(value):
        return UNKNOWN
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.MG:
            return dose(value)
        case Unit.DAYS:
            return days(value)
        case Unit.NUMBER:
            return _plainest(value)


def plural(count: int, one: str, many: str) -> str:
    """A count with the noun that goes with it: "1 person", "2 people"."""
    return f"{number(count)} {one if count == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _rounded(value: Decimal, digits: int) -> Decimal:
    """Rounded as people do it at school: half goes away from nought."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _signed(value: Decimal, digits: int) -> str:
    return f"{value if value else abs(value):,.{digits}f}".replace("-", "−")


def _plainest(value: Number) -> str:
    """At most two decimals, and no noughts after the last figure that says something."""
    words = _signed(_rounded(Decimal(str(value)), 2), 2)
    return words.rstrip("0").rstrip(".")


def mark(value: Number, unit: Unit) -> str:
    """A value as it stands on an axis, whose name gives the unit: "25%", "60"."""
    return f"{_plainest(Decimal(str(value)) * 100)}%" if unit is Unit.SHARE else _plainest(value)


def axis_name(name: str, unit: Unit) -> str:
    """The name of an axis, with its unit where the marks do not show one."""
    return f"{name} ({unit.value})" if unit in (Unit.MG, Unit.DAYS) else name
