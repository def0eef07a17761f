"""The chances of a day: of dying, of prison, of leaving treatment. Each follows the planted truth and nothing else."""

from typing import Protocol

import numpy as np

from ostara.exchange.made_up import doses
from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.people import Traits
from ostara.exchange.made_up.planted import Planted

YEAR = 365.25
WINDOW = 28  # days after a change in which the planted overdose ratios hold
# Leaving otherwise than by dropping out (moves, transfers, own decision), a day.
OTHER_ENDS_OF_OST = 0.00022
OTHER_ENDS_OF_HELP = 0.006
OVERDOSE_WITHOUT_OPIOIDS = 0.25  # against people who came for opioids


class Since(Protocol):
    """When things last changed for each person."""

    start: Array
    off_since: Array
    released: Array


class Hazards:
    """Daily hazards for a block of people."""

    def __init__(self, one: Traits, planted: Planted) -> None:
        self.one, self.planted = one, planted
        sites = [site.name for site in planted.sites]
        self._site = np.where(one.site == sites.index(planted.poor_retention_site), planted.poor_retention_ratio, 1.0)
        worse = one.site == sites.index(planted.full_dose_restart_site)
        ratio = np.where(worse, planted.full_dose_restart_site_ratio, 1.0)
        self.full_dose_restart = planted.full_dose_restart_share * ratio
        self.prison = planted.prison_per_year / YEAR * one.offending
        opioid = np.where(one.ost, 1.0, OVERDOSE_WITHOUT_OPIOIDS)
        self._overdose = planted.overdose_per_1000_years / 1000 / YEAR * opioid
        self._other = planted.other_deaths_per_1000_years_at_45 / 1000 / YEAR

    def deaths(self, day: int, off: Array, inside: Array, since: Since) -> tuple[Array, Array]:
        """Hazards of death by overdose and from other causes.

        `off` marks people without medicine, `inside` people in prison, where the fiction has no overdoses.
        """
        planted = self.planted
        on = np.where(day - since.start < WINDOW, planted.overdose_ratio_first_28_days_on, 1.0)
        fresh = day - since.off_since < WINDOW
        out = np.where(fresh, planted.overdose_ratio_first_28_days_off, planted.overdose_ratio_later_off)
        out = np.where(day - since.released < WINDOW, planted.overdose_ratio_released, out)
        decades = (self.one.age - 45 + (day - self.one.entry) / YEAR) / 10
        overdose = self._overdose * np.where(off, out, on) * planted.overdose_ratio_per_decade**decades
        return np.where(inside, 0, overdose), self._other * planted.other_deaths_ratio_per_decade**decades

    def leaving(self, on_course: Array, dose: Array) -> tuple[Array, Array]:
        """Hazards of dropping out, and of any other end, after so many days on a course."""
        planted = self.planted
        early = planted.leave_per_day_early * np.exp(-np.maximum(on_course, 0) / planted.leave_days)
        low = doses.is_low(self.one, planted, dose) & (on_course >= planted.low_dose_from_day)
        drop = (planted.leave_per_day_late + early) * self._site * np.where(low, planted.low_dose_leave_ratio, 1.0)
        return drop, np.where(self.one.ost, OTHER_ENDS_OF_OST, OTHER_ENDS_OF_HELP)
