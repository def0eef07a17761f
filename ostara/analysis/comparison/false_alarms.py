"""How likely a series is to set off an alarm at all, worked out step by step over its periods."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Steps:
    """Where one period may fall, with the probability of each: beyond the limits, or within them on one side.

    What is left over falls on the centre itself.
    """

    beyond: float
    below: float
    above: float


def chance_of_alarm(periods: Sequence[Steps], *, run: int) -> float:
    """The probability that any period lies beyond its limits, or that so many in a row lie on one side."""
    # How likely each length of the present run is, with no alarm so far; below nought where it lies below the centre.
    quiet: dict[int, float] = {0: 1.0}
    for period in periods:
        after: defaultdict[int, float] = defaultdict(float)
        for length, likely in quiet.items():
            after[length] += likely * (1 - period.beyond - period.below - period.above)
            after[max(length, 0) + 1] += likely * period.above
            after[min(length, 0) - 1] += likely * period.below
        quiet = {length: likely for length, likely in after.items() if abs(length) < run}
    return 1 - sum(quiet.values())
