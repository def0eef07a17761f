"""Dates of birth and initials, such that nearly nobody shares the key that is made of them (initials, birth, sex)."""

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.calendar import first_of_year
from ostara.exchange.made_up_nation.chance import Chance, Of
from ostara.exchange.made_up_nation.columns import running

INITIALS = 26 * 26
DAYS = 365
_CELLS = INITIALS * DAYS
# Neighbours in the count land far apart; no number but 1 divides both, so every cell is used before one comes again.
_STRIDE = 104_729
_YEARS = 256
_FIRST_YEAR = 1850
BY_CHANCE = 0.01  # people whose key is drawn freely, as in life, so that some share one


class Births:
    """Hands out birthdays and initials. Counts the people of each year of birth and sex from block to block."""

    def __init__(self) -> None:
        self._used = np.zeros(_YEARS * 2, np.int64)

    def born(self, person: Array, year: Array, female: Array, chance: Chance) -> tuple[Array, Array]:
        """Day of birth, and initials as one number, of people in their order. Call it once for each person."""
        kind = (year - _FIRST_YEAR) * 2 + female
        order = np.argsort(kind, kind="stable")
        place = np.empty(kind.size, np.int64)
        place[order] = running(kind[order])
        count = self._used[kind] + place
        self._used += np.bincount(kind, minlength=self._used.size)
        cell = (count * _STRIDE + kind * 7919) % _CELLS
        free = (chance.of(Of.KEY_CELL, person) * _CELLS).astype(np.int64)
        cell = np.where(chance.of(Of.SHARED_KEY, person) < BY_CHANCE, free, cell)
        born = first_of_year(year) + (cell % DAYS).astype(np.int32)
        return born, cell // DAYS
