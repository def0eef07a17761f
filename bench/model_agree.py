"""Whether ways of drawing the bench model agree with its expected values, within what chance allows."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from bench.model_given import OVERDOSE, PLACES, Array
from bench.model_ours import Bench
from ostara.planning import expectation

CHANCE = 4.0  # standard deviations
AT_ONCE = 40.0  # months that a person stays in a place: they are not chance anew each month
Sums = Mapping[str, float]


def expected_sums(bench: Bench) -> Sums:
    """Person-months in each place, and offences, of the whole run."""
    tally, one = expectation.run(bench.compiled), bench.compiled
    by_row = tally.start.sum(axis=(0, 2))
    offences = float((tally.start * one.weight[0, None, :, :, one.outcomes.index("offences")]).sum())
    return _sums(np.bincount(one.layout.place_of_row, by_row, len(PLACES)), offences)


def sums_of_cells(bench: Bench, stood: Array, happened: Array) -> Sums:
    """The same from people by cell in each month: cells of `given`, or of the compiled loop."""
    of_given = stood.shape[1] == bench.given.cost.size
    place = np.arange(len(PLACES)) if of_given else bench.compiled.layout.place_of_row
    by_row = stood.sum(axis=0, dtype=np.int64).reshape(len(place), -1).sum(axis=1)
    return _sums(np.bincount(place, by_row, len(PLACES)), float(happened.sum()))


def sums_of_starsim(told: Mapping[str, Any]) -> Sums:
    """The same from what Starsim told."""
    return _sums(np.array(told["standing"]), told["offences_now"])


def _sums(months: Array, offences: float) -> Sums:
    return {**{name: float(many) for name, many in zip(PLACES[:OVERDOSE], months, strict=False)}, "offences": offences}


def differences_from(expected: Sums, found: Sums) -> Iterator[str]:
    """What chance does not explain."""
    for name, wanted in expected.items():
        if abs(found[name] - wanted) > CHANCE * np.sqrt(AT_ONCE * max(wanted, 1.0)):
            yield f"{name} {found[name]:,.0f}, expected {wanted:,.0f}"
