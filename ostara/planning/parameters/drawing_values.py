"""One draw of every number: by its own random number, so that a new number in the files moves no other."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from scipy.special import ndtri

from ostara.planning.parameters.number import Distribution, Estimate
from ostara.planning.parameters.reading import estimates
from ostara.planning.randomness import Purpose, number, share

Z = 1.959963984540054  # ends of a 95 % interval of a normal distribution
_LEAST = 1e-9


@dataclass(frozen=True, eq=False)
class Values:
    """A value for each number, and where they came from (`draw` 0 is the middle of each). Equal by what they hold."""

    of: Mapping[str, float]
    seed: int
    draw: int

    def changed(self, **values: float) -> "Values":
        """The same with some values put in place of those drawn, as calibration and sensitivity analysis do."""
        unknown = set(values) - set(self.of)
        if unknown:
            raise KeyError(f"no such number: {', '.join(sorted(unknown))}")
        return Values({**self.of, **values}, self.seed, self.draw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of names and values."""
        told = ";".join(f"{name}={value!r}" for name, value in sorted(self.of.items()))
        return sha256(told.encode()).hexdigest()


def midpoints(numbers: Mapping[str, Estimate] | None = None) -> Values:
    """The middle value of each number."""
    numbers = numbers or estimates()
    return Values({id: one.value for id, one in numbers.items()}, seed=0, draw=0)


def draw(seed: int, which: int, numbers: Mapping[str, Estimate] | None = None) -> Values:
    """Draw `which` (from 1) of each number under a seed."""
    numbers = numbers or estimates()
    return Values({id: quantile(one, luck(seed, which, id)) for id, one in numbers.items()}, seed, which)


def luck(seed: int, which: int, id: str) -> float:
    """The share of its distribution below which a number is drawn: 0 < luck < 1."""
    key = int.from_bytes(sha256(f"{seed}/{id}".encode()).digest()[:8], "little")
    return share(number(key, which, Purpose.DRAW)) + 0.5 / 4294967296.0


def quantile(one: Estimate, at: float) -> float:
    """The value of a number below which a share `at` of its distribution lies (0 < at < 1).

    `low`, `value` and `high` are the 2.5th, 50th and 97.5th percentiles, whatever their spacing.
    """
    if one.distribution is Distribution.FIXED:
        return one.value
    to, back = _SCALES[one.distribution]
    low, middle, high = (to(each) for each in (one.low, one.value, one.high))
    z = float(ndtri(at)) / Z
    return back(middle + z * ((high - middle) if z > 0 else (middle - low)))


def _logit(p: float) -> float:
    p = min(max(p, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))


_SCALES: dict[Distribution, tuple[Callable[[float], float], Callable[[float], float]]] = {
    Distribution.LOGNORMAL: (lambda x: math.log(max(x, _LEAST)), math.exp),
    Distribution.LOGITNORMAL: (_logit, lambda x: 1 / (1 + math.exp(-x))),
    Distribution.NORMAL: (float, lambda x: max(x, 0.0)),
}
