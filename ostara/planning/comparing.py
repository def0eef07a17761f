"""A plan against nothing done, over many draws of the numbers: both arms share numbers, start and luck.

Each draw is one task that knows all it needs, so tasks run wherever a `map` sends them: processes of this machine, or
the map of a cluster (`concurrent.futures`, Dask and Ray offer the same one).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Literal, Protocol

import numpy as np

from ostara.planning.areas import Area
from ostara.planning.compiled import Compiled, Floats
from ostara.planning.compiling import compile_area
from ostara.planning.levers import NOTHING, Plan
from ostara.planning.outputs import Outputs, outputs
from ostara.planning.parameters import Values, draw, midpoints
from ostara.planning.processes import in_processes
from ostara.planning.scenarios import Scenario
from ostara.planning.specification.model import Leaving, model
from ostara.planning.start import settled
from ostara.planning.tally import Tally

Engine = Literal["expectation", "individuals", "reference"]
ENGINES: Mapping[Engine, str] = {
    "expectation": "ostara.planning.expectation",
    "individuals": "ostara.planning.individuals.running",
    "reference": "ostara.planning.reference",
}
Map = Callable[[Callable[["Task"], "Arms"], Iterable["Task"]], Iterator["Arms"]]


class Fitted(Protocol):
    """A fit of the model, whose draws are run in place of those of the evidence (`calibration.kept.Kept`)."""

    @property
    def area(self) -> str:
        """The name of the area whose figures it was made to."""

    @property
    def title(self) -> str:
        """What people call that area and time."""

    @property
    def origin(self) -> str:
        """Which file it is, and its hash."""

    @property
    def stale(self) -> bool:
        """Whether the numbers of the model have changed since it was made."""

    def of_model(self, draw: int) -> Values:
        """Draw `draw`, from 1."""


@dataclass(frozen=True)
class Task:
    """One draw of one comparison."""

    area: Area
    plan: Plan
    weeks: int
    reading: str
    engine: Engine
    seed: int
    draw: int
    leaving: Leaving = "duration"
    fitted: Fitted | None = None


@dataclass(frozen=True)
class Arms:
    """What came out of one draw: without the plan and with it, and the numbers that were drawn."""

    base: Outputs
    changed: Outputs
    values: Values


@dataclass(frozen=True)
class Comparison:
    """All draws of a scenario. Arrays have draws first."""

    scenario: Scenario
    engine: Engine
    seed: int
    leaving: Leaving
    arms: tuple[Arms, ...]
    fitted: Fitted | None = None

    def by_year(self, name: str, *, changed: bool) -> Floats:
        """[draws, Y] of an outcome in one arm."""
        return np.array([(one.changed if changed else one.base).by_year[name] for one in self.arms])

    def difference(self, name: str) -> Floats:
        """[draws, Y] with the plan less without."""
        return self.by_year(name, changed=True) - self.by_year(name, changed=False)

    def by_age(self, name: str, *, changed: bool) -> Floats:
        """[draws, Y, A] of an outcome in one arm."""
        return np.array([(one.changed if changed else one.base).by_age[name] for one in self.arms])

    def discounted(self, name: str) -> Floats:
        """[draws] the difference of a discounted sum."""
        return np.array([one.changed.discounted[name] - one.base.discounted[name] for one in self.arms])

    @property
    def drawn(self) -> Mapping[str, Floats]:
        """[draws] of each number."""
        return {name: np.array([one.values.of[name] for one in self.arms]) for name in self.arms[0].values.of}


def compare(
    scenario: Scenario,
    *,
    draws: int,
    engine: Engine = "expectation",
    seed: int = 1,
    leaving: Leaving = "duration",
    fitted: Fitted | None = None,
    map_: Map | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Comparison:
    """Run a scenario. `draws` of 0 runs the middle of every number once; `map_` runs tasks (processes if left out).

    `leaving` says why people leave treatment less as time goes on: time itself, or that some are unsettled always.
    `fitted` gives draws in place of those of the evidence.
    """
    numbers = range(1, draws + 1) if draws else (0,)
    tasks = [
        Task(scenario.area, scenario.plan, scenario.weeks, scenario.offending, engine, seed, number, leaving, fitted)
        for number in numbers
    ]
    arms = []
    for each in (map_ or in_processes)(run_task, tasks):
        arms.append(each)
        done(len(arms))
    return Comparison(scenario, engine, seed, leaving, tuple(arms), fitted)


def run_task(task: Task) -> Arms:
    """Both arms of one draw."""
    drawn = task.fitted.of_model if task.fitted else partial(draw, task.seed)
    values = drawn(task.draw) if task.draw else midpoints()
    kind = model(task.leaving)
    initial = settled(task.area, values, model=kind)

    def answer(done: Plan) -> Outputs:
        return _answer(compile_area(task.area, values, done, weeks=task.weeks, initial=initial, model=kind), task)

    base = answer(NOTHING)
    return Arms(base, answer(task.plan) if task.plan.changes else base, values)


def _answer(compiled: Compiled, task: Task) -> Outputs:
    return outputs(compiled, _run(compiled, task), reading=task.reading)


def _run(compiled: Compiled, task: Task) -> Tally:
    """The engine by its name; each is loaded only when asked for."""
    engine = import_module(ENGINES[task.engine])
    if task.engine == "expectation":
        tally: Tally = engine.run(compiled)
    else:
        tally = engine.run(compiled, seed=task.seed * 1_000_003 + task.draw)
    return tally
