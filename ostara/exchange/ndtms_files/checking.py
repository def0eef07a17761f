"""Checks a file in columns, a block of rows at a time: rules run as SQL, and only what they find becomes rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ostara.exchange.ndtms_files.across_rows import Keys
from ostara.exchange.ndtms_files.columns import Columns, columns_of
from ostara.exchange.ndtms_files.compiling import compiled, typed_rows
from ostara.exchange.ndtms_files.file_checks import ENCODING, EXTRA, file_checks
from ostara.exchange.ndtms_files.findings import Findings
from ostara.exchange.ndtms_files.foreseeing import foresee
from ostara.exchange.ndtms_files.header import Header, read_header
from ostara.exchange.ndtms_files.opening import Stream, opened
from ostara.exchange.ndtms_files.records import BLOCK, Block, blocks
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import headers_of
from ostara.ndtms.field import Kind
from ostara.ndtms.reading import DateStyle, style_of
from ostara.ndtms.rule import Check, Rule
from ostara.ndtms.rules import rules_of, whole_file_rules_of
from ostara.tables.engine import engine

Progress = Callable[[int, int], None]  # bytes read, of how many


@dataclass(frozen=True)
class Checked:
    """What a check found: `rows` read, `accepted` those with nothing that rejects them, and every finding."""

    data_set: DataSet
    rows: int
    accepted: int
    findings: Findings


def _in_silence(_done: int, _size: int) -> None:
    """Say nothing of progress."""


@contextmanager
def checked_file(
    path: Path, data_set: DataSet, *, on: date, progress: Progress = _in_silence, block_size: int = BLOCK
) -> Iterator[Checked]:
    """Check every row and field of a file as on this day; findings can be read while the context lasts.

    Raises RefusalError for a file that cannot be read as one of the data set at all.
    """
    with opened(path) as stream, engine(path.parent) as connection:
        checking = _Checking(connection, data_set, on)
        for block in _after_header(stream, checking, block_size):
            checking.take(block)
            progress(stream.done, stream.size)
        yield checking.done()


def _after_header(stream: Stream, checking: "_Checking", block_size: int) -> Iterator[Block]:
    every = blocks(stream, block_size)
    for block in every:
        blank = block.blank()
        number = 0 if block.broken else next((at for at, empty in enumerate(blank) if not empty), None)
        if number is None:
            continue
        checking.head(read_header(block.record(number), checking.data_set, stream.path), int(block.lines[number]))
        yield block.without_first(number + 1)
        yield from every
        return
    raise RefusalError(str(stream.path), "is empty")


class _Checking:
    """The state of one check: counts, the file's style of dates, and what was found so far."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, data_set: DataSet, on: date) -> None:
        self.data_set = data_set
        self.rows = 0
        self._on = on
        self._connection = connection
        self._rules = rules_of(data_set)
        checks: tuple[Check, ...] = (*file_checks(data_set), *self._rules, *whole_file_rules_of(data_set))
        self.findings = Findings(connection, checks)
        self._keys = Keys(connection, data_set, on)
        self._dates = tuple(field.header for field in data_set.fields if field.kind is Kind.DATE)
        self._style: DateStyle | None = None
        self._header: Header | None = None
        self._told_encoding = False

    def head(self, header: Header, line: int) -> None:
        """Take the header, and warn once of each column that the data set does not have."""
        self._header = header
        for name in header.unknown:
            self.findings.add(self._id(EXTRA), line, column=name)

    def take(self, block: Block) -> None:
        """Check the rows of one block."""
        assert self._header is not None  # noqa: S101  blocks come after the header
        heard: list[tuple[str, int]] = []
        columns = columns_of(block, self._header, self.data_set.headers, lambda name, line: heard.append((name, line)))
        self.findings.add_lines([(self._id(name), line) for name, line in self._news(heard)])
        self.rows += columns.records
        if not len(columns.lines):
            return
        if self._style is None:
            self._style = _first_style(columns.texts, self._dates)
        self._check(columns, self._style or DateStyle.ISO)

    def _check(self, columns: Columns, style: DateStyle) -> None:
        foreseen = foresee(columns.texts, self.data_set, style, self._on)
        rules = [rule for rule in self._rules if foreseen.may_speak(rule.bad)]
        places = pa.array(range(len(columns.lines)), pa.int64())
        lines = pa.array(columns.lines, pa.int64())
        rows = columns.texts.append_column("place", places).append_column("line", lines)
        rows = rows.append_column("whole", columns.whole)
        self._connection.register("rows", rows)
        wanted = frozenset[str]().union(*(headers_of(rule.bad) for rule in rules))
        typed = typed_rows(self.data_set, "rows", style, wanted, foreseen.empty)
        bad = "".join(f', {compiled(rule.bad, self.data_set, self._on)} AS "{rule.id}"' for rule in rules)
        spoken = self._connection.sql(f"SELECT place{bad} FROM ({typed})").to_arrow_table()
        self._keys.add(typed_rows(self.data_set, "rows", style, self._keys.wanted))
        self._connection.unregister("rows")
        self.findings.add_many(list(_found(rules, spoken, columns.written, lines)))

    def done(self) -> Checked:
        """Ask what only the whole file can answer, and add up."""
        self._keys.ask(self.findings)
        return Checked(self.data_set, self.rows, self.rows - self.findings.rejected(), self.findings)

    def _news(self, heard: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """What was heard of lines; of the encoding of a file only the first."""
        for name, line in heard:
            if name != ENCODING or not self._told_encoding:
                yield name, line
            self._told_encoding |= name == ENCODING

    def _id(self, name: str) -> str:
        return f"{self.data_set.name}-FILE-{name}"


def _found(
    rules: list[Rule], spoken: pa.Table, texts: pa.Table, lines: pa.Array
) -> Iterator[tuple[str, pa.Array, pa.Array]]:
    """For each rule that spoke: its id, the lines, and what is written there in the column it blames."""
    for rule in rules:
        said = spoken.column(rule.id)
        if pc.any(said).as_py():
            where = spoken.column("place").filter(said).combine_chunks()
            yield rule.id, lines.take(where), texts.column(rule.column).take(where).combine_chunks()


def _first_style(table: pa.Table, dates: tuple[str, ...]) -> DateStyle | None:
    """The style of the first date, row by row and then in the order of the fields; None while there is none."""
    for batch in table.select(dates).to_batches(max_chunksize=100):
        for row in batch.to_pylist():
            for text in row.values():
                style = style_of(text.strip(" ")) if text else None
                if style:
                    return style
    return None
