"""Cuts the bytes of a file into records with their line numbers, a block at a time, so that memory stays bounded.

A record may hold line ends inside quotes. One that would hold more than any real record (a quote that is never closed)
is given up at the end of its first line, and the next line starts afresh.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ostara.exchange.ndtms_files.opening import Stream
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError

BLOCK = 16 << 20
_QUOTE, _LINE_END, _RETURN, _COMMA = 34, 10, 13, 44

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole records: `starts` and `ends` are places in `data`, `lines` the line of the file on which each begins.

    `wrapped` is whether values may hold line ends, `broken` whether this is a single record with a quote that is never
    closed, `unended` whether the file ends with this block, and without a line end (which `data` has all the same).
    """

    data: bytes
    starts: Whole
    ends: Whole
    lines: Whole
    wrapped: bool = False
    broken: bool = False
    unended: bool = False

    def without_first(self, count: int) -> "Block":
        """The block without its first records."""
        offset = int(self.ends[count - 1])
        rest = slice(count, None)
        return Block(
            self.data[offset:],
            self.starts[rest] - offset,
            self.ends[rest] - offset,
            self.lines[rest],
            self.wrapped,
            unended=self.unended,
        )

    def where(self, keep: npt.NDArray[np.bool_]) -> "Block":
        """The records that are kept, close together."""
        lengths = (self.ends - self.starts)[keep]
        data = np.frombuffer(self.data, np.uint8)[np.repeat(keep, self.ends - self.starts)].tobytes()
        ends = np.cumsum(lengths)
        return Block(data, ends - lengths, ends, self.lines[keep], self.wrapped, unended=self.unended)

    def record(self, number: int) -> bytes:
        """The bytes of one record, with its line end."""
        return self.data[int(self.starts[number]) : int(self.ends[number])]

    def as_arrow(self) -> pa.Array:
        """The bytes of each record, without copying them."""
        offsets = np.append(self.starts, len(self.data)).astype(np.int32)
        return pa.BinaryArray.from_buffers(
            pa.binary(), len(self.starts), [None, pa.py_buffer(offsets), pa.py_buffer(self.data)]
        )

    def blank(self) -> npt.NDArray[np.bool_]:
        """Which records are empty lines."""
        lengths = self.ends - self.starts
        first = np.frombuffer(self.data, np.uint8)[self.starts]
        blank: npt.NDArray[np.bool_] = (lengths == 1) & (first == _LINE_END) | (lengths == 2) & (first == _RETURN)
        return blank

    def fields(self) -> Whole:
        """The number of fields of each record: the commas outside quotes, and one."""
        bytes_ = np.frombuffer(self.data, np.uint8)
        outside = (np.cumsum(bytes_ == _QUOTE, dtype=np.uint8) & 1) == 0  # parity survives the overflow
        commas = np.concatenate([[0], np.cumsum((bytes_ == _COMMA) & outside, dtype=np.int64)])
        counted: Whole = commas[self.ends] - commas[self.starts] + 1
        return counted


def whole_numbers(numbers: Whole) -> pa.Array:
    """The same numbers for Arrow. (`pa.array` would first import pandas, which takes longer than checking a block.)"""
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers.astype(np.int64))])


def blocks(stream: Stream, size: int = BLOCK) -> Iterator[Block]:
    """Every record of a stream, in order. Raises RefusalError for a line longer than any record can be."""
    most = parameter("ndtms_files.most_record_kib").whole << 10
    carried, line, line_end, unended, ended = b"", 1, b"\n", False, False
    while not ended:
        read = stream.read(size)
        ended = not read
        data = carried + read
        unended = ended and not data.endswith(b"\n")
        if unended and data:
            data += line_end.removeprefix(data[-1:])
        while cut := _cut(data, line, most, ended):
            line += cut.newlines
            data = data[len(cut.block.data) :]
            if cut.block.data.endswith(b"\r\n"):
                line_end = b"\r\n"
            yield replace(cut.block, unended=unended and not data)
        carried = data
        if len(carried) > most:
            raise RefusalError(str(stream.path), f"line {line:,} is longer than {most >> 10:,} KiB: it is no CSV file")


@dataclass(frozen=True)
class _Cut:
    """A block taken off the front of the data, and the line ends in it."""

    block: Block
    newlines: int


def _cut(data: bytes, line: int, most: int, ended: bool) -> _Cut | None:
    """The next block in `data`; None where more must be read."""
    bytes_ = np.frombuffer(data, np.uint8)
    newlines = np.flatnonzero(bytes_ == _LINE_END)
    ends = newlines[~_odd_quotes(bytes_, newlines)] + 1
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)[: len(ends)]
    overlong = np.flatnonzero(ends - starts > most)
    if len(overlong):
        ends, starts = ends[: overlong[0]], starts[: overlong[0]]
    if len(ends):
        return _whole(data, starts, ends, newlines, line)
    if len(overlong) or (data and ended) or len(data) > most:
        return _given_up(data, newlines, line, most)
    return None


def _odd_quotes(bytes_: npt.NDArray[np.uint8], places: Whole) -> npt.NDArray[np.bool_]:
    """Whether an odd number of quotes stands up to each of these places, so that it lies inside quotes."""
    if not len(places):
        return np.zeros(0, np.bool_)
    segments = np.concatenate([[0], places[:-1] + 1])
    quotes = np.add.reduceat((bytes_[: places[-1] + 1] == _QUOTE).view(np.uint8), segments, dtype=np.uint8)
    return (np.cumsum(quotes, dtype=np.uint8) & 1).astype(np.bool_)  # parity survives the overflow


def _whole(data: bytes, starts: Whole, ends: Whole, newlines: Whole, line: int) -> _Cut:
    data = data[: int(ends[-1])]
    passed = int(np.searchsorted(newlines, len(data)))
    wrapped = passed > len(ends) or (b"\r" in data and data.count(b"\r") > data.count(b"\r\n"))
    return _Cut(Block(data, starts, ends, line + np.searchsorted(newlines, starts), wrapped), passed)


def _given_up(data: bytes, newlines: Whole, line: int, most: int) -> _Cut | None:
    """The first line alone, as a record whose quote is never closed; None where that is no line either."""
    if not len(newlines) or newlines[0] >= most:
        return None
    end = int(newlines[0]) + 1
    return _Cut(Block(data[:end], np.array([0]), np.array([end]), np.array([line]), broken=True), 1)
