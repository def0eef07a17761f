"""Turns a block of records into columns of text, one row each, and names the records that are not of their shape."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from ostara.exchange.ndtms_files.file_checks import BLANK, CUT, ENCODING, FIELDS, QUOTE
from ostara.exchange.ndtms_files.header import Header
from ostara.exchange.ndtms_files.records import Block, Whole

Say = Callable[[str, int], None]  # the name of a file check, and the line it is about
_PARSED_AT_ONCE = 1 << 20
_SPACE, _EDGES = 32, (34, 44, 10, 13)  # edges of a value: quote, comma, line ends


@dataclass(frozen=True)
class Columns:
    """Rows as text columns, blanks as nulls, with the line on which each begins; `records` counts the bad ones too.

    `written` is as in the file, `texts` without the spaces around (the same table where there are none), `whole` the
    bytes of each row. `left` are the records that are no rows.
    """

    written: pa.Table
    texts: pa.Table
    whole: pa.Array
    lines: Whole
    records: int
    left: tuple[Block, ...] = ()


def columns_of(block: Block, header: Header, wanted: tuple[str, ...], say: Say) -> Columns:
    """The rows of a block. `say` hears of every record that is not one, by its line."""
    if block.broken:
        say(CUT if block.unended else QUOTE, int(block.lines[0]))
        return Columns(_empty(wanted), _empty(wanted), pa.array([], pa.binary()), block.lines[:0], 1, (block,))
    blank = block.blank()
    for line in block.lines[blank & ~np.concatenate([[False], blank[:-1]])]:
        say(BLANK, int(line))
    block = block.where(~blank) if blank.any() else block
    records, left = len(block.lines), []
    text = _utf8(block, say)
    table = _parsed(text, header, wanted, block.wrapped)
    if table is None or table.num_rows != records:
        block, others = _of_the_right_width(block, len(header.columns), say)
        left.append(others)
        table = _parsed(_utf8(block, say), header, wanted, block.wrapped)
    if table is None or table.num_rows != len(block.lines):
        block, others, table = _one_by_one(block, header, wanted, say)
        left.append(others)
    texts = _trimmed(table) if _padded(block.data) else table
    return Columns(table, texts, block.as_arrow(), block.lines, records, tuple(left))


def _padded(data: bytes) -> bool:
    """Whether a space may stand at an edge of a value: most files have none."""
    bytes_ = np.frombuffer(data, np.uint8)
    spaces = np.flatnonzero(bytes_ == _SPACE)
    around = np.concatenate([bytes_[np.maximum(spaces - 1, 0)], bytes_[np.minimum(spaces + 1, len(bytes_) - 1)]])
    at_an_end = len(spaces) and (spaces[0] == 0 or spaces[-1] == len(bytes_) - 1)
    return bool(at_an_end or np.isin(around, _EDGES).any())


def _trimmed(table: pa.Table) -> pa.Table:
    columns = {}
    for name in table.column_names:
        text = pc.utf8_trim(table.column(name), " ")
        columns[name] = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    return pa.table(columns)


def _utf8(block: Block, say: Say) -> bytes:
    try:
        block.data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = int(np.searchsorted(block.starts, error.start, side="right")) - 1
        say(ENCODING, int(block.lines[first]))
        return block.data.decode("cp1252", errors="replace").encode()
    return block.data


def _parsed(text: bytes, header: Header, wanted: tuple[str, ...], wrapped: bool) -> pa.Table | None:
    if not text:
        return _empty(wanted)
    try:
        return pa_csv.read_csv(
            pa.BufferReader(text),
            read_options=pa_csv.ReadOptions(column_names=list(header.columns), block_size=_PARSED_AT_ONCE),
            parse_options=pa_csv.ParseOptions(newlines_in_values=wrapped),
            convert_options=pa_csv.ConvertOptions(
                include_columns=list(wanted),
                column_types=dict.fromkeys(wanted, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:  # a record of another width
        return None


def _of_the_right_width(block: Block, width: int, say: Say) -> tuple[Block, Block]:
    """The records of this many fields, and the others."""
    right = block.fields() == width
    for number in np.flatnonzero(~right):
        at_the_end = block.unended and number == len(right) - 1
        say(CUT if at_the_end else FIELDS, int(block.lines[number]))
    return block.where(right), block.where(~right)


def _one_by_one(block: Block, header: Header, wanted: tuple[str, ...], say: Say) -> tuple[Block, Block, pa.Table]:
    """The slow way, for a block in which a quote stands in the middle of a field."""
    places = [header.columns.index(name) for name in wanted]
    rows: list[list[str | None]] = []
    right = np.ones(len(block.lines), np.bool_)
    for number in range(len(block.lines)):
        cells = _cells(block.record(number))
        if len(cells) == len(header.columns):
            rows.append([cells[place] or None for place in places])
        else:
            right[number] = False
            say(FIELDS, int(block.lines[number]))
    columns = zip(*rows, strict=True) if rows else ([] for _ in wanted)
    return (
        block.where(right),
        block.where(~right),
        pa.table({name: pa.array(column, pa.string()) for name, column in zip(wanted, columns, strict=True)}),
    )


def _cells(record: bytes) -> list[str]:
    try:
        text = record.decode("utf-8")
    except UnicodeDecodeError:
        text = record.decode("cp1252", errors="replace")
    try:
        found = list(csv.reader(io.StringIO(text.removesuffix("\n").removesuffix("\r"), newline="")))
    except csv.Error:
        return []
    return found[0] if len(found) == 1 else []


def _empty(wanted: tuple[str, ...]) -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in wanted})
