"""Words that the room shares: what a column is, and the few numbers that its shapes rest on."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Whole: TypeAlias = Any  # a number of a compiled loop: of 32 or 64 bits, with or without a sign, as Numba finds it
DESTINATIONS = 16  # ways out of one place: a row of thresholds fills one line of the processor's cache
MOST_AT_ONCE = 3  # events of one kind, to one person, in one step
NEVER = 1 << 31  # a step that is never reached
LIMIT_32 = np.iinfo(np.uint32).max
