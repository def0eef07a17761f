"""How a rate, its shares and its factors become numbers for each row and group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ostara.planning.compiled import Bools, Floats, Groups, Layout
from ostara.planning.compiling.laying_out import fits
from ostara.planning.specification.effects import Factor, Share, When
from ostara.planning.specification.model import Model
from ostara.planning.specification.places import Place

Named = Mapping[str, float]
CONSTANTS = {"one": 1.0, "never": 0.0}


@dataclass(frozen=True)
class Here:
    """One place with its rows: where conditions are asked. Arrays are [rows of the place, G]."""

    place: Place
    first_weeks: Floats  # [rows of the place] in weeks
    ages: Floats  # [G]
    sexes: tuple[str, ...]
    sex_of: npt.NDArray[np.int_]  # [G]
    flag_up: Mapping[str, Bools]  # [G] each

    def holds(self, when: When, named: Named) -> Bools | None:
        """Where a condition holds, or None where it never does here."""
        if not fits(self.place, when) or any(flag not in self.flag_up for flag, _ in when.flags):
            return None
        first = when.first
        if when.limit:
            if not named[when.limit]:
                return None
            first = int(named[when.limit])
        weeks = (self.first_weeks >= first) & (when.until is None or self.first_weeks < when.until)
        groups = np.ones(len(self.ages), dtype=np.bool_)
        for flag, up in when.flags:
            groups &= self.flag_up[flag] == up
        if when.sex:
            groups &= self.sex_of == self.sexes.index(when.sex)
        return np.asarray(weeks[:, None] & groups[None, :])

    def amount(
        self, name: str, where: When, shares: Iterable[Share], times: Iterable[Factor], named: Named
    ) -> Floats | None:
        """A rate or a value times its shares and factors, nought where the condition does not hold."""
        held = self.holds(where, named)
        base = named[name]
        for share in shares:
            base *= 1 - named[share.name] if share.rest else named[share.name]
        if held is None or not base:
            return None
        found = np.where(held, base, 0.0)
        for factor in times:
            self._multiply(found, factor, named)
        return found

    def _multiply(self, found: Floats, factor: Factor, named: Named) -> None:
        ratio = self._ratio(factor, named)
        if isinstance(ratio, float) and ratio == 1.0:
            return
        if factor.when == When():
            found *= ratio
            return
        held = self.holds(factor.when, named)
        if held is not None:
            np.multiply(found, ratio, out=found, where=held)

    def _ratio(self, factor: Factor, named: Named) -> float | Floats:
        value = named[factor.parameter]
        if factor.power_of:
            return float(named[factor.power_of] ** (1 - value if factor.rest else value))
        if factor.per_decade is not None:
            decades = (self.ages - factor.per_decade) / 10
            return np.asarray(value ** (np.maximum(decades, 0) if factor.above_only else decades))
        share = 1.0
        for name in factor.coverage:
            share *= named[name]
        return 1 + share * (value - 1)


def everywhere(model: Model, layout: Layout, groups: Groups, steps_per_week: int) -> list[tuple[Here, slice]]:
    """Each place with its rows."""
    numbers = np.arange(groups.count)
    ages = np.array([band.middle for band in model.ages])[numbers // (len(model.sexes) * groups.states)]
    sex_of = numbers // groups.states % len(model.sexes)
    flag_up = {flag: (numbers >> at) % 2 == 1 for at, flag in enumerate(groups.flags)}
    found = []
    for at, place in enumerate(model.places):
        rows = np.flatnonzero(layout.place_of_row == at)
        weeks = layout.first_week_of_row[rows] / steps_per_week
        found.append((Here(place, weeks, ages, model.sexes, sex_of, flag_up), slice(rows[0], rows[-1] + 1)))
    return found
