"""How long Ostara's shipped model takes, by both engines."""

import time
from collections.abc import Callable

from bench.model_differences import Difference
from bench.model_page import Shipped
from ostara.planning import expectation, individuals
from ostara.planning.areas import area
from ostara.planning.compiled import Compiled
from ostara.planning.compiling import compile_area
from ostara.planning.parameters import midpoints
from ostara.planning.start import settled
from ostara.planning.tally import Tally

WEEKS, RUNS = 1040, 3
AREA, PEOPLE = "england", 100_000


def shipped(differences: list[tuple[Difference, Difference]]) -> Shipped:
    """Twenty years by weeks: expected values, and a hundred thousand people."""
    values = midpoints()
    where = area(AREA)
    began = time.process_time()
    start = settled(where, values)
    warm_up = time.process_time() - began
    england = compile_area(where, values, weeks=WEEKS, initial=start)
    of_size = where.of_size(PEOPLE)
    people = compile_area(of_size, values, weeks=WEEKS, initial=settled(of_size, values))
    seconds, _ = _least(lambda: expectation.run(england))
    by_people, steps = _least(lambda: individuals.run(people))
    return Shipped(
        weeks=WEEKS,
        cells=england.cells,
        expectation=seconds,
        warm_up=warm_up,
        compiling=_compiling(),
        people=PEOPLE,
        individuals=by_people,
        people_steps=float(steps),
        differences=tuple(differences),
    )


def _compiling() -> float:
    where, values = area(AREA), midpoints()
    began = time.process_time()
    made: Compiled = compile_area(where, values, weeks=WEEKS)
    took = time.process_time() - began
    return took if made.cells else 0.0


def _least(run: Callable[[], Tally]) -> tuple[float, float]:
    """Least CPU seconds of several runs after one, and people-steps lived."""
    tally = run()
    found = []
    for _ in range(RUNS):
        began = time.process_time()
        run()
        found.append(time.process_time() - began)
    return min(found), float(tally.start.sum())
