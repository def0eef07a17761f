"""Times whole processes: wall and CPU seconds and peak memory, with the store's files in memory or not."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MEASURED = Path(__file__).with_name("measured.py")
DROP_CACHES = Path("/proc/sys/vm/drop_caches")
CPUS = os.cpu_count() or 1
QUIET, LONGEST_WAIT = 0.15, 90.0  # processors kept busy by others; seconds
A_MOMENT = "import time; time.sleep(2)"
# The same number of threads for all; Ostara's engine takes every CPU by itself.
THREADS = {"POLARS_MAX_THREADS": str(CPUS), "OMP_NUM_THREADS": str(CPUS)}


@dataclass(frozen=True)
class Run:
    """One process from its start to its end. Seconds; bytes; how many processors others kept busy meanwhile."""

    wall: float
    cpu: float
    peak: int
    others: float = 0.0


class FailedError(Exception):
    """A process that was to be timed ended with an error."""


def timed(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    out: Path | None = None,
    ends: Collection[int] = (0,),
) -> Run:
    """Run a command to its end and say what it took. `out` is where its standard output goes, if not to ours.

    Raises FailedError where it ends with another code than one of `ends`.
    """
    with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
        result = Path(scratch) / "took.json"
        measured = [sys.executable, "-I", "-S", str(MEASURED), str(result), *command]
        threads = {**os.environ, **THREADS, **(environment or {})}
        with out.open("wb") if out else nullcontext() as output:
            started = subprocess.run(measured, env=threads, stdout=output, check=False)
        if started.returncode:
            raise FailedError(f"{Path(command[0]).name} could not be started")
        took = json.loads(result.read_text(encoding="ascii"))
    if took["end"] not in ends:
        raise FailedError(f"{Path(command[0]).name} ended with {took['end']}")
    return Run(took["wall"], took["cpu"], took["peak"], took["others"])


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        round(median(run.peak for run in runs)),
        median(run.others for run in runs),
    )


def wait_for_quiet() -> None:
    """Wait, but not for ever, until other programs have left the processors alone for a moment."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until and timed([sys.executable, "-I", "-S", "-c", A_MOMENT]).others > QUIET:
        pass


def make_cold(folder: Path) -> str:
    """Put the files of a store out of memory. Says how it was done."""
    os.sync()
    try:
        DROP_CACHES.write_text("1\n", encoding="ascii")
    except OSError:
        for file in _files(folder):
            _forget(file)
        return "the store's files put out of the page cache (posix_fadvise)"
    return "the whole page cache dropped"


def _forget(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def make_warm(folder: Path) -> None:
    """Read the files of a store once, so that every tool finds them in memory."""
    for file in _files(folder):
        with file.open("rb") as stream:
            while stream.read(1 << 22):
                pass


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
