"""DuckDB over one store, with caps on memory and threads and no way out of the store's folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY = "2GB"


@contextmanager
def engine(folder: Path, *, memory: str = MEMORY, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection that can read `folder` and nothing else.

    What does not fit in `memory` spills to a private folder. Settings are locked once made, so that no later SQL can
    loosen them (house rule 14).
    """
    with tempfile.TemporaryDirectory(prefix="ostara-") as spill:
        connection = duckdb.connect(":memory:")
        try:
            connection.execute(f"SET memory_limit = '{memory}'")
            connection.execute(f"SET threads = {threads or os.cpu_count() or 1}")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET temp_directory = $folder", {"folder": spill})
            connection.execute("SET allowed_directories = $folders", {"folders": [str(folder.resolve()), spill]})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()


def quoted(path: Path) -> str:
    """A path as an SQL string."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"
