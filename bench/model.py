"""The model beside the same model in other tools, on one core; then Ostara's shipped model by itself.

Nothing is timed before all agree: Ostara's loop and the one in C to the last count, the others with the expected-value
engine within what chance allows. Times are the least CPU time of several runs in turn.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bench.model_agree import Sums, differences_from, expected_sums, sums_of_cells, sums_of_starsim
from bench.model_differences import (
    Difference,
    difference,
    expected_difference,
    ours_difference,
    shipped_differences,
)
from bench.model_england import DRAWS, england, england_of, section, with_england
from bench.model_ours import Bench, InC, expected, individuals
from bench.model_page import EXPECTED, NUMPY, OURS, PHILOX, TABLES, USERS, C, Shipped, model_page
from bench.model_shipped import shipped
from bench.peers.model_in_numpy import run as run_in_numpy
from bench.printed import PEERS_PYTHON, machine
from bench.stores import StopError
from ostara.planning.individuals import Generator

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "model.md"
STARSIM = HERE / "peers" / "model_in_starsim.py"
KEPT_FROM_PEOPLE, KEPT_FROM_STEPS = 100_000, 240  # smaller trials do not replace the result of record
UPTAKE = 1.2  # the scenario: a fifth more of the untreated start
STYLES = {TABLES: "tables", USERS: "users"}


def bench_model(*, people: int, steps: int, rounds: int, pairs: int) -> int:
    """Compare, then time. 0, or 1 where answers differ, or 2 where the benchmark cannot be run."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
            return _compared_and_timed(Path(scratch), Bench(people, steps), rounds, pairs)
    except StopError as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2


def bench_england(draws: int) -> int:
    """England alone, which takes long; a whole one goes into the page of record. 0."""
    told = england(draws)
    text = section(told, machine(("numba", "numpy"), ()))
    print(f"\n{text}")
    if told.draws >= DRAWS and (page := _page_of_record()):
        RESULTS.write_text(with_england(page, text), encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(HERE.parent)}")
    return 0


def _page_of_record() -> str:
    return RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""


def _compared_and_timed(scratch: Path, bench: Bench, rounds: int, pairs: int) -> int:
    in_c, numpy_given = InC(), {**vars(bench.given), "cell": bench.cells_of_peers()}
    files = [_written(scratch, bench, uptake) for uptake in (1.0, UPTAKE)]
    told = {name: _starsim(files[0], style, bench, 3 if style == "tables" else 1) for name, style in STYLES.items()}
    stood, _, offences, _ = run_in_numpy(numpy_given, bench.steps)
    sums = {NUMPY: sums_of_cells(bench, stood, offences)}
    sums |= {name: sums_of_starsim(each) for name, each in told.items()}
    if not _agree(bench, in_c, sums):
        return 1
    ready = {
        OURS: lambda: individuals(bench)[0],
        PHILOX: lambda: individuals(bench, Generator.PHILOX)[0],
        C: lambda: in_c.ready(bench)[0],
        EXPECTED: lambda: expected(bench),
        NUMPY: lambda: lambda: run_in_numpy(numpy_given, bench.steps),
    }
    seconds = _least(ready, rounds) | {name: float(each["seconds"]) for name, each in told.items()}
    differences = _differences(bench, seconds, files, pairs)
    where = machine(("numba", "numpy"), ("starsim",))
    text = model_page(seconds, differences, _shipped(), people=bench.people, steps=bench.steps, machine=where)
    print("\n" + text)
    if bench.people >= KEPT_FROM_PEOPLE and bench.steps >= KEPT_FROM_STEPS:
        RESULTS.write_text(with_england(text, england_of(_page_of_record())), encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(HERE.parent)}")
    return 0


def _written(scratch: Path, bench: Bench, uptake: float) -> Path:
    file = scratch / f"given-{uptake}.npz"
    Bench(bench.people, bench.steps, uptake).given.keep(file, bench.cells_of_peers())
    return file


def _agree(bench: Bench, in_c: InC, others: Mapping[str, Sums]) -> bool:
    """Ostara and C to the last count; the others with the expected value."""
    (ours, people, counted), (theirs, same_people, same) = individuals(bench), in_c.ready(bench)
    ours()
    theirs()
    pairs = [*zip(people[:4], same_people[:4], strict=True), *zip(counted[:5], same[:5], strict=True)]
    if not all(np.array_equal(one, other) for one, other in pairs):
        print(f"{OURS} and {C} do not count the same")
        return False
    expectation = expected_sums(bench)
    found = {OURS: sums_of_cells(bench, counted.start, counted.happened[:, 0]), **others}
    told = [f"{name}: {words}" for name, each in found.items() for words in differences_from(expectation, each)]
    for words in told:
        print(f"differs from what is expected: {words}")
    if not told:
        print(
            f"{len(found)} ways of drawing agree with the expected values; {OURS} and C to the last count", flush=True
        )
    return not told


def _least(ready: Mapping[str, Callable[[], Callable[[], object]]], rounds: int) -> dict[str, float]:
    """The least CPU seconds of each, made ready anew before each run, in turn."""
    every: dict[str, list[float]] = {name: [] for name in ready}
    for turn in range(rounds):
        for name, make in ready.items():
            run = make()
            began = time.process_time()
            run()
            every[name].append(time.process_time() - began)
            print(f"round {turn + 1} of {rounds}: {name} {every[name][-1] * 1000:,.1f} ms", flush=True)
    return {name: min(each) for name, each in every.items()}


def _starsim(file: Path, style: str, bench: Bench, runs: int, seed: int = 1) -> dict[str, Any]:
    print(f"asking Starsim, {style}", flush=True)
    command = [str(PEERS_PYTHON), str(STARSIM), str(file), style, str(bench.steps), str(runs), str(seed)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "STARSIM_INSTALL_FONTS": "0"}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if said.returncode:
        raise StopError(f"Starsim: {said.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def _differences(bench: Bench, seconds: Mapping[str, float], files: list[Path], pairs: int) -> list[Difference]:
    few = max(3, pairs // 2)
    theirs = [[_starsim(file, "tables", bench, 1, seed)["overdoses"] for seed in range(1, few + 1)] for file in files]
    truth = expected_difference(bench, UPTAKE)
    return [
        *ours_difference(bench, UPTAKE, pairs, seconds=seconds[OURS], truth=truth),
        *(difference(name, *theirs, seconds=2 * seconds[name], truth=truth) for name in STYLES),
    ]


def _shipped() -> Shipped:
    print("Ostara's shipped model", flush=True)
    return shipped(shipped_differences())
