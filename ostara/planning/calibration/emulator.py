"""A quick stand-in for the model: each figure's logarithm as a sum of a line and a bow in every number that moves."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.calibration.space import Floats

_RIDGE = 0.5  # pulls what few runs cannot tell towards nought


@dataclass(frozen=True)
class Emulator:
    """Fitted to runs. `spread` [targets] is how far runs lie from it: numbers that do not move, and what bends more."""

    weight: Floats  # [1 + 2 x free, targets]
    spread: Floats

    def says(self, z: Floats) -> Floats:
        """[points, targets] logarithms of figures at z [points, free]."""
        return np.asarray(_features(z) @ self.weight)

    def slope(self, z: Floats) -> Floats:
        """[free, targets] at one point [free]."""
        free = len(z)
        return np.asarray(self.weight[1 : 1 + free] + 2 * z[:, None] * self.weight[1 + free :])


def emulator(z: Floats, figures: Floats, weight: Floats | None = None) -> Emulator:
    """Fitted to runs at z [runs, free] with logarithms of figures [runs, targets]; runs may weigh unequally."""
    if len(z) <= z.shape[1]:
        raise ValueError(f"{len(z)} runs cannot tell {z.shape[1]} numbers apart")
    features = _features(z)
    root = np.sqrt(np.ones(len(z)) if weight is None else weight)[:, None]
    penalty = _RIDGE * np.eye(features.shape[1])
    penalty[0, 0] = 0.0
    scaled = features * root
    inverse = np.linalg.inv(scaled.T @ scaled + penalty)
    found = inverse @ scaled.T @ (figures * root)
    # Each run is judged by a fit without it (leave-one-out), or the spread would flatter.
    own = np.einsum("rf,fg,rg->r", scaled, inverse, scaled)
    left_out = (figures - features @ found) / (1 - own)[:, None]
    share = (root[:, 0] ** 2) / (root**2).sum()
    return Emulator(found, np.sqrt((share[:, None] * left_out**2).sum(axis=0)))


def _features(z: Floats) -> Floats:
    return np.column_stack([np.ones(len(z)), z, z * z])
