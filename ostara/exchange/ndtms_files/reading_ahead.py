"""Reads a file as columns a block of rows at a time, the next block on a thread of its own while one is checked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from ostara.exchange.ndtms_files.columns import Columns, columns_of
from ostara.exchange.ndtms_files.file_checks import EXTRA
from ostara.exchange.ndtms_files.header import Header, read_header
from ostara.exchange.ndtms_files.opening import Stream
from ostara.exchange.ndtms_files.records import Block, blocks
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet

Heard = tuple[str, int, str]  # the name of a file check, the line it is about, and the column if it is about one


@dataclass(frozen=True)
class Rows:
    """The rows of one block, what was heard of its lines, and how many bytes on disk were read up to there."""

    columns: Columns
    heard: tuple[Heard, ...]
    done: int


@contextmanager
def rows_ahead(stream: Stream, data_set: DataSet, block_size: int) -> Iterator[Iterator[Rows]]:
    """Every block of rows; each is read and cut into columns while the caller works on the one before it.

    Raises RefusalError for a file that cannot be read as one of the data set at all.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as reader:
        made = _rows(stream, data_set, block_size)

        def in_turn() -> Iterator[Rows]:
            due = reader.submit(next, made, None)
            while (rows := due.result()) is not None:
                due = reader.submit(next, made, None)
                yield rows

        yield in_turn()


def _rows(stream: Stream, data_set: DataSet, block_size: int) -> Iterator[Rows]:
    every = blocks(stream, block_size)
    header, line, first = _header(every, stream, data_set)
    yield _as_columns(first, header, data_set, stream, tuple((EXTRA, line, name) for name in header.unknown))
    for block in every:
        yield _as_columns(block, header, data_set, stream)


def _header(every: Iterator[Block], stream: Stream, data_set: DataSet) -> tuple[Header, int, Block]:
    """The header, its line, and the rest of its block."""
    for block in every:
        blank = block.blank()
        number = 0 if block.broken else next((at for at, empty in enumerate(blank) if not empty), None)
        if number is not None:
            header = read_header(block.record(number), data_set, stream.path)
            return header, int(block.lines[number]), block.without_first(number + 1)
    raise RefusalError(str(stream.path), "is empty")


def _as_columns(
    block: Block, header: Header, data_set: DataSet, stream: Stream, heard_before: tuple[Heard, ...] = ()
) -> Rows:
    heard: list[Heard] = []
    wanted = (*data_set.headers, *header.strange)
    columns = columns_of(block, header, wanted, lambda name, line: heard.append((name, line, "")))
    return Rows(columns, (*heard_before, *heard), stream.done)
