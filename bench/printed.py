"""How a benchmark is written down: the machine in a line, a table, and whether the goals were met."""

import json
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.timing import CPUS, Run

MEMORY_GOAL = 1 / 4
OURS, HEAVY = "Ostara", "pandas"
PEERS_PYTHON = Path(__file__).parents[1] / ".venvs" / "bench" / "bin" / "python"
PEERS_VERSIONS = """
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


def page(rows: int, people: int, runs: int, cold: Mapping[str, Run], warm: Mapping[str, Run], how: str) -> str:
    """The whole page as Markdown."""
    lines = [
        "# The quality report beside pandas and Polars",
        "",
        f"{date.today().isoformat()}. {rows:,} supply rows of {people:,} made-up people. {machine()}.",
        f"Every number of the three reports agreed first. Whole processes, {runs} runs each in turn, medians.",
        "Ostara's time includes proving by SHA-256 that the store is whole, which the others do not do.",
        "",
        "| files | | wall s | CPU s | peak MB | Ostara's time, of theirs | Ostara's memory, of theirs |",
        "|---|---|--:|--:|--:|--:|--:|",
        *_rows("warm", warm),
        *_rows("cold", cold),
        "",
        f"Warm: files in the page cache. Cold: {how}.",
        "",
        *goals(warm),
        "",
    ]
    return "\n".join(lines)


def _rows(files: str, runs: Mapping[str, Run]) -> Iterator[str]:
    ours = runs[OURS]
    for name, run in runs.items():
        ratios = "| |" if name == OURS else f"{ours.wall / run.wall:.2f} | {ours.peak / run.peak:.2f} |"
        yield f"| {files} | {name} | {run.wall:.1f} | {run.cpu:.1f} | {run.peak / 1e6:,.0f} | {ratios}"


def goals(runs: Mapping[str, Run]) -> Iterator[str]:
    """Each goal, with whether it was met and the numbers."""
    ours = runs[OURS]
    fastest = min((name for name in runs if name != OURS), key=lambda name: runs[name].wall)
    theirs = runs[fastest].wall
    yield (
        f"- No slower than the fastest peer: **{met(ours.wall <= theirs)}** "
        f"(Ostara {ours.wall:.1f} s, {fastest} {theirs:.1f} s)."
    )
    share = ours.peak / runs[HEAVY].peak
    yield (
        f"- At most a quarter of pandas' memory: **{met(share <= MEMORY_GOAL)}** "
        f"(Ostara {ours.peak / 1e6:,.0f} MB, pandas {runs[HEAVY].peak / 1e6:,.0f} MB: {share:.0%})."
    )


def met(reached: bool) -> str:
    """The word for it."""
    return "met" if reached else "missed"


def machine(ours: Sequence[str] = ("duckdb",), theirs: Sequence[str] = ("pandas", "polars", "pyarrow")) -> str:
    """Cores, memory and versions; nothing that says whose machine it is."""
    names = {**{name: version(name) for name in ours}, **_peers(theirs)}
    versions = ", ".join(f"{name} {number}" for name, number in names.items())
    return f"{CPUS} cores, {_memory_gb():.0f} GB of memory, Python {platform.python_version()}, {versions}"


def _peers(names: Sequence[str]) -> dict[str, str]:
    asked = [str(PEERS_PYTHON), "-c", PEERS_VERSIONS, *names]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(said.stdout)
    return found


def _memory_gb() -> float:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemTotal:"):
            return int(line.split()[1]) * 1024 / 1e9
    return 0.0
