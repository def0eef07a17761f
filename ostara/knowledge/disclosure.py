"""Protecting people in published counts: small counts are hidden and stay hidden under subtraction; others are rounded.

The one place for this (rule 11 of the house). Good for one count, one share, and one family of counts that add up to a
published total; tables of more dimensions, and several tables of the same people, go through `disclosure_tables`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Protected:
    """A count as the public may see it: rounded, or words in its place. Holds nothing of what is hidden."""

    shown: int | None
    in_its_place: str

    def __str__(self) -> str:
        return self.in_its_place if self.shown is None else f"{self.shown:,}"


def protect(count: int) -> int | None:
    """A count of people, rounded, or None where it is too small to show. None at all is shown as 0."""
    if count < 0:
        raise ValueError("a count of people cannot be negative")
    if 0 < count < _suppress_below():
        return None
    step = parameter("disclosure.round_to").whole
    return (count + step // 2) // step * step


def protect_family(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """Counts that add up to a published total (itself passed through `protect`), each rounded or None.

    Where the small counts could be worked out from the total, the next smallest count is hidden with them.
    """
    hidden = _hidden(counts)
    return MappingProxyType({name: None if name in hidden else protect(count) for name, count in counts.items()})


def protect_share(numerator: int, denominator: int) -> tuple[int | None, int | None]:
    """Numerator and denominator of a proportion; the numerator is None where it, or what is left over, is too small.

    What is left over counts because "all but two of them" tells as much about the two as "two of them".
    """
    if numerator > denominator:
        raise ValueError("a numerator counts some of its denominator")
    left_over = protect(denominator - numerator)
    shown = None if left_over is None else protect(numerator)
    return shown, protect(denominator)


def protected(count: int) -> Protected:
    """A single count that prints as `1,235` or as `fewer than 5`."""
    return Protected(protect(count), f"fewer than {_suppress_below()}")


def protected_family(counts: Mapping[str, int]) -> Mapping[str, Protected]:
    """A family whose hidden counts all print as `withheld`: to tell which of them are small would undo the hiding."""
    return MappingProxyType({name: Protected(shown, "withheld") for name, shown in protect_family(counts).items()})


def _suppress_below() -> int:
    return parameter("disclosure.suppress_below").whole


def _hidden(counts: Mapping[str, int]) -> frozenset[str]:
    small = {name for name, count in counts.items() if protect(count) is None}
    others = counts.keys() - small
    if not small or not others or not _sum_tells(counts[name] for name in small):
        return frozenset(small)
    # Zeros are hidden only for want of anything else: hidden, they protect the least.
    candidates = {name for name in others if counts[name]} or others
    least = min(counts[name] for name in candidates)
    # Equal counts are hidden together: choosing among them by name or order would say which one is the small one.
    return frozenset(small | {name for name in candidates if counts[name] == least})


def _sum_tells(small: Iterable[int]) -> bool:
    """Whether the sum of the small counts gives them away: there is one, or all are as low or as high as may be."""
    values = list(small)
    return len(values) == 1 or set(values) in ({1}, {_suppress_below() - 1})
