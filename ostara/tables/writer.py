"""Writes a store: beside its place, checked, then moved there in one step, so that nobody ever sees half of one."""

import glob
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from ostara.knowledge.refusal import RefusalError
from ostara.tables import SCHEMA_VERSION, TABLES
from ostara.tables.check import check_contents, check_references
from ostara.tables.column import Clock
from ostara.tables.engine import engine
from ostara.tables.manifest import FILE, Account, Manifest, Origin, Part
from ostara.tables.store import sha256

ROWS_PER_GROUP = 1_000_000
CHECK_MEMORY = "2GB"  # proving that every key is unique holds them all at once; less would go by way of the disk


class StoreWriter:
    """A context that writes one store.

    Leaving it without an error checks every table and moves the store into place. Leaving it with one, or a kill,
    leaves what was at `folder` before untouched. `replace` allows an older store there to give way; anything else
    never does. `start_cohort` names the cohort whose starts may be compared, where not everybody's may.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        origin: Origin,
        *,
        observed_until: str | None = None,
        start_cohort: str | None = None,
        replace: bool = False,
    ) -> None:
        self.folder = folder.absolute()
        self.clock = clock
        self.origin = origin
        self.observed_until = observed_until
        self.start_cohort = start_cohort
        self.accounts: dict[str, Account] = {}
        self._replace = replace
        self._beside = self.folder.with_name(f".{self.folder.name}.{os.getpid()}.writing")
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows = dict.fromkeys(TABLES, 0)

    def __enter__(self) -> Self:
        self._refuse_to_displace()
        self._clear_what_a_kill_left()
        try:
            self._beside.mkdir(parents=True)
        except OSError as error:
            raise RefusalError(str(self.folder), f"cannot be written here ({error.strerror})") from None
        return self

    def _refuse_to_displace(self) -> None:
        if not self.folder.exists():
            return
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            return
        if not (self.folder / FILE).is_file():
            raise RefusalError(str(self.folder), "already exists and is no store, so nothing takes its place")
        if not self._replace:
            raise RefusalError(str(self.folder), "already exists (give --replace to write a new store in its place)")

    def _clear_what_a_kill_left(self) -> None:
        """Half stores of processes that are no more. Those of running ones are theirs."""
        for left in self.folder.parent.glob(f".{glob.escape(self.folder.name)}.*.writing"):
            process = left.name.split(".")[-2]
            if process.isdecimal() and not runs(int(process)):
                shutil.rmtree(left, ignore_errors=True)

    def write(self, table: str, rows: pa.Table | Mapping[str, Any]) -> None:
        """Add rows, as an Arrow table or a column for each name; columns left out are empty.

        Raises RefusalError naming column and row for a value that the column cannot hold.
        """
        data = rows if isinstance(rows, pa.Table) else self._columns(table, rows)
        for column in TABLES[table].columns:
            if column.required and data.column(column.name).null_count:
                row = data.column(column.name).is_null().to_pylist().index(True) + 1 + self._rows[table]
                raise RefusalError(f"{table} column {column.name} row {row}", "is empty")
        if table not in self._writers:
            self._writers[table] = self._open(table)
        try:
            self._writers[table].write_table(data, row_group_size=ROWS_PER_GROUP)
        except OSError as error:
            raise RefusalError(str(self.folder), f"could not be written ({error.strerror or error})") from None
        self._rows[table] += data.num_rows

    def _columns(self, table: str, rows: Mapping[str, Any]) -> pa.Table:
        schema = TABLES[table].schema(self.clock)
        unknown = set(rows) - set(schema.names)
        if unknown:
            raise RefusalError(f"{table} column {min(unknown)}", f"is not a column of {table}")
        length = len(next(iter(rows.values()), []))
        arrays = []
        for field in schema:
            values = rows.get(field.name)
            try:
                arrays.append(pa.nulls(length, field.type) if values is None else _array(values, field.type))
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                raise RefusalError(f"{table} column {field.name}", str(error).splitlines()[0]) from None
        return pa.Table.from_arrays(arrays, schema=schema)

    def _open(self, table: str) -> pq.ParquetWriter:
        columns = TABLES[table].columns
        return pq.ParquetWriter(
            self._beside / f"{table}.parquet",
            TABLES[table].schema(self.clock),
            compression="zstd",
            use_dictionary=[column.name for column in columns if pa.types.is_string(column.arrow(self.clock).type)],
            store_decimal_as_integer=True,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close_all(quietly=kind is not None)
            if kind is None:
                self._finish()
        except OSError as problem:
            raise RefusalError(str(self.folder), f"could not be written ({problem.strerror or problem})") from None
        finally:
            shutil.rmtree(self._beside, ignore_errors=True)

    def _close_all(self, *, quietly: bool) -> None:
        for table in () if quietly else TABLES:
            if table not in self._writers:
                self._writers[table] = self._open(table)
        for writer in self._writers.values():
            try:
                writer.close()
            except OSError:
                if not quietly:
                    raise

    def _finish(self) -> None:
        self._check()
        parts = {name: Part(self._rows[name], sha256(self._beside / f"{name}.parquet")) for name in TABLES}
        manifest = Manifest(
            SCHEMA_VERSION, self.clock, self.origin, parts, self.accounts, self.observed_until, self.start_cohort
        )
        with (self._beside / FILE).open("w", encoding="utf-8") as file:
            file.write(manifest.as_json())
        for file_written in self._beside.iterdir():
            _to_disk(file_written)
        self._move_into_place()

    def _check(self) -> None:
        for name, account in self.accounts.items():
            if account.read != account.kept + account.set_aside:
                raise RefusalError(
                    name, f"{account.read} rows read, but {account.kept} kept and {account.set_aside} set aside"
                )
        with engine(self._beside, memory=CHECK_MEMORY) as connection:
            for name, table in TABLES.items():
                if not self._rows[name]:
                    continue
                file = self._beside / f"{name}.parquet"
                check_contents(connection, table, file, self.clock)
                check_references(connection, table, file, self._beside)

    def _move_into_place(self) -> None:
        self._refuse_to_displace()  # once more: somebody else may have written there meanwhile
        old = self.folder.with_name(f".{self.folder.name}.{os.getpid()}.old")
        if self.folder.exists():
            self.folder.rename(old)
        self._beside.rename(self.folder)
        _to_disk(self.folder.parent)
        shutil.rmtree(old, ignore_errors=True)


def _array(values: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:  # noqa: ANN401  whatever Arrow can read
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values if values.type == kind else values.cast(kind)
    return pa.array(values, kind)


def runs(process: int) -> bool:
    """Whether a process of this number runs, be it somebody else's."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
