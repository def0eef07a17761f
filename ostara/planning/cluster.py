"""Draws on a Dask cluster: the same tasks and, to the last bit, the same answers, on many machines.

Every machine needs Ostara with the same model in it, which is asked before anything runs. What is sent are areas, plans
and numbers, never people's records.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from logging import ERROR
from typing import TYPE_CHECKING

from ostara.knowledge.refusal import RefusalError
from ostara.planning.brief.told import model_hash
from ostara.planning.comparing import Arms, Map, Task

if TYPE_CHECKING:
    from distributed import Client

PLACE, HERE = "--cluster", "local"
MISSING = "needs Dask: pip install 'ostara[dask]', or ./run dask simulate …"
ANYWHERE = "127.0.0.1:0"  # a free port of this machine only
PATIENCE = "20s"  # for a scheduler to answer


@contextmanager
def on_cluster(address: str) -> Iterator[Map]:
    """A `map` for `comparing.compare` that sends each draw to a cluster, and gives answers in the order of the draws.

    `address` is a scheduler's (`tcp://host:8786`), or `local`: a process for each core of this machine. Raises
    RefusalError where Dask is missing, nobody answers, a machine holds another model, or one is lost with its draw.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 only who asks for a cluster needs it
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 the same
    except ImportError:
        raise RefusalError(PLACE, MISSING) from None
    cluster = None
    try:
        if address == HERE:
            # Dask warns of workers that take a moment to stop; of one that is lost it tells us below.
            cluster = LocalCluster(
                n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=ANYWHERE, silence_logs=ERROR
            )
        client = Client(cluster or address, timeout=PATIENCE)
    except (OSError, ValueError):
        raise RefusalError(PLACE, f"found no Dask scheduler at {address}") from None
    try:
        _same_model(client)
        yield _map_of(client)
    except KilledWorker:
        raise RefusalError(PLACE, "lost a machine in the middle of a draw; ask again, or with fewer draws") from None
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _same_model(client: "Client") -> None:
    """Refuses a cluster whose answers would be another model's."""
    held = set(client.run(model_hash).values())
    if not held:
        raise RefusalError(PLACE, "has no workers")
    if held != {model_hash()}:
        raise RefusalError(PLACE, "has workers with another version of the model; install the same Ostara everywhere")


def _map_of(client: "Client") -> Map:
    def of_tasks(run: Callable[[Task], Arms], tasks: Iterable[Task]) -> Iterator[Arms]:
        waiting = client.map(run, list(tasks), pure=False)
        for one in waiting:
            yield one.result()

    return of_tasks
