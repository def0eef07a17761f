"""The whole of calibration: look everywhere, rule out, look again where targets can be met, weigh, draw anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ostara.planning.areas import Area
from ostara.planning.calibration.emulator import Emulator, emulator
from ostara.planning.calibration.matching import Law, met, not_ruled_out, prior_law, share_left
from ostara.planning.calibration.space import FREE, Floats, spread, started, values_at, without_start
from ostara.planning.calibration.targets import Targets
from ostara.planning.calibration.weighing import drawn_anew, effective, flattened, weights
from ostara.planning.calibration.yearly import yearly
from ostara.planning.compiling import compile_area
from ostara.planning.processes import in_processes
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.start import settled

NOW, RISEN_BY = "poisoning_since_2008", 2012
_CLOUD = 4096


@dataclass(frozen=True)
class Plan:
    """How much work: runs over the whole prior, runs of each narrower wave, draws that come out."""

    everywhere: int = 256
    waves: tuple[int, ...] = (160, 240)
    draws: int = 200
    seed: int = 1

    @staticmethod
    def of_size(runs: int, *, draws: int, seed: int) -> "Plan":
        """About two fifths of the runs everywhere, a quarter in the first narrower wave, the rest in the last."""
        everywhere = max(runs * 2 // 5, len(FREE) + 8)
        first = max(runs // 4, 8)
        return Plan(everywhere, (first, max(runs - everywhere - first, 8)), draws, seed)

    @property
    def runs(self) -> int:
        """All of them."""
        return self.everywhere + sum(self.waves)


@dataclass(frozen=True)
class Task:
    """One run of the model: an area, its targets, and where every number is."""

    area: Area
    targets: Targets
    z: tuple[float, ...]
    seed: int
    which: int


@dataclass(frozen=True)
class Fit:
    """What came out. `draws` [draws, free] z, `which` their numbers, `figures` [draws, targets] what they say."""

    area: Area
    targets: Targets
    plan: Plan
    prior: Law
    law: Law
    draws: Floats
    which: tuple[int, ...]
    figures: Floats
    effective: float
    power: float
    left: float


@dataclass(frozen=True)
class Runs:
    """`steps` [runs, free] in standard deviations of the prior, and `figures` [runs, targets], logarithms."""

    steps: Floats
    figures: Floats

    def and_then(self, later: "Runs") -> "Runs":
        """These, then others."""
        return Runs(np.vstack([self.steps, later.steps]), np.vstack([self.figures, later.figures]))


Map = Callable[[Callable[[Task], Floats], Iterable[Task]], Iterator[Floats]]


def fit(
    area: Area,
    targets: Targets,
    *,
    plan: Plan | None = None,
    prior: Law | None = None,
    looked: Runs | None = None,
    map_: Map | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Fit:
    """Fit an area, whose file is taken to describe it at the start of the first target's year.

    `prior` is the law before these targets: for a small area that of the nation, widened (`shrinking`). `looked` are
    runs over the whole of that prior which are there already, of the same figures (`look_everywhere`).
    """
    plan, prior = plan or Plan(), prior or prior_law(len(FREE))
    running = _Running(replace(area, start_year=targets.first_year), targets, plan.seed, prior, map_, done)
    rng, law, plain = np.random.default_rng(plan.seed), prior_law(len(FREE)), prior_law(len(FREE))
    runs = looked or running.at(spread(plan.everywhere, plan.seed))
    left = share_left(emulator(runs.steps, runs.figures), targets, spread(_CLOUD, plan.seed + 1))
    for size in plan.waves:
        stand_in = _stand_in(runs, law)
        law = met(stand_in, targets, plain)
        fresh = running.at(not_ruled_out(law, stand_in, targets, size, rng))
        runs = runs.and_then(fresh)
    weight, power = flattened(weights(fresh.steps, fresh.figures, targets, plain, law))
    picked = drawn_anew(weight, plan.draws, rng)
    return Fit(
        area=running.area,
        targets=targets,
        plan=plan,
        prior=prior,
        law=_in_place(met(_stand_in(runs, law), targets, plain), prior),
        draws=prior.placed(fresh.steps)[picked],
        which=tuple(int(each) + running.done_before - len(fresh.steps) + 1 for each in picked),
        figures=fresh.figures[picked],
        effective=effective(weight),
        power=power,
        left=left,
    )


def look_everywhere(area: Area, targets: Targets, *, plan: Plan, map_: Map | None = None) -> Runs:
    """The first runs of a fit from the evidence alone, for several fits of one area to the same figures."""
    area = replace(area, start_year=targets.first_year)
    running = _Running(area, targets, plan.seed, prior_law(len(FREE)), map_, lambda _: None)
    return running.at(spread(plan.everywhere, plan.seed))


def _stand_in(runs: Runs, law: Law) -> Emulator:
    """Of all runs; those near where targets are met tell it more than those far away."""
    far = law.less(runs.steps) * 2 / runs.steps.shape[1]
    return emulator(runs.steps, runs.figures, np.asarray(1 / (1 + far / 2)))


def _in_place(law: Law, prior: Law) -> Law:
    """A law of steps as one of z.

    It comes from the stand-in, which knows all runs, and not from the weighed ones: so few draws of so many numbers
    would be sure of what no figure speaks of.
    """
    root = np.linalg.cholesky(prior.covariance)
    return Law(prior.mean + root @ law.mean, np.asarray(root @ law.covariance @ root.T))


@dataclass
class _Running:
    area: Area
    targets: Targets
    seed: int
    prior: Law
    map_: Map | None
    done: Callable[[int], None]
    done_before: int = 0

    def at(self, steps: Floats) -> Runs:
        """Runs at some steps [points, free]; each has its own draw of the numbers that do not move."""
        tasks = [
            Task(self.area, self.targets, tuple(point.tolist()), self.seed, self.done_before + at + 1)
            for at, point in enumerate(self.prior.placed(steps))
        ]
        found = []
        for each in (self.map_ or in_processes)(run_task, tasks):
            found.append(each)
            self.done(self.done_before + len(found))
        self.done_before += len(found)
        return Runs(steps, np.array(found))


def run_task(task: Task) -> Floats:
    """[targets] logarithms of the model's figures."""
    values = values_at(np.array(task.z), task.seed, task.which)
    own = without_start(values)
    if task.targets.first_year < RISEN_BY:
        own = own.changed(**{NOW: 1.0})
    area = started(task.area, values)
    initial = settled(area, own)
    weeks = task.targets.years * WEEKS_PER_YEAR
    told = yearly(compile_area(area, own, weeks=weeks, initial=initial))
    return np.log([max(told[one.figure], 1e-9) for one in task.targets.of])
