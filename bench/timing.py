"""Times whole processes: wall and CPU seconds and peak memory, with the store's files in memory or not."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

DROP_CACHES = Path("/proc/sys/vm/drop_caches")
CPUS = os.cpu_count() or 1
# The same number of threads for all; Ostara's engine takes every CPU by itself.
THREADS = {"POLARS_MAX_THREADS": str(CPUS), "OMP_NUM_THREADS": str(CPUS)}


@dataclass(frozen=True)
class Run:
    """One process from its start to its end. Seconds; bytes."""

    wall: float
    cpu: float
    peak: int


class FailedError(Exception):
    """A process that was to be timed ended with an error."""


def timed(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end and say what it took. Raises FailedError."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **THREADS, **(environment or {})})
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(f"{Path(command[0]).name} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(
        median(run.wall for run in runs), median(run.cpu for run in runs), round(median(run.peak for run in runs))
    )


def make_cold(folder: Path) -> str:
    """Put the files of a store out of memory. Says how it was done."""
    os.sync()
    try:
        DROP_CACHES.write_text("1\n", encoding="ascii")
    except OSError:
        for file in folder.iterdir():
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
    for file in folder.iterdir():
        with file.open("rb") as stream:
            while stream.read(1 << 22):
                pass
