"""Derived tables kept beside a store's own, so that each question after the first is answered from them.

They lie in the store's folder `prepared`, with the hash of the store, the version of Ostara and the value of every
parameter they rest on. When any of these changed they are made again. They hold nothing that the store does not.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ostara import __version__
from ostara.analysis.journeys.derive import Say, derive, in_silence, make_view, read_file, read_sources, steps
from ostara.knowledge.parameters import parameter
from ostara.tables.engine import engine
from ostara.tables.store import Store
from ostara.tables.writer import runs

FOLDER = "prepared"
FILE = "prepared.json"
MEMORY = "700MB"  # with what Python and DuckDB need beside, a nation is prepared within a gigabyte
LOOKUPS = ("substance_codes", "discharge_codes", "journey_reasons", "help_kinds", "financial_years", "observed")


@contextmanager
def prepared(store: Store, *, say: Say = in_silence) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with every derived table of a store, made first where it is not there or no longer fits.

    Where the store's folder cannot be written the tables are made for this connection only.
    """
    folder = store.folder / FOLDER
    if not is_ready(store) and not _make(store, folder, say):
        with engine(store.folder) as connection:
            derive(connection, store, say=say)
            yield connection
        return
    with engine(store.folder) as connection:
        read_sources(connection, store)
        for name in kept():
            read_file(connection, name, folder / f"{name}.parquet", held=name in LOOKUPS)
        for step in steps():
            if step.view:
                make_view(connection, step)
        yield connection


def kept() -> Iterator[str]:
    """Names of the derived tables that are kept."""
    yield from LOOKUPS
    yield from (step.name for step in steps() if not (step.passing or step.view))


def is_ready(store: Store) -> bool:
    """Whether the prepared tables are there and fit the store, this Ostara and its parameters."""
    try:
        said = json.loads((store.folder / FOLDER / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(said == _fitting(store)) and all(
        (store.folder / FOLDER / f"{name}.parquet").is_file() for name in kept()
    )


def _fitting(store: Store) -> dict[str, object]:
    known = {known for step in steps() for known in step.parameters.values()} | {"national.heroin_stopped_months"}
    values = {name: str(parameter(name).value) for name in sorted(known)}
    sql = {step.name: step.sql for step in steps()}
    return {"store": store.digest, "until": store.manifest.observed_until, "version": __version__, **values, "sql": sql}


def _make(store: Store, folder: Path, say: Say) -> bool:
    """Make the prepared tables beside their place and move them there; false where that cannot be written."""
    _clear_what_a_kill_left(store)
    beside = store.folder / f".{FOLDER}.{os.getpid()}.writing"
    try:
        beside.mkdir()
    except OSError:
        return False
    try:
        with engine(store.folder, memory=MEMORY) as connection:
            derive(connection, store, beside, say=say)
        for step in steps():
            if step.passing:
                (beside / f"{step.name}.parquet").unlink()
        (beside / FILE).write_text(json.dumps(_fitting(store), indent=2) + "\n", encoding="utf-8")
        if not is_ready(store):  # somebody else may have been faster; theirs are the same, and may be being read
            shutil.rmtree(folder, ignore_errors=True)
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return True


def _clear_what_a_kill_left(store: Store) -> None:
    """Half-made tables of processes that are no more. Those of running ones are theirs."""
    for left in store.folder.glob(f".{FOLDER}.*.writing"):
        process = left.name.split(".")[-2]
        if process.isdecimal() and not runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)
