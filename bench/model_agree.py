"""Whether ways of drawing the bench model agree with its expected values, within what chance allows."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from bench.model_given import OVERDOSE, PLACES, Array
from bench.model_ours import Bench
from ostara.planning import expectation

CHANCE = 6.0  # standard deviations, were people independent and each counted once; offences vary more
MORE_THAN_POISSON = 4.0
Sums = Mapping[str, float]


def expected_sums(bench: Bench) -> Sums:
    """People in each place in the last month, and offences and overdose deaths of all months, as expected."""
    tally, layout = expectation.run(bench.compiled), bench.compiled.layout
    last = tally.snapshots[-1].sum(axis=1)
    found = {
        f"last in {name}": float(last[layout.place_of_row == at].sum()) for at, name in enumerate(PLACES[:OVERDOSE])
    }
    offences = (tally.start * bench.compiled.weight[0, None, :, :, 2]).sum()
    return {**found, "offences": float(offences), "people-months": float(tally.start.sum())}


def sums_of_cells(bench: Bench, stood: Array, _: Array | None, happened: Array) -> Sums:
    """The same from people by cell in each month: cells of `given`, or of the compiled loop."""
    layout = bench.compiled.layout
    place = np.arange(len(PLACES)) if stood.shape[1] == bench.given.cost.size else layout.place_of_row
    by_place = stood.reshape(len(stood), len(place), -1).sum(axis=2)
    found = {f"last in {name}": float(by_place[-1, place == at].sum()) for at, name in enumerate(PLACES[:OVERDOSE])}
    living = by_place[:, place < OVERDOSE].sum()
    return {**found, "offences": float(happened.sum()), "people-months": float(living)}


def sums_of_starsim(told: Mapping[str, Any]) -> Sums:
    """The same from what Starsim told."""
    found = {f"last in {name}": number for name, number in zip(PLACES, told["standing"], strict=False)}
    return {**found, "offences": told["offences_now"], "people-months": told["alive"]}


def hidden_differences(found: Sums, expected: Sums) -> Iterator[str]:
    """What chance does not explain. The last month is counted at its start by some and at its end by others."""
    for name, wanted in expected.items():
        room = CHANCE * np.sqrt(max(wanted, 1.0)) * MORE_THAN_POISSON + 0.02 * wanted * name.startswith("last")
        if name == "people-months":
            room = 0.01 * wanted
        if abs(found[name] - wanted) > room:
            yield f"{name} {found[name]:,.0f}, expected {wanted:,.0f}"
