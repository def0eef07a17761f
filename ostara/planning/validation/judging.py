"""Held or missed: by rules that were written before the first run, and never changed after one.

A figure is held if it lies inside the model's 90 % predictive interval (numbers and chance together) and that interval
reaches no further than half of its middle either way. A target holds if all its figures do. A series holds if all its
years but one do and the model's middle is nearer on average than the last value that the model was fitted to.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ostara.planning.calibration.space import Floats
from ostara.planning.calibration.targets import targets_named
from ostara.planning.validation.lineage import FITTED_TO, shared
from ostara.planning.validation.running import Found
from ostara.planning.validation.targets import Part, parts

BAR, WIDEST = 7, 0.5
_ENDS = (0.05, 0.5, 0.95)
_SEED = 20150908  # of the chance that is in each study; any would do


@dataclass(frozen=True)
class Row:
    """One figure beside what the model says of it."""

    part: Part
    model: float
    low: float
    high: float
    shared: tuple[str, ...]

    @property
    def scored(self) -> bool:
        """Whether it counts: only where no source is shared."""
        return self.part.scored and not self.shared

    @property
    def inside(self) -> bool:
        """Whether the published figure is inside the interval."""
        return self.low <= self.part.published <= self.high

    @property
    def wide(self) -> bool:
        """Whether the interval says too little to be worth a point."""
        return max(self.high - self.model, self.model - self.low) > WIDEST * self.model

    @property
    def held(self) -> bool:
        """A scored figure must be inside and not wide; an identity must be inside, or its middle as published."""
        if self.part.scored:
            return self.inside and not self.wide
        return self.inside or self.part.low <= self.model <= self.part.high

    @property
    def why(self) -> str:
        """A sentence."""
        off = self.model / self.part.published - 1
        said = f"the model's middle is {abs(off):.0%} {'above' if off > 0 else 'below'} what was published"
        if self.held:
            return said
        reasons = [said]
        if self.wide:
            reasons.append("its interval is wider than half either way")
        if not self.inside:
            reasons.append("and the interval leaves it out" if not self.wide else "and leaves it out")
        return "; ".join([*reasons, self.part.known] if self.part.known else reasons)


@dataclass(frozen=True)
class Judged:
    """One target: held if all its figures are, or as a series."""

    name: str
    rows: tuple[Row, ...]
    last_value_error: float | None = None
    model_error: float | None = None

    @property
    def scored(self) -> bool:
        """Whether it counts."""
        return all(row.scored for row in self.rows)

    @property
    def beats_last_value(self) -> bool:
        """Whether a series is foreseen better than by carrying the last value forward."""
        return self.model_error is not None and self.model_error < (self.last_value_error or 0)

    @property
    def held(self) -> bool:
        """By the rules above."""
        missed = sum(not row.held for row in self.rows)
        if self.model_error is None:
            return missed == 0
        return missed <= 1 and self.beats_last_value and not any(row.wide for row in self.rows)


def judged(found: Found) -> tuple[Judged, ...]:
    """Every target in the order of the data."""
    rows = tuple(_rows(found))
    names = dict.fromkeys(row.part.target for row in rows)
    return tuple(_target(name, tuple(row for row in rows if row.part.target == name)) for name in names)


def _rows(found: Found) -> Iterator[Row]:
    rng = np.random.default_rng(_SEED)
    for part in parts():
        said: Floats = found.of[f"{part.design}.{part.of}"]
        chance = rng.normal(size=len(said)) / np.sqrt(part.events) if part.events else np.zeros(len(said))
        low, middle, high = np.quantile(said * np.exp(chance), _ENDS)
        yield Row(part, float(middle), float(low), float(high), shared(part.source))


def _target(name: str, rows: tuple[Row, ...]) -> Judged:
    if not rows[0].part.series:
        return Judged(name, rows)
    last = _last_value(rows[0].part.of.split(".")[0])
    return Judged(
        name,
        rows,
        last_value_error=float(np.mean([abs(last - row.part.published) for row in rows])),
        model_error=float(np.mean([abs(row.model - row.part.published) for row in rows])),
    )


def _last_value(measure: str) -> float:
    """The latest figure of a series to which the model was fitted."""
    fitted = [one for one in targets_named(FITTED_TO).of if one.measure == measure]
    return max(fitted, key=lambda one: one.year).value
