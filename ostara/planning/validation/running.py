"""Every design over every draw of the fitted model: each draw one task, in processes of this machine or a cluster."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ostara.planning.calibration.kept import Kept
from ostara.planning.calibration.space import Floats
from ostara.planning.parameters import Values
from ostara.planning.processes import in_processes
from ostara.planning.validation.designs import DESIGNS
from ostara.planning.validation.world import World

Figures = Mapping[str, float]
Map = Callable[[Callable[[Values], Figures], Iterable[Values]], Iterator[Figures]]


@dataclass(frozen=True)
class Found:
    """What the designs found: `of` holds [draws] under `white.level` and so on."""

    of: Mapping[str, Floats]
    draws: int
    fit: Kept


def found(fit: Kept, draws: int, *, map_: Map | None = None, done: Callable[[int], None] = lambda _: None) -> Found:
    """Run everything for so many draws of a fit, taken evenly through it; more than it has come round again."""
    apart = max(len(fit) / draws, 1.0)
    told = []
    for each in (map_ or in_processes)(all_designs, [fit.values(1 + int(at * apart)) for at in range(draws)]):
        told.append(each)
        done(len(told))
    return Found({name: np.array([one[name] for one in told]) for name in told[0]}, draws, fit)


def all_designs(values: Values) -> Figures:
    """What every study would have found in the world of one draw."""
    world = World(values)
    return {f"{name}.{what}": float(value) for name, run in DESIGNS.items() for what, value in run(world).items()}
