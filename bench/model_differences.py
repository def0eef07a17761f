"""What a scenario's difference costs: how many runs, and so how long, until its interval is narrow enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.model_ours import Bench, individuals
from ostara.planning import expectation
from ostara.planning import individuals as one_by_one
from ostara.planning.compiled import Compiled
from ostara.planning.compiling import compile_area
from ostara.planning.expected import expected_deaths
from ostara.planning.levers import NOTHING
from ostara.planning.parameters import midpoints
from ostara.planning.scenarios import scenario_named, scenarios_shipped
from ostara.planning.start import settled

HALF_WIDTH = 0.05  # of the difference itself, at 95 %
Z = 1.96
SHIPPED_PEOPLE, SHIPPED_YEARS, SHIPPED_SEEDS = 10_000, 5, 24


@dataclass(frozen=True)
class Difference:
    """A scenario's difference in overdose deaths over a run, over pairs of runs that share their luck or do not."""

    name: str
    mean: float
    wanted: float  # the half width of an interval that is narrow enough
    spread: float  # standard deviation of one difference
    apart: float  # the same, had the arms not shared their luck
    seconds: float  # of CPU, for both arms once
    pairs: int

    @property
    def less_variance(self) -> float:
        """How many times."""
        return (self.apart / self.spread) ** 2 if self.spread else float("inf")

    @property
    def pairs_wanted(self) -> float:
        """Pairs of runs until the interval is narrow enough."""
        return max(1.0, (Z * self.spread / self.wanted) ** 2)

    @property
    def seconds_wanted(self) -> float:
        """How long they take."""
        return self.pairs_wanted * self.seconds


def difference(
    name: str, base: Sequence[float], changed: Sequence[float], *, seconds: float, truth: float
) -> Difference:
    """From the same seeds in both arms. `truth` is the expected difference, of which the interval wants a part."""
    before, after = np.array(base), np.array(changed)
    apart = float(np.sqrt(before.var(ddof=1) + after.var(ddof=1)))
    both = after - before
    spread = float(both.std(ddof=1))
    return Difference(name, float(both.mean()), HALF_WIDTH * abs(truth), spread, apart, seconds, len(both))


def expected_difference(bench: Bench, uptake: float) -> float:
    """The difference itself, by the expected-value engine."""
    arms = (Bench(bench.people, bench.steps, of).compiled for of in (1.0, uptake))
    base, changed = (float(expectation.run(arm).died[:, 0].sum()) for arm in arms)
    return changed - base


def ours_difference(bench: Bench, uptake: float, pairs: int, *, seconds: float, truth: float) -> list[Difference]:
    """Counted deaths, and deaths expected from where people were."""
    counted: list[list[float]] = [[], []]
    carried: list[list[float]] = [[], []]
    for arm, of in enumerate((1.0, uptake)):
        for seed in range(1, pairs + 1):
            run, _, counts = individuals(Bench(bench.people, bench.steps, of, seed))
            run()
            one = Bench(bench.people, bench.steps, of).compiled
            ways = counts.moves.reshape(bench.steps, -1, 16)
            counted[arm].append(float(ways[..., 0].sum()))
            start = counts.start.reshape(bench.steps, one.layout.rows, -1).sum(axis=0)
            carried[arm].append(float((start * one.leave[0, ..., 0]).sum()))
    return [
        difference("Ostara, deaths counted", *counted, seconds=2 * seconds, truth=truth),
        difference("Ostara, expected deaths carried inside", *carried, seconds=2 * seconds, truth=truth),
    ]


def shipped_differences() -> list[tuple[Difference, Difference]]:
    """Each shipped scenario that changes something: deaths counted, and as expected from where people were."""
    found = []
    for name in scenarios_shipped():
        asked = scenario_named(name).asked(people=SHIPPED_PEOPLE, years=SHIPPED_YEARS, area=None)
        if asked.settings:
            values = midpoints()
            start = settled(asked.area, values)
            arms = [
                compile_area(asked.area, values, plan, weeks=asked.weeks, initial=start)
                for plan in (NOTHING, asked.plan)
            ]
            found.append(_of_arms(name, arms))
    return found


def _of_arms(name: str, arms: Sequence[Compiled]) -> tuple[Difference, Difference]:
    counted, carried = [], []
    for arm in arms:
        tallies = [one_by_one.run(arm, seed=seed) for seed in range(1, SHIPPED_SEEDS + 1)]
        counted.append([float(tally.died[:, 0].sum()) for tally in tallies])
        carried.append([float(expected_deaths(arm, tally)[:, 0].sum()) for tally in tallies])
    inside = difference(name, *carried, seconds=0.0, truth=1.0)
    plain = difference(name, *counted, seconds=0.0, truth=1.0)
    return plain, replace(inside, apart=plain.apart)
