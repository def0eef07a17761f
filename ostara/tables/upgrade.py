"""Upgrades a store that an older Ostara wrote: what is new since then is empty, all else stays as it is."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ostara.knowledge.refusal import RefusalError
from ostara.tables import SCHEMA_VERSION, TABLES
from ostara.tables.manifest import Manifest, read_manifest
from ostara.tables.store import sha256
from ostara.tables.table import Table
from ostara.tables.writer import ROWS_PER_GROUP, StoreWriter

OLDEST = 1  # every version since has only added tables, and columns that may be empty


def upgrade(folder: Path, to: Path | None = None) -> None:
    """Write the store of `folder` in today's schema, to `to` or in its own place.

    The old one stays as it was until the new one is whole. Raises RefusalError for a store that is not whole, is of
    today's schema already, or was written by a newer Ostara.
    """
    manifest = read_manifest(folder)
    version = manifest.schema_version
    if version == SCHEMA_VERSION:
        raise RefusalError(str(folder), f"is of schema version {SCHEMA_VERSION} already")
    if not OLDEST <= version < SCHEMA_VERSION:
        raise RefusalError(str(folder), f"was written for schema version {version}, which this Ostara does not know")
    with StoreWriter(
        to or folder,
        manifest.clock,
        replace(manifest.origin, inputs={**manifest.origin.inputs, "upgraded from schema version": str(version)}),
        observed_until=manifest.observed_until,
        start_cohort=manifest.start_cohort,
        replace=to is None,
    ) as writer:
        writer.accounts = dict(manifest.accounts)
        for name in manifest.parts:
            _carry_over(folder, manifest, name, writer)


def _carry_over(folder: Path, manifest: Manifest, name: str, writer: StoreWriter) -> None:
    if name not in TABLES:
        raise RefusalError(f"{folder}/manifest.json", f"lists a table {name} that no version has")
    file = folder / f"{name}.parquet"
    if not file.is_file():
        raise RefusalError(str(folder), f"the table {name} is missing")
    if sha256(file) != manifest.parts[name].sha256:
        raise RefusalError(file.name, "is not the file that the manifest describes")
    table, schema = TABLES[name], TABLES[name].schema(manifest.clock)
    for batch in pq.ParquetFile(file).iter_batches(batch_size=ROWS_PER_GROUP):
        writer.write(name, _widened(batch, table, schema))


def _widened(batch: pa.RecordBatch, table: Table, schema: pa.Schema) -> pa.Table:
    unknown = [name for name in batch.schema.names if name not in table.names]
    if unknown:
        raise RefusalError(f"{table.name}.parquet column {unknown[0]}", f"is not a column of {table.name}")
    columns = [
        batch.column(field.name) if field.name in batch.schema.names else pa.nulls(batch.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
