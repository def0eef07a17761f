"""Keeps the rows of a file on disk while they are checked: texts as written, with their lines, in a Parquet file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ostara.exchange.ndtms_files.columns import Columns
from ostara.exchange.ndtms_files.records import Block, whole_numbers
from ostara.knowledge.refusal import RefusalError

_ROWS, _LEFT = "rows.parquet", "left.parquet"
_RAW = pa.schema([("line", pa.int64()), ("record", pa.string())])


class Staging:
    """Keeps rows in files of a `folder`. `padded` is whether spaces stand around any value."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.padded = False
        self._rows: pq.ParquetWriter | None = None
        self._left = pq.ParquetWriter(folder / _LEFT, _RAW)

    def take(self, columns: Columns, /) -> None:
        """Keep the rows of a block, and the text of the records that are no rows."""
        self.padded |= columns.texts is not columns.written
        rows = columns.written.append_column("line", whole_numbers(columns.lines))
        if self._rows is None:
            self._rows = pq.ParquetWriter(self.folder / _ROWS, rows.schema, compression="zstd", compression_level=1)
        self._rows.write_table(rows)
        for block in columns.left:
            self._left.write_table(_as_text(block))

    @property
    def rows(self) -> Path:
        """The file of rows. There is none before the first block."""
        return self.folder / _ROWS

    @property
    def left(self) -> Path:
        """The file of records that are no rows."""
        return self.folder / _LEFT

    def close(self) -> None:
        """Finish the files, so that they can be read."""
        for writer in (self._rows, self._left):
            if writer is not None:
                writer.close()


@contextmanager
def staging_beside(store: Path) -> Iterator[Staging]:
    """Keep rows beside a store that is being written, where only the owner may read them, and take them away after.

    The next writer of the same store takes away what a kill left: its name is one of those that a writer clears.
    Raises RefusalError that names the store where the disk is full.
    """
    folder = store.with_name(f".{store.name}.rows.{os.getpid()}.writing")
    folder.mkdir(mode=0o700)
    staging = Staging(folder)
    try:
        yield staging
    except OSError as error:
        if error.filename:  # a file that cannot be read names itself
            raise
        raise RefusalError(str(store), f"could not be written ({error.strerror or error})") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_text(block: Block) -> pa.Table:
    texts = [_text(block.record(number)) for number in range(len(block.lines))]
    return pa.table({"line": whole_numbers(block.lines), "record": texts}, schema=_RAW)


def _text(record: bytes) -> str:
    line = record.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
