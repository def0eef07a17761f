"""Whether a fit can be believed: what its draws say of the targets, and ranks of made-up truths among draws."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import kstest

from ostara.planning.calibration.space import Floats

if TYPE_CHECKING:
    from ostara.planning.calibration.fit import Fit

_ENDS = (0.05, 0.5, 0.95)


def predicted(fit: "Fit") -> list[dict[str, object]]:
    """Posterior predictive check: each target beside what the draws say of it, and whether it is inside 90 % of them.

    `tail` is the share of predictions at or above the target: near 0 or 1 the model cannot say what was measured.
    """
    rng = np.random.default_rng(fit.plan.seed)
    said = fit.figures + rng.normal(size=fit.figures.shape) * fit.targets.errors
    low, middle, high = np.exp(np.quantile(said, _ENDS, axis=0))
    tail = (said >= fit.targets.observed).mean(axis=0)
    return [
        {
            "id": one.id,
            "figure": one.figure,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "source": one.source,
            "model": float(f"{middle[at]:.4g}"),
            "model_low": float(f"{low[at]:.4g}"),
            "model_high": float(f"{high[at]:.4g}"),
            "tail": round(float(tail[at]), 3),
            "met": bool(low[at] <= one.value <= high[at]),
        }
        for at, one in enumerate(fit.targets.of)
    ]


def rank(truth: Floats, draws: Floats) -> Floats:
    """[free] the share of draws below a made-up truth: even over 0 to 1 if calibration is right (Talts et al 2018)."""
    return np.asarray((draws < truth).mean(axis=0))


def evenness(ranks: Floats, names: tuple[str, ...]) -> Mapping[str, float]:
    """By number, the chance of ranks [truths, free] as uneven as these if calibration is right."""
    return {name: float(kstest(ranks[:, at], "uniform").pvalue) for at, name in enumerate(names)}
