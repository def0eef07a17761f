"""A store: a folder of the seam's tables with a manifest. Opening one proves that it is whole."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ostara.knowledge.refusal import RefusalError
from ostara.tables import SCHEMA_VERSION, TABLES
from ostara.tables.check import check_contents
from ostara.tables.column import Clock
from ostara.tables.engine import engine
from ostara.tables.manifest import Manifest, read_manifest
from ostara.tables.table import Table


@dataclass(frozen=True)
class Store:
    """An opened store."""

    folder: Path
    manifest: Manifest

    def file(self, table: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{table}.parquet"

    @property
    def digest(self) -> str:
        """One hash for all that is in the store, for the origin line of every result."""
        parts = "".join(f"{name}:{part.sha256}\n" for name, part in sorted(self.manifest.parts.items()))
        return hashlib.sha256(parts.encode()).hexdigest()


def open_store(folder: Path, *, tables: Iterable[str] | None = None) -> Store:
    """Open the store in `folder`, proving that `tables` (all of them unless said) are what the manifest describes.

    Raises RefusalError that names the table, and the column and row where there is one.
    """
    if not folder.is_dir():
        raise RefusalError(str(folder), "there is no such folder")
    manifest = read_manifest(folder)
    if manifest.schema_version != SCHEMA_VERSION:
        older = manifest.schema_version < SCHEMA_VERSION
        raise RefusalError(
            str(folder),
            f"was written for schema version {manifest.schema_version}; this Ostara reads {SCHEMA_VERSION}"
            + (f" (to upgrade it: ostara upgrade {folder})" if older else ""),
        )
    store = Store(folder, manifest)
    for name in TABLES if tables is None else tables:
        _prove(store, TABLES[name])
    return store


def _prove(store: Store, table: Table) -> None:
    file, part = store.file(table.name), store.manifest.parts.get(table.name)
    if part is None or not file.is_file():
        raise RefusalError(str(store.folder), f"the table {table.name} is missing")
    rows = check_shape(file, table, store.manifest.clock)
    if sha256(file) == part.sha256:
        return
    with engine(store.folder) as connection:
        check_contents(connection, table, file, store.manifest.clock)
    raise RefusalError(
        file.name, f"is not the file that the manifest describes ({rows:,} rows here, {part.rows:,} there)"
    )


def check_shape(file: Path, table: Table, clock: Clock) -> int:
    """Rows of a Parquet file whose columns are those of the table. Raises RefusalError naming file and column."""
    try:
        found = pq.read_schema(file)
        rows: int = pq.read_metadata(file).num_rows
    except (pa.ArrowInvalid, OSError) as error:
        raise RefusalError(file.name, f"is not a whole Parquet file ({_first_line(error)})") from None
    for wanted in table.schema(clock):
        index = found.get_field_index(wanted.name)
        if index < 0:
            raise RefusalError(f"{file.name} column {wanted.name}", "is missing")
        if found.field(index).type != wanted.type:
            raise RefusalError(
                f"{file.name} column {wanted.name}", f"is {found.field(index).type}, should be {wanted.type}"
            )
    unknown = [name for name in found.names if name not in table.names]
    if unknown:
        raise RefusalError(f"{file.name} column {unknown[0]}", f"is not a column of {table.name}")
    return rows


def sha256(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
