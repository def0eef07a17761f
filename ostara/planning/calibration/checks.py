"""Whether a fit can be believed: what its draws say of the targets, and ranks of made-up truths among draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import kstest

from ostara.planning.calibration.space import Floats

if TYPE_CHECKING:
    from ostara.planning.calibration.fit import Fit
    from ostara.planning.calibration.targets import Target

_ENDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Predicted:
    """A target beside what the draws say of it; `met` if it is inside 90 % of that (`model_low` to `model_high`).

    `tail` is the share of predictions at or above the target: near 0 or 1 the model cannot say what was measured.
    """

    id: str
    figure: str
    value: float
    low: float
    high: float
    source: str
    model: float
    model_low: float
    model_high: float
    tail: float
    met: bool


def predicted(fit: "Fit") -> tuple[Predicted, ...]:
    """Posterior predictive check of every target: what the draws say of it, with its own error and the model's."""
    rng = np.random.default_rng(fit.plan.seed)
    said = fit.figures + rng.normal(size=fit.figures.shape) * fit.targets.errors
    ends = np.exp(np.quantile(said, _ENDS, axis=0))
    tail = (said >= fit.targets.observed).mean(axis=0)
    told = zip(fit.targets.of, ends.T, tail, strict=True)
    return tuple(_beside(one, each, float(share)) for one, each, share in told)


def _beside(one: "Target", said: Floats, tail: float) -> Predicted:
    low, middle, high = map(float, said)
    return Predicted(
        id=one.id,
        figure=one.figure,
        value=one.value,
        low=one.low,
        high=one.high,
        source=one.source,
        model=float(f"{middle:.4g}"),
        model_low=float(f"{low:.4g}"),
        model_high=float(f"{high:.4g}"),
        tail=round(tail, 3),
        met=low <= one.value <= high,
    )


def rank(truth: Floats, draws: Floats) -> Floats:
    """[free] the share of draws below a made-up truth: even over 0 to 1 if calibration is right (Talts et al 2018)."""
    return np.asarray((draws < truth).mean(axis=0))


def evenness(ranks: Floats, names: tuple[str, ...]) -> Mapping[str, float]:
    """By number, the chance of ranks [truths, free] as uneven as these if calibration is right."""
    return {name: float(kstest(ranks[:, at], "uniform").pvalue) for at, name in enumerate(names)}
