"""DuckDB over one store, with caps on memory, threads and time, and no way out of the store's folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import duckdb

from ostara.knowledge.refusal import RefusalError

MEMORY = "1GB"
SECONDS = 3600.0


@contextmanager
def engine(
    folder: Path, *, memory: str = MEMORY, threads: int | None = None, seconds: float = SECONDS
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection that can read `folder` and nothing else, for `seconds` at most.

    What does not fit in `memory` spills to a private folder. Settings are locked once made, so that no later SQL can
    loosen them (house rule 14). Raises RefusalError when disk, memory or time run out.
    """
    with tempfile.TemporaryDirectory(prefix="ostara-") as spill:
        connection = duckdb.connect(":memory:")
        clock = Timer(seconds, connection.interrupt)
        clock.daemon = True
        clock.start()
        try:
            _limit(connection, folder, spill, memory, threads)
            yield connection
        except duckdb.InterruptException:
            raise RefusalError(str(folder), f"took longer than {seconds:,.0f} seconds") from None
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise RefusalError(str(folder), f"could not be worked on ({str(error).splitlines()[0]})") from None
        finally:
            clock.cancel()
            clock.join()  # a thread that still holds the connection would complain when Python ends
            connection.close()


def _limit(connection: duckdb.DuckDBPyConnection, folder: Path, spill: str, memory: str, threads: int | None) -> None:
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute(f"SET threads = {threads or os.cpu_count() or 1}")
    connection.execute("SET preserve_insertion_order = true")  # measures compare a row with the row before it
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET temp_directory = $folder", {"folder": spill})
    connection.execute("SET allowed_directories = $folders", {"folders": [str(folder.resolve()), spill]})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def quoted(path: Path) -> str:
    """A path as an SQL string."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"
