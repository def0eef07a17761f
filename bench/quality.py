"""The quality report of one large store: the same numbers from three tools first, then how long each takes.

Nothing is timed before every number of the three agrees, on small awkward stores and on the large one.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from bench.comparing import differences, numbers_in
from bench.printed import page
from bench.stores import OSTARA, StopError, awkward_store, large_store, supply_rows
from bench.timing import FailedError, Run, make_cold, make_warm, middle, timed
from ostara.tables import SCHEMA_VERSION

HERE = Path(__file__).parent
PEERS = {"pandas": "in_pandas.py", "Polars": "in_polars.py"}
PEERS_PYTHON = HERE.parent / ".venvs" / "bench" / "bin" / "python"
RESULTS = HERE / "results" / "quality.md"
OURS = "Ostara"
ROWS_PER_PERSON = 310
KEPT_FROM_ROWS = 30_000_000  # smaller trials do not replace the result of record
AWKWARD_SEEDS = range(6)
SHOWN = 20

Command = list[str]


def bench_quality(*, rows: int, people: int | None, runs: int) -> int:
    """Compare, then time. 0, or 1 where the answers differ, or 2 where the benchmark cannot be run."""
    try:
        with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
            return _compared_and_timed(Path(scratch), rows, people or -(-rows // ROWS_PER_PERSON), runs)
    except (StopError, FailedError) as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2


def _compared_and_timed(scratch: Path, rows: int, people: int, runs: int) -> int:
    for seed in AWKWARD_SEEDS:
        if not _agree(awkward_store(seed, scratch / f"awkward-{seed}"), scratch, f"awkward store {seed}"):
            return 1
    store = large_store(rows, people, SCHEMA_VERSION)
    if not _agree(store, scratch, f"store of {supply_rows(store):,} supply rows"):
        return 1
    cold, how = _timed(store, scratch, runs, make_cold)
    warm, _ = _timed(store, scratch, runs, make_warm)
    text = page(supply_rows(store), people, runs, cold, warm, how or "")
    print("\n" + text)
    if rows >= KEPT_FROM_ROWS:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(HERE.parent)}")
    return 0


def commands(store: Path, out: Path) -> dict[str, Command]:
    """What each tool is asked: the whole report, as JSON, to a file."""
    ours = [*OSTARA, "report", "quality", str(store), "--format", "json", "--out", str(out)]
    theirs = {
        name: [str(PEERS_PYTHON), str(HERE / "peers" / file), str(store), str(out)] for name, file in PEERS.items()
    }
    return {OURS: ours, **theirs}


def _agree(store: Path, scratch: Path, words: str) -> bool:
    """Ask all three and compare; print the first differences."""
    answers = {}
    for name, command in commands(store, scratch / "out.json").items():
        print(f"{words}: asking {name}", flush=True)
        timed(command)
        answers[name] = json.loads((scratch / "out.json").read_text(encoding="utf-8"))
    found = {name: list(islice(differences(answers[OURS], answers[name]), SHOWN)) for name in PEERS}
    for name, places in found.items():
        for place in places:
            print(f"{words}: {OURS} (here) and {name} (there) differ at {place}")
    if not any(found.values()):
        print(f"{words}: all three agree on {numbers_in(answers[OURS]):,} numbers", flush=True)
    return not any(found.values())


def _timed(
    store: Path, scratch: Path, runs: int, ready: Callable[[Path], str | None]
) -> tuple[Mapping[str, Run], str | None]:
    """Medians of alternating runs, the files made `ready` before each."""
    every: dict[str, list[Run]] = {}
    how = None
    for turn in range(1, runs + 1):
        for name, command in commands(store, scratch / "out.json").items():
            how = ready(store)
            run = timed(command)
            every.setdefault(name, []).append(run)
            print(
                f"{ready.__name__.removeprefix('make_')} run {turn} of {runs}: {name} {run.wall:.1f} s, "
                f"{run.cpu:.1f} s of CPU, {run.peak / 1e6:,.0f} MB",
                flush=True,
            )
    return {name: middle(found) for name, found in every.items()}, how
