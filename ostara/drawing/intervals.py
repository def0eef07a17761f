"""A dot and its interval for each group, one row each: who differs, and how sure can anyone be?"""

from dataclasses import dataclass

from ostara.drawing import words
from ostara.drawing.axes import Frame, level_axis
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.rows import name_lines, reference_line, row_frame, row_marks, row_middle, row_words, whisker
from ostara.drawing.scale import Scale
from ostara.drawing.svg import WIDE, font, line, marker, no_data, picture
from ostara.drawing.words import Unit


@dataclass(frozen=True)
class IntervalRow:
    """One group: an estimate with its 95% interval, and what it was counted from. None is not known."""

    name: str
    estimate: float | None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    of: int | None = None

    @property
    def has_interval(self) -> bool:
        """Whether both ends of the interval are known."""
        return words.known(self.low) and words.known(self.high)


@dataclass(frozen=True)
class IntervalChart:
    """Rows from top to bottom in the order given, with one line to hold them against (`reference`)."""

    title: str
    rows: tuple[IntervalRow, ...]
    value_name: str = "Share"
    unit: Unit = Unit.SHARE
    reference: float | None = None
    reference_name: str = ""
    row_name: str = "Group"

    def summary(self) -> str:
        """Each row in words."""
        return "; ".join(f"{row.name}: {self._said(row)}" for row in self.rows) or "There is no data."

    def table(self) -> DataTable:
        """Each row with its estimate and interval, and its count where any row has one."""
        counted = any(row.of is not None for row in self.rows)
        columns = [Column(self.row_name), Column(self.value_name, numeric=True), Column("95% interval", numeric=True)]
        columns += [Column("Counted from", numeric=True)] if counted else []
        return DataTable(self.title, tuple(columns), tuple(self._cells(row, counted) for row in self.rows))

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        if not self.rows:
            return no_data(self.title, width)
        marks = row_marks([self.reference, *(v for row in self.rows for v in (row.estimate, row.high))], self.unit)
        over = font(width) * 1.2 if self.reference is not None else 0
        names, said = [row.name for row in self.rows], [self._said(row) for row in self.rows]
        lines = name_lines(width, names)
        frame = row_frame(width, names, said, len(self.rows), over, lines)
        across = Scale(marks[0], marks[-1], frame.left, frame.right)
        tall = (frame.bottom - frame.top) / len(self.rows)
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            *(line((across.at(mark), frame.top), (across.at(mark), frame.bottom), "c-grid") for mark in marks),
            reference_line(frame, across, self.reference, self.reference_name, self.unit),
            *(self._row(row, frame, across, frame.top + tall * which, lines) for which, row in enumerate(self.rows)),
            level_axis(
                frame,
                [across.at(mark) for mark in marks],
                [words.mark(mark, self.unit) for mark in marks],
                words.axis_name(self.value_name, self.unit),
            ),
        )

    def _cells(self, row: IntervalRow, counted: bool) -> tuple[Cell, ...]:
        bounds = words.interval(row.low, row.high, self.unit)
        cells: tuple[Cell, ...] = (row.name, words.say(row.estimate, self.unit), bounds)
        return (*cells, words.share(row.count, row.of)) if counted else cells

    def _said(self, row: IntervalRow) -> str:
        value = words.say(row.estimate, self.unit)
        if not words.known(row.estimate) or not row.has_interval:
            return value
        return f"{value} ({words.interval(row.low, row.high, self.unit)})"

    def _row(self, row: IntervalRow, frame: Frame, across: Scale, top: float, lines: int) -> Markup:
        middle = row_middle(frame, top, lines)
        drawn = [row_words(frame, top, row.name, self._said(row), lines)]
        if row.low is not None and row.high is not None and row.has_interval:
            drawn.append(whisker(across, row.low, row.high, middle, "c-s1"))
        if row.estimate is not None and words.known(row.estimate):
            drawn.append(marker(0, across.at(row.estimate), middle, 5, class_="c-s1"))
        return element("g", *drawn)
