"""Checks a file in columns, a block of rows at a time: rules run as SQL, and only what they find becomes rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ostara.exchange.ndtms_files.across_rows import Keys
from ostara.exchange.ndtms_files.columns import Columns
from ostara.exchange.ndtms_files.compiling import compiled, typed_rows
from ostara.exchange.ndtms_files.file_checks import ENCODING, file_checks
from ostara.exchange.ndtms_files.findings import Findings
from ostara.exchange.ndtms_files.foreseeing import Foreseen, foresee
from ostara.exchange.ndtms_files.opening import opened
from ostara.exchange.ndtms_files.reading_ahead import Heard, Rows, rows_ahead
from ostara.exchange.ndtms_files.records import BLOCK, whole_numbers
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import headers_of
from ostara.ndtms.field import Kind
from ostara.ndtms.reading import DateStyle, style_of
from ostara.ndtms.rule import Check, Rule
from ostara.ndtms.rules import rules_of, whole_file_rules_of
from ostara.tables.engine import MEMORY, engine

CONSENT, GIVEN = "CONSENT", "Y"
Progress = Callable[[int, int], None]  # bytes read, of how many


@dataclass(frozen=True)
class Checked:
    """What a check found: `rows` read, `accepted` those with nothing that rejects them, and every finding.

    `style` is how the file writes its dates. `connection` holds the findings and, of every row, its line in `keys`.
    """

    data_set: DataSet
    rows: int
    accepted: int
    findings: Findings
    style: DateStyle
    connection: duckdb.DuckDBPyConnection


class Keep(Protocol):
    """Keeps the rows of a file while they are checked, in a folder that the connection of the check may read."""

    folder: Path

    def take(self, columns: Columns, /) -> None:
        """Keep the rows of a block, and the records that are no rows."""


def _in_silence(_done: int, _size: int) -> None:
    """Say nothing of progress."""


@contextmanager
def checked_file(
    path: Path,
    data_set: DataSet,
    *,
    on: date,
    progress: Progress = _in_silence,
    block_size: int = BLOCK,
    keep: Keep | None = None,
    memory: str = MEMORY,
) -> Iterator[Checked]:
    """Check every row and field of a file as on this day; findings can be read while the context lasts.

    With `keep`, it is given every row as soon as it was checked. What does not fit in `memory` goes to disk.
    Raises RefusalError for a file that cannot be read as one of the data set at all.
    """
    with opened(path) as stream, engine(keep.folder if keep else path.parent, memory=memory) as connection:
        checking = _Checking(connection, data_set, on)
        with rows_ahead(stream, data_set, block_size) as blocks:
            for rows in blocks:
                checking.take(rows)
                if keep:
                    keep.take(rows.columns)
                progress(rows.done, stream.size)
        yield checking.done()


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
        self._foreseen: Foreseen | None = None
        self._told_encoding = False

    def take(self, rows: Rows) -> None:
        """Check the rows of one block."""
        columns = rows.columns
        self.findings.add_lines([(self._id(name), line, column) for name, line, column in self._news(rows.heard)])
        self.rows += columns.records
        if not len(columns.lines):
            return
        if self._style is None:
            self._style = _first_style(columns.texts, self._dates)
        self._check(columns, self._style or DateStyle.ISO)

    def _check(self, columns: Columns, style: DateStyle) -> None:
        """Rules that may speak of rows with consent run over all rows, the others only over the few without it."""
        places, lines = whole_numbers(np.arange(len(columns.lines))), whole_numbers(columns.lines)
        rows = columns.texts.append_column("place", places).append_column("line", lines)
        rows = rows.append_column("whole", columns.whole)
        self._foreseen = foresee(columns.texts, self.data_set, style, self._on, self._foreseen)
        consented = self._foreseen.where(CONSENT, GIVEN)
        mostly = [rule for rule in self._rules if consented.may_speak(rule.bad)]
        said = self._say(mostly, rows, self._foreseen)
        if consented is not self._foreseen:
            others = [at for at, text in enumerate(rows.column(CONSENT).to_pylist()) if text != GIVEN]
            few = rows.take(whole_numbers(np.array(others, np.int64)))
            of_few = foresee(few.select(self.data_set.headers), self.data_set, style, self._on)
            ran = {rule.id for rule in mostly}
            seldom = [rule for rule in self._rules if rule.id not in ran and of_few.may_speak(rule.bad)]
            said += self._say(seldom, few, of_few)
        self.findings.add_many(
            [
                (rule.id, lines.take(where), columns.written.column(rule.column).take(where).combine_chunks())
                for rule, where in said
            ]
        )
        self._connection.register("rows", rows)
        self._keys.add(typed_rows(self.data_set, "rows", style, self._keys.wanted))
        self._connection.unregister("rows")

    def _say(self, rules: Sequence[Rule], rows: pa.Table, foreseen: Foreseen) -> list[tuple[Rule, pa.Array]]:
        """The rules that speak of any of these rows, and the places of those."""
        if not rules:
            return []
        wanted = frozenset[str]().union(*(headers_of(rule.bad) for rule in rules))
        typed = typed_rows(self.data_set, "rows", foreseen.style, wanted, foreseen.empty)
        bad = "".join(f', {compiled(rule.bad, self.data_set, self._on)} AS "{rule.id}"' for rule in rules)
        self._connection.register("rows", rows)
        spoken = self._connection.sql(f"SELECT place{bad} FROM ({typed})").to_arrow_table()
        self._connection.unregister("rows")
        return [
            (rule, spoken.column("place").filter(said).combine_chunks())
            for rule in rules
            if pc.any(said := spoken.column(rule.id)).as_py()
        ]

    def done(self) -> Checked:
        """Ask what only the whole file can answer, and add up."""
        self._keys.ask(self.findings)
        accepted = self.rows - self.findings.rejected()
        style = self._style or DateStyle.ISO
        return Checked(self.data_set, self.rows, accepted, self.findings, style, self._connection)

    def _news(self, heard: Iterable[Heard]) -> Iterator[Heard]:
        """What was heard of lines; of the encoding of a file only the first."""
        for name, line, column in heard:
            if name != ENCODING or not self._told_encoding:
                yield name, line, column
            self._told_encoding |= name == ENCODING

    def _id(self, name: str) -> str:
        return f"{self.data_set.name}-FILE-{name}"


def _first_style(table: pa.Table, dates: tuple[str, ...]) -> DateStyle | None:
    """The style of the first date, row by row and then in the order of the fields; None while there is none."""
    for batch in table.select(dates).to_batches(max_chunksize=100):
        for row in batch.to_pylist():
            for text in row.values():
                style = style_of(text.strip(" ")) if text else None
                if style:
                    return style
    return None
