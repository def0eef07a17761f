"""National figures of one large store: the same rows from four tools first, then how long each takes.

Nothing is timed before the rows of small awkward nations agree, and no time counts whose rows do not.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.quality import HERE, PEERS_PYTHON, SHOWN
from bench.stores import StopError, national_store
from bench.timing import FailedError, Run, make_warm, timed, wait_for_quiet
from bench.view_page import OURS, Asked, view_page
from ostara.tables import SCHEMA_VERSION

RESULTS = HERE / "results" / "view.md"
KEPT_FROM_JOURNEYS = 2_800_000  # smaller trials do not replace the result of record
AWKWARD_SEEDS = (1, 2, 3)
PROGRAMS = {
    OURS: (sys.executable, "-m", "bench.view_ours"),
    "pandas": (str(PEERS_PYTHON), str(HERE / "peers" / "view_in_pandas.py")),
    "Polars": (str(PEERS_PYTHON), str(HERE / "peers" / "view_in_polars.py")),
    "DuckDB": (sys.executable, str(HERE / "peers" / "view_in_duckdb.py")),
}
PLAIN, PREPARED = "plain", "prepared"
AT_ONCE = 2  # rounds where only the rows matter


@dataclass(frozen=True)
class Told:
    """What one program took and said: rows, seconds of each round of a question, seconds of preparing."""

    run: Run
    answers: Mapping[str, Sequence[Sequence[object]]]
    seconds: Mapping[str, Sequence[float]]
    preparing: float | None


class DifferError(Exception):
    """Two programs do not say the same."""


def bench_view(*, journeys: int, runs: int, rounds: int) -> int:
    """Compare, then time. 0, or 1 where the rows differ, or 2 where the benchmark cannot be run."""
    try:
        with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
            _compared_and_timed(Path(scratch), journeys, runs, rounds)
    except DifferError as differ:
        print(differ)
        return 1
    except (StopError, FailedError) as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2
    return 0


def _compared_and_timed(scratch: Path, journeys: int, runs: int, rounds: int) -> None:
    for seed in AWKWARD_SEEDS:
        store = scratch / f"awkward-{seed}"
        timed([sys.executable, "-m", "bench.awkward_nation", str(seed), str(store)])
        for mode in (PLAIN, PREPARED):
            _agreed(store, scratch, mode, AT_ONCE, f"awkward nation {seed}")
    store = national_store(journeys, SCHEMA_VERSION)
    words = f"{journeys:,} journeys"
    plain = [_agreed(store, scratch, PLAIN, 0, words, quiet=True) for _ in range(runs)]
    prepared = _agreed(store, scratch, PREPARED, rounds, words, quiet=True)
    asked = Asked(
        plain={tool: [told[tool].run for told in plain] for tool in PROGRAMS},
        preparing=[told[OURS].preparing or 0.0 for told in plain],
        prepared={tool: prepared[tool].run for tool in PROGRAMS},
        seconds={tool: prepared[tool].seconds for tool in PROGRAMS},
        rows={name: len(rows) for name, rows in prepared[OURS].answers.items()},
    )
    text = view_page(store, journeys, asked)
    print("\n" + text)
    if journeys >= KEPT_FROM_JOURNEYS:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(HERE.parent)}")


def _agreed(store: Path, scratch: Path, mode: str, rounds: int, words: str, *, quiet: bool = False) -> dict[str, Told]:
    """What every program says and took. Raises DifferError with the first differences."""
    given, found = scratch / "given.json", {}
    timed([sys.executable, "-m", "bench.view_given", str(store), str(given)])
    for tool in PROGRAMS:
        if mode == PLAIN and tool == OURS:
            shutil.rmtree(store / "prepared", ignore_errors=True)
        make_warm(store)
        if quiet:
            wait_for_quiet()
        found[tool] = _told(tool, mode, store, given, scratch / "out.json", rounds)
        run = found[tool].run
        print(
            f"{words}: {mode} {tool} {run.wall:.1f} s, {run.cpu:.1f} s of CPU, {run.peak / 1e6:,.0f} MB; "
            f"others kept {run.others:.1f} CPUs busy",
            flush=True,
        )
    places = [
        f"{words}: {mode} {OURS} (here) and {tool} (there) differ: {place}"
        for tool, told in found.items()
        for place in islice(differences(found[OURS].answers, told.answers), SHOWN)
    ]
    if places:
        raise DifferError("\n".join(places))
    print(f"{words}: {mode}, all agree on {sum(map(len, found[OURS].answers.values())):,} rows", flush=True)
    return found


def _told(tool: str, mode: str, store: Path, given: Path, out: Path, rounds: int) -> Told:
    run = timed([*PROGRAMS[tool], mode, str(store), str(given), str(out), str(rounds)])
    said = json.loads(out.read_text(encoding="utf-8"))
    return Told(run, said["answers"], said["seconds"], said.get("preparing"))


def differences(
    ours: Mapping[str, Sequence[Sequence[object]]], theirs: Mapping[str, Sequence[Sequence[object]]]
) -> Iterator[str]:
    """Every row that only one of two programs gives, in whatever order they come."""
    for name in dict.fromkeys((*ours, *theirs)):
        here, there = (sorted(json.dumps(row) for row in one.get(name, ())) for one in (ours, theirs))
        if here == there:
            continue
        for row in sorted(set(here) ^ set(there)):
            yield f"{name}: {row} only {'here' if row in here else 'there'}"
        if set(here) == set(there):
            yield f"{name}: {len(here):,} rows here, {len(there):,} there"
