"""History matching: what of the prior cannot be ruled out, and the law of what is left (Craig et al 1997)."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.calibration.emulator import Emulator
from ostara.planning.calibration.space import Floats
from ostara.planning.calibration.targets import Targets

IMPLAUSIBLE = 3.0  # standard deviations (Pukelsheim's three-sigma rule)
_STEPS, _TRIES = 12, 4


@dataclass(frozen=True)
class Law:
    """A normal law of z."""

    mean: Floats  # [free]
    covariance: Floats  # [free, free]

    def placed(self, steps: Floats) -> Floats:
        """[points, free] z at steps in its own standard deviations."""
        return np.asarray(self.mean + steps @ np.linalg.cholesky(self.covariance).T)

    def drawn(self, points: int, rng: np.random.Generator) -> Floats:
        """[points, free]."""
        return self.placed(rng.normal(size=(points, len(self.mean))))

    def less(self, z: Floats) -> Floats:
        """[points] half the squared distance from the middle: minus the log density, but for a constant."""
        away = np.linalg.solve(np.linalg.cholesky(self.covariance), (z - self.mean).T)
        return np.asarray((away**2).sum(axis=0) / 2)


def prior_law(free: int) -> Law:
    """Before any target: every number where its own evidence has it."""
    return Law(np.zeros(free), np.eye(free))


def implausibility(says: Floats, spread: Floats, targets: Targets) -> Floats:
    """[points] how far the worst-met target is off, in standard deviations of all that is unsure about it."""
    error = np.sqrt(targets.errors**2 + spread**2)
    return np.asarray((np.abs(says - targets.observed) / error).max(axis=1))


def share_left(stand_in: Emulator, targets: Targets, points: Floats) -> float:
    """The share of some points of the prior that cannot be ruled out."""
    return float((implausibility(stand_in.says(points), stand_in.spread, targets) <= IMPLAUSIBLE).mean())


def met(stand_in: Emulator, targets: Targets, prior: Law) -> Law:
    """Where prior and targets meet, as a normal law: the straight-line answer, taken anew at each middle found."""
    middle = prior.mean
    error = np.diag(targets.errors**2 + stand_in.spread**2)
    for _ in range(_STEPS):
        slope = stand_in.slope(middle)
        expected = stand_in.says(middle[None, :])[0] + (prior.mean - middle) @ slope
        gain = prior.covariance @ slope @ np.linalg.inv(slope.T @ prior.covariance @ slope + error)
        wanted = prior.mean + gain @ (targets.observed - expected)
        middle = middle + (wanted - middle) / 2  # half steps do not overshoot where figures bend
    covariance = prior.covariance - gain @ slope.T @ prior.covariance
    return Law(middle, np.asarray((covariance + covariance.T) / 2 + 1e-9 * np.eye(len(middle))))


def not_ruled_out(law: Law, stand_in: Emulator, targets: Targets, size: int, rng: np.random.Generator) -> Floats:
    """[size, free] points of a law that the stand-in cannot rule out, or the nearest to that where too few are.

    What is cut away has next to no likelihood, so that weights over the law need no correction but a constant.
    """
    points = law.drawn(_TRIES * size, rng)
    off = implausibility(stand_in.says(points), stand_in.spread, targets)
    order = np.flatnonzero(off <= IMPLAUSIBLE)
    if len(order) < size:
        order = np.argsort(off, kind="stable")
    return points[order[:size]]
