"""Writes a national file from a store, and has it checked as any other file is, before it is where it should be."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv

from ostara.exchange.ndtms_files.checking import checked_file
from ostara.exchange.ndtms_files.importing import DOOR, MEMORY
from ostara.exchange.ndtms_files.laying_out import lay_out, open_tables, ranges, wide
from ostara.exchange.ndtms_files.leaving_out import (
    LeftEmpty,
    LeftOut,
    begin,
    leave_out_rejected,
    left_empty,
    left_out,
    refuse_what_is_our_fault,
)
from ostara.exchange.ndtms_files.places import PARTS, places
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet
from ostara.tables.column import Clock
from ostara.tables.engine import engine
from ostara.tables.store import Store

_ROUNDS = 3  # what is left out after the first can turn nothing else away; the second proves it
_AT_ONCE = 20_000
_MEMORY = "300MB"  # beside what the checks of the file take at the same time
Step = Callable[[str], None]


@dataclass(frozen=True)
class Exported:
    """What an export did: rows, episodes and people in the file, and everything that is not in it, with the reasons."""

    file: Path
    data_set: str
    rows: int
    episodes: int
    people: int
    left_out: tuple[LeftOut, ...]
    left_empty: tuple[LeftEmpty, ...]
    not_in_a_store: Mapping[str, str]
    not_in_force: str

    def as_dict(self) -> dict[str, Any]:
        """The account as plain values for JSON."""
        return {**asdict(self), "file": str(self.file)}


def export_ndtms(
    store: Store,
    out: Path,
    data_set: DataSet,
    *,
    on: date,
    consented: bool = False,
    step: Step = lambda words: None,
) -> Exported:
    """Write the file of a store that passes the checks as on this day. `consented`: everybody agreed to share.

    A part of an episode that they turn away is left out alone; any other fault leaves out the episode, and a person of
    whom nothing is left. Raises RefusalError for a store that cannot be written as such a file; then, and whenever the
    export stops half-way, what was at `out` before is still there.
    """
    _refuse_what_has_no_dates_or_consent(store, consented=consented)
    beside = out.with_name(f".{out.name}.writing")
    try:
        with engine(store.folder, memory=_MEMORY) as connection:
            open_tables(connection, store)
            begin(connection)
            rows = _until_nothing_is_rejected(connection, beside, data_set, on, step)
            exported = _exported(connection, out, data_set, rows)
        _into_place(beside, out)
    except OSError as error:
        raise RefusalError(str(out), f"could not be written ({error.strerror or error})") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return exported


def _refuse_what_has_no_dates_or_consent(store: Store, *, consented: bool) -> None:
    if store.manifest.clock is not Clock.CALENDAR:
        raise RefusalError(str(store.folder), "has no dates, only days from each person's own start")
    origin = store.manifest.origin
    if not (consented or origin.made_up or origin.door == DOOR):
        raise RefusalError(str(store.folder), "does not say who agreed to share (give --consented where everybody did)")


def _until_nothing_is_rejected(
    connection: duckdb.DuckDBPyConnection, beside: Path, data_set: DataSet, on: date, step: Step
) -> int:
    for _ in range(_ROUNDS):
        step("writing rows")
        rows = _write(connection, beside, data_set)
        step("checking the file")
        with checked_file(beside, data_set, on=on, memory=MEMORY) as checked:
            refuse_what_is_our_fault(checked, str(beside))
            if checked.accepted == checked.rows == rows:
                return rows
            leave_out_rejected(connection, checked)
    raise RefusalError(str(beside), "has rows that the checks turn away, however much is left out")


def _write(connection: duckdb.DuckDBPyConnection, beside: Path, data_set: DataSet) -> int:
    """Write every row that is not left out, and keep in `laid_out` what stands on which; how many rows."""
    schema = pa.schema([pa.field(header, pa.string()) for header in data_set.headers])
    rows = 0
    connection.execute("DROP TABLE IF EXISTS laid_out")
    with _private(beside) as file, pa_csv.CSVWriter(file, schema, write_options=_QUOTED) as writer:
        for number, those in enumerate(ranges(connection)):
            lay_out(connection, those)
            keep = "INSERT INTO laid_out" if number else "CREATE TABLE laid_out AS"
            connection.execute(f'{keep} SELECT "row" + {rows} AS "row", person, episode, {_NUMBERS} FROM slots')
            for batch in connection.sql(wide(data_set, those)).to_arrow_reader(_AT_ONCE):
                writer.write_batch(batch.cast(schema))
                rows += batch.num_rows
    return rows


_NUMBERS = ", ".join(PARTS)
_QUOTED = pa_csv.WriteOptions(include_header=True, quoting_style="all_valid")


def _private(path: Path) -> pa.NativeFile:
    """A file that only its owner may read, as people could be recognised in it."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return pa.OSFile(str(path), "wb")


def _exported(connection: duckdb.DuckDBPyConnection, out: Path, data_set: DataSet, rows: int) -> Exported:
    counted = "SELECT count(DISTINCT episode), count(DISTINCT person) FROM laid_out"
    ((episodes, people),) = connection.execute(counted).fetchall() if rows else [(0, 0)]
    return Exported(
        file=out,
        data_set=data_set.name,
        rows=rows,
        episodes=episodes,
        people=people,
        left_out=tuple(left_out(connection)),
        left_empty=tuple(left_empty(connection, data_set)),
        not_in_a_store={place.header: place.why_not for place in places(data_set) if place.why_not},
        not_in_force=data_set.why_not,
    )


def _into_place(beside: Path, out: Path) -> None:
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(out)
