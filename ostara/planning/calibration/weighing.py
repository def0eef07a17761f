"""Draws that stand for what is known: runs weighed by how well they meet the targets, then drawn anew by weight."""

import numpy as np
import numpy.typing as npt

from ostara.planning.calibration.matching import Law
from ostara.planning.calibration.space import Floats
from ostara.planning.calibration.targets import Targets

_LEAST_SHARE = 0.25  # of the runs must count, or weights are flattened until they do


def log_likelihood(figures: Floats, targets: Targets) -> Floats:
    """[runs] of logarithms of figures [runs, targets]."""
    return np.asarray(-(((figures - targets.observed) / targets.errors) ** 2).sum(axis=1) / 2)


def weights(z: Floats, figures: Floats, targets: Targets, prior: Law, proposal: Law) -> Floats:
    """[runs] adding up to one: prior times likelihood over the law from which the runs were drawn."""
    logs = log_likelihood(figures, targets) - prior.less(z) + proposal.less(z)
    found = np.exp(logs - logs.max())
    return np.asarray(found / found.sum())


def effective(weight: Floats) -> float:
    """How many equal draws these weighed ones are worth (Kish)."""
    return float(1 / (weight**2).sum())


def flattened(weight: Floats) -> tuple[Floats, float]:
    """Weights raised to the highest power up to 1 at which enough runs count, and that power.

    A power below 1 says that the draws lie between the proposal and the true answer; a report must say so.
    """
    power = 1.0
    found = weight
    while effective(found) < _LEAST_SHARE * len(weight) and power > 1e-6:
        power *= 0.9
        found = weight**power
        found = found / found.sum()
    return found, power


def drawn_anew(weight: Floats, number: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Which runs stand for the answer: systematic resampling, each as often as its weight says, give or take one."""
    at = (np.arange(number) + rng.random()) / number
    return np.asarray(np.searchsorted(np.cumsum(weight), at).clip(0, len(weight) - 1))
