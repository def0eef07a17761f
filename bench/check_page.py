"""How the benchmark of the check is written down: a table for each file, the goals, and what is not equal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.planted import CLEAN, FAULTY_ONE_IN
from bench.printed import machine, met
from bench.timing import CPUS, Run, middle
from ostara.ndtms import data_set
from ostara.ndtms.rules import rules_of, whole_file_rules_of

OURS, THEIRS, CUT = "Ostara", "frictionless", f"frictionless, file cut in {CPUS}"
GOAL, STRETCH = 10, 15  # times the other tool's speed
K = data_set("K")

Timings = Mapping[str, Sequence[Run]]


@dataclass(frozen=True)
class Larger:
    """Ostara by itself on a larger file."""

    rows: int
    runs: Sequence[Run]


def check_page(rows: int, folder: Path, timings: Mapping[str, Timings], larger: Larger | None) -> str:
    """The whole page as Markdown. `timings` are those of each file."""
    rules = len(rules_of(K)) + len(whole_file_rules_of(K))
    some = next(iter(timings.values()))
    lines = [
        "# The check of a national file beside frictionless",
        "",
        f"{date.today().isoformat()}. {rows:,} made-up rows of {len(K.fields)} columns, "
        f"{(folder / CLEAN).stat().st_size / 1e6:,.0f} MB; in faulty.csv one row in {FAULTY_ONE_IN} is faulty. "
        f"{machine(('duckdb', 'pyarrow'), ('frictionless',))}.",
        f"Ostara runs all its {rules} rules; frictionless looks at types alone (a table schema from our registry: "
        "dates, whole numbers, Y or N, texts), so it is asked for less.",
        "First all read as many rows and found the same planted faults of type, Ostara also every other planted "
        "fault; none found anything else.",
        f"Whole processes, files in the page cache. Medians, of {len(some[OURS])} runs of Ostara and "
        f"{len(some[THEIRS])} of frictionless in turn; the fastest and slowest in brackets.",
        "",
        "| file | | wall s | CPU s | peak MB | CPUs others took | Ostara is faster by | Ostara's memory, of theirs |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
        *(row for name, runs in timings.items() for row in _rows(name, runs)),
        *(_larger(larger) if larger else ()),
        "",
        "frictionless checks a single file in one process: its `parallel` shares out files. The rows with the file "
        f"cut show what {CPUS} processes make of it; cutting is not timed, and the memory is that of the largest "
        "process. frictionless reads row by row and needs little memory; Ostara takes blocks of rows.",
        "",
        *goals(timings),
        "",
    ]
    return "\n".join(lines)


def _rows(name: str, runs: Timings) -> Iterator[str]:
    ours = middle(runs[OURS])
    for tool, every in runs.items():
        run = middle(every)
        ratios = "| |" if tool == OURS else f"{run.wall / ours.wall:.1f} times | {ours.peak / run.peak:.1f} |"
        yield f"| {name} | {tool} | {_figures(every)} | {ratios}"


def _larger(larger: Larger) -> Iterator[str]:
    yield f"| {larger.rows:,} rows | {OURS} | {_figures(larger.runs)} | | |"


def _figures(runs: Sequence[Run]) -> str:
    run, walls = middle(runs), sorted(run.wall for run in runs)
    spread = f" ({walls[0]:.2f} to {walls[-1]:.2f})" if len(walls) > 1 else ""
    return f"{run.wall:.2f}{spread} | {run.cpu:.1f} | {run.peak / 1e6:,.0f} | {run.others:.1f}"


def goals(timings: Mapping[str, Timings]) -> Iterator[str]:
    """Each goal, with whether it was met on every file, and the numbers."""
    faster = {name: middle(runs[THEIRS]).wall / middle(runs[OURS]).wall for name, runs in timings.items()}
    numbers = ", ".join(f"{name} {times:.1f} times" for name, times in faster.items())
    for times, words in ((GOAL, "frictionless's speed"), (STRETCH, "its speed, the stretch")):
        yield f"- At least {times} times {words}: **{met(min(faster.values()) >= times)}** ({numbers})."
