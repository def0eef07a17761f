"""England year by year from 2008/09: the series of the national figures."""

from collections.abc import Mapping

from ostara.planning.calibration.yearly import yearly
from ostara.planning.levers import Change, Plan
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.validation.world import NOW, World

FIRST, LAST = 2008, 2019  # financial years, by the year in which they begin
_ROSE, _RISEN = 2012, 2016  # poisoning of people of the same age began to rise, and had risen


def country(world: World) -> Mapping[str, float]:
    """Everything that a year's national figures say, under `caseload.2015` and so on (2015 is 2015/16)."""
    return yearly(world.compiled(LAST - FIRST + 1, _poisoning(world)))


def _poisoning(world: World) -> Plan:
    """Deaths of 2008 until they rise, half the rise for some years, then all of it."""
    risen = world.values.of[NOW]
    half, whole = (WEEKS_PER_YEAR * (year - FIRST) for year in (_ROSE, _RISEN))
    return Plan((Change(half, {NOW: risen**0.5}), Change(whole, {NOW: risen})))
