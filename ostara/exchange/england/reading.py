"""A published file, line by line: CSV, plain or gzipped, in UTF-8 or as older spreadsheets write it.

Read twice and never held whole: once for its hash and encoding, once for its records with their line numbers.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ostara.exchange.ndtms_files.opening import Stream, opened
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES = (".csv", ".csv.gz")
BLOCK = 1 << 20
HEAD = 60  # records within which a table's header stands, below its title and notes
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Record:
    """The cells of one record and the line on which it begins."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> list[str]:
        """The cells that hold something."""
        return [cell for cell in self.cells if cell.strip()]


@dataclass(frozen=True)
class SourceFile:
    """A file that can be read: `name` for people, the hash of its bytes as unpacked, and how they are text."""

    path: Path
    name: str
    sha256: str
    encoding: str

    def head(self) -> tuple[Record, ...]:
        """The first records."""
        return tuple(islice(self.records(), HEAD))

    def records(self) -> Iterator[Record]:
        """Every record. Raises RefusalError naming the line of one that is no CSV."""
        with opened(self.path) as stream:
            bytes_ = io.BufferedReader(_Bytes(stream), BLOCK)
            text = io.TextIOWrapper(bytes_, encoding=self.encoding, errors="replace", newline="")
            rows, line = csv.reader(text), 1
            while True:
                try:
                    row = next(rows, None)
                except csv.Error as error:
                    raise RefusalError(f"{self.name} line {line}", f"is not a line of CSV ({error})") from None
                if row is None:
                    return
                yield Record(line, tuple(row))
                line = rows.line_num + 1


@dataclass(frozen=True)
class Aside:
    """A place for a figure that holds none, and why."""

    column: str
    why: str


# What a record of a table gives: the reason why it holds no figures, or what stands in each of its places.
Given = str | list[PublishedFigure | Aside]


def _no_remarks() -> list[str]:
    return []


@dataclass(frozen=True)
class Sheet:
    """A file known for what it is.

    Its header ends after `header` records. `look` sees every record below before `read` reads the first of them.
    """

    source: str
    header: int
    read: Callable[[Record], Given]
    not_read: tuple[str, ...] = ()
    remarks: Callable[[], list[str]] = _no_remarks
    look: Callable[[Record], None] | None = None


def source_file(path: Path) -> SourceFile:
    """Look through a file once. Raises RefusalError for one that is broken, or no text."""
    digest, decoder, utf_8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    with opened(path) as stream:
        first = True
        while block := stream.read(BLOCK):
            if b"\0" in block or (first and block.startswith(UTF_16)):
                raise RefusalError(path.name, "is not text that can be read (save it as CSV in UTF-8)")
            first = False
            digest.update(block)
            utf_8 = utf_8 and _decodes(decoder, block)
    utf_8 = utf_8 and _decodes(decoder, b"", final=True)
    return SourceFile(path, path.name, digest.hexdigest(), "utf-8-sig" if utf_8 else "cp1252")


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def no_figures(record: Record, width: int) -> str | None:
    """Why a record below a header cannot hold figures: blank, a note, or more or fewer cells than the header."""
    if len(record.cells) == width > 1 and record.cells[0] and record.cells[1]:
        return None  # as nearly every record: what follows looks at each cell
    filled = record.filled
    if not filled:
        return "a blank line"
    if len(filled) == 1 and (len(record.cells) == 1 or record.cells[0].strip()):
        return "a note"
    if any(cell.strip() for cell in record.cells[width:]):
        return "more cells than the header names (a thousands comma without quotes does that)"
    if len(record.cells) < width:
        return "fewer cells than the header names"
    return None


class _Bytes(io.RawIOBase):
    """A stream as the io module wants it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
