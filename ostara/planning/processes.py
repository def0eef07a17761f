"""Tasks dealt out to the cores of this machine."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

Asked = TypeVar("Asked")
Told = TypeVar("Told")

# A process forked from one with threads (DuckDB's, a browser's) may wait for ever for a lock that a thread held. Those
# of a server that has imported the work and nothing else wait for nobody, and are as quick to start.
SAFE = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def in_processes(run: Callable[[Asked], Told], tasks: Iterable[Asked]) -> Iterator[Told]:
    """What `run`, a function of a module, answers to each task, in their order; one task alone runs in this process.

    A process for each core. Raises BrokenProcessPool where one of them is killed, and whatever `run` raises.
    """
    listed = list(tasks)
    if len(listed) < 2:
        yield from map(run, listed)
        return
    context = get_context(SAFE)
    context.set_forkserver_preload([run.__module__])
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(listed)), mp_context=context) as pool:
        yield from pool.map(run, listed)
