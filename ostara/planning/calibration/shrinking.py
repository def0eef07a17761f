"""A small area begins where the nation ended: its own few figures pull it away only as far as they are sure."""

import numpy as np

from ostara.planning.calibration.kept import Kept
from ostara.planning.calibration.matching import Law

# How much areas differ from each other in a number, in standard deviations of its prior. By judgement; not published.
BETWEEN_AREAS = 0.5


def towards(nation: Kept) -> Law:
    """The law of an area's numbers before its own figures: the nation's, wider by what areas differ."""
    free = len(nation.law.mean)
    return Law(nation.law.mean, nation.law.covariance + BETWEEN_AREAS**2 * np.eye(free))
