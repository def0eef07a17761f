"""The check of one national file: the same rows and the same faults from two tools first, then how long each takes.

Ostara runs every rule it has; frictionless looks at types alone. Nothing is timed before both have read as many rows,
Ostara has found all that was planted and nothing else, and frictionless the same of type.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.check_page import CUT, OURS, THEIRS, Larger, Timings, check_page
from bench.planted import CLEAN, FAULTY, PLANTED
from bench.quality import HERE, PEERS_PYTHON, SHOWN
from bench.stores import OSTARA, StopError, national_files
from bench.table_schema import rules_of_type, table_schema
from bench.timing import CPUS, FailedError, Run, make_warm, timed, wait_for_quiet
from ostara.ndtms import data_set

K = data_set("K")
RESULTS = HERE / "results" / "check.md"
KEPT_FROM_ROWS = 200_000  # smaller trials do not replace the result of record
SOME_REJECTED = 1  # how `ostara check` ends where it turned rows away

Command = list[str]


@dataclass(frozen=True)
class Found:
    """What a tool says of a file: (line, column) of faults of type, and (line, rule) of all where it has rules."""

    rows: int
    types: frozenset[tuple[int, str]]
    rules: frozenset[tuple[int, str]] | None = None
    others: int = 0


def bench_check(*, rows: int, runs: int, their_runs: int, alone: int | None) -> int:
    """Compare, then time. 0, or 1 where the answers differ, or 2 where the benchmark cannot be run."""
    try:
        with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
            return _compared_and_timed(Path(scratch), rows, runs, their_runs, alone)
    except (StopError, FailedError) as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2


def _compared_and_timed(scratch: Path, rows: int, runs: int, their_runs: int, alone: int | None) -> int:
    folder = national_files(rows)
    (scratch / "schema.json").write_text(json.dumps(table_schema(K)), encoding="utf-8")
    every = {name: _commands(folder / name, scratch, rows) for name in (CLEAN, FAULTY)}
    for name, asked in every.items():
        if not _agree(asked, scratch, _planted(folder, rows, name), name):
            return 1
    make_warm(folder)
    turns = {OURS: runs, THEIRS: their_runs, CUT: their_runs}
    timings = {name: _timed(every[name], scratch, name, turns) for name in every}
    larger = _alone(alone, scratch, runs) if alone else None
    text = check_page(rows, folder, timings, larger)
    print("\n" + text)
    if rows >= KEPT_FROM_ROWS:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(HERE.parent)}")
    return 0


def _commands(file: Path, scratch: Path, rows: int) -> dict[str, Command]:
    """What each tool is asked. Ours goes to standard output, theirs to a file."""
    theirs = [str(PEERS_PYTHON), str(HERE / "peers" / "in_frictionless.py")]
    theirs += [str(scratch / "schema.json"), str(scratch / "out.json")]
    return {
        OURS: _ours(file),
        THEIRS: [*theirs, str(file)],
        CUT: [*theirs, *map(str, _parts(file, scratch, rows))],
    }


def _ours(file: Path) -> Command:
    return [*OSTARA, "check", "ndtms", str(file), "--dataset", K.name, "--format", "json"]


def _parts(file: Path, scratch: Path, rows: int) -> list[Path]:
    """The same rows in as many files as there are CPUs: the other tool shares out files, not rows.

    Line by line, so that this process stays small; no value of the made-up files holds a line end.
    """
    parts = [scratch / f"{file.stem}-{number}.csv" for number in range(CPUS)]
    with file.open("rb") as lines:
        header = next(lines)
        for part in parts:
            with part.open("wb") as into:
                into.write(header)
                into.writelines(islice(lines, -(-rows // CPUS)))
    return parts


def _run(command: Command, scratch: Path) -> Run:
    """Ours writes to standard output, which becomes the same file as theirs."""
    ours = command[: len(OSTARA)] == list(OSTARA)
    return timed(command, out=scratch / "out.json" if ours else None, ends=(0, SOME_REJECTED) if ours else (0,))


def _asked(tool: str, command: Command, scratch: Path) -> Found:
    _run(command, scratch)
    told = json.loads((scratch / "out.json").read_text(encoding="utf-8"))
    return ours_found(told) if tool == OURS else theirs_found(told)


def ours_found(told: Mapping[str, object]) -> Found:
    """What `ostara check ndtms --format json` said."""
    findings, of_type = told["findings"], rules_of_type(K)
    return Found(
        rows=told["rows"],
        types=frozenset((one["line"], one["column"]) for one in findings if one["rule"] in of_type),
        rules=frozenset((one["line"], one["rule"]) for one in findings),
    )


def theirs_found(told: Mapping[str, object]) -> Found:
    """What `peers/in_frictionless.py` said."""
    return Found(told["rows"], frozenset((line, column) for line, column in told["types"]), others=told["others"])


def _planted(folder: Path, rows: int, name: str) -> Found:
    if name == CLEAN:
        return Found(rows, frozenset(), frozenset())
    told = json.loads((folder / PLANTED).read_text(encoding="utf-8"))
    return Found(rows, *(frozenset((line, what) for line, what in told[kind]) for kind in ("types", "rules")))


def _agree(commands: Mapping[str, Command], scratch: Path, planted: Found, name: str) -> bool:
    """Ask all and compare with what was planted; print the first differences."""
    different = False
    for tool, command in commands.items():
        print(f"{name}: asking {tool}", flush=True)
        for difference in islice(differences(_asked(tool, command, scratch), planted), SHOWN):
            print(f"{name}: {tool} {difference}")
            different = True
    if not different:
        print(f"{name}: all read {planted.rows:,} rows and found the {len(planted.types):,} faults of type")
    return not different


def differences(found: Found, planted: Found) -> Iterator[str]:
    """How what a tool found differs from what was planted. Rules are asked only of a tool that has them."""
    if found.rows != planted.rows:
        yield f"read {found.rows:,} rows of {planted.rows:,}"
    if found.others:
        yield f"found {found.others:,} faults that are not of type"
    for line, column in sorted(found.types ^ planted.types):
        yield f"{'found' if (line, column) in found.types else 'missed'} a fault of type in line {line}, {column}"
    if found.rules is not None:
        for line, rule in sorted(found.rules ^ (planted.rules or frozenset())):
            yield f"{'found' if (line, rule) in found.rules else 'missed'} {rule} in line {line}"


def _timed(commands: Mapping[str, Command], scratch: Path, name: str, runs: Mapping[str, int]) -> Timings:
    """Runs in turn, as many of each tool as are wanted."""
    every: dict[str, list[Run]] = {tool: [] for tool in commands}
    for turn in range(max(runs.values())):
        for tool, command in commands.items():
            if turn < runs[tool]:
                wait_for_quiet()
                run = _run(command, scratch)
                every[tool].append(run)
                print(
                    f"{name}: {tool} {run.wall:.2f} s, {run.cpu:.2f} s of CPU, {run.peak / 1e6:,.0f} MB; "
                    f"others kept {run.others:.1f} CPUs busy",
                    flush=True,
                )
    return every


def _alone(rows: int, scratch: Path, runs: int) -> Larger:
    """Ostara by itself on a larger file without faults."""
    folder = national_files(rows)
    make_warm(folder)
    command = {OURS: _ours(folder / CLEAN)}
    return Larger(rows, _timed(command, scratch, f"{rows:,} rows", {OURS: runs})[OURS])
