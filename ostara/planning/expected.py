"""Events as expected from where people were, instead of counted: nearly the same answer with far less chance in it.

A person who was at a risk of one in a thousand counts a thousandth of a death, whether he or she died or not. Nobody
waits to die, so that holds for deaths always; for moves not where places are limited, as not all who would are let in.
"""

import numpy as np

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.tally import Tally


def expected_deaths(compiled: Compiled, tally: Tally) -> Floats:
    """[T, 2, G] deaths by overdose and otherwise, as `Tally.died` counts them."""
    chance = compiled.leave[compiled.calendar.period_epoch][..., :2]
    return np.asarray(np.einsum("trg,trgd->tdg", tally.start, chance, optimize=True))


def expected_moves(compiled: Compiled, tally: Tally) -> Floats:
    """[T, P, D] moves, as `Tally.moves` counts them where nobody waits for a place."""
    chance = compiled.leave[compiled.calendar.period_epoch]
    by_row = np.einsum("trg,trgd->trd", tally.start, chance, optimize=True)
    found = np.zeros((len(chance), *compiled.layout.to.shape))
    np.add.at(found.swapaxes(0, 1), compiled.layout.place_of_row, by_row.swapaxes(0, 1))
    return found
