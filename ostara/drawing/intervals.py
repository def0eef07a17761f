"""A dot and its interval for each group, one row each: who differs, and how sure can anyone be?"""

from collections.abc import Sequence
from dataclasses import dataclass

from ostara.drawing import words
from ostara.drawing.axes import Frame, held_inside, level_axis
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, highest_of, share_ticks, ticks
from ostara.drawing.svg import WIDE, font, length_of, line, lines_of, marker, no_data, picture, wrapped, written
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
        marks = self._marks()
        frame = self._frame(width)
        across = Scale(marks[0], marks[-1], frame.left, frame.right)
        tall = (frame.bottom - frame.top) / len(self.rows)
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            *(line((across.at(mark), frame.top), (across.at(mark), frame.bottom), "c-grid") for mark in marks),
            self._reference(frame, across),
            *(self._row(row, frame, across, frame.top + tall * which, tall) for which, row in enumerate(self.rows)),
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

    def _marks(self) -> tuple[float, ...]:
        values = [value for row in self.rows for value in (row.estimate, row.high)] + [self.reference]
        highest = highest_of(values)
        return share_ticks(highest) if self.unit is Unit.SHARE else ticks(0, max(highest, 1e-6))

    def _frame(self, width: float) -> Frame:
        """Names left and numbers right of a wide plot; above each row of a narrow one."""
        size, count = font(width), len(self.rows)
        top = 12 + (size * 1.2 if self.reference is not None else 0)
        if width < WIDE / 2:
            return Frame(width, 8, top, width - 14, top + count * 58)
        names = min(200, max(length_of(row.name, size) for row in self.rows)) + 14
        said = min(190, max(length_of(self._said(row), size) for row in self.rows)) + 14
        return Frame(width, names, top, width - said, top + count * 38)

    def _row(self, row: IntervalRow, frame: Frame, across: Scale, top: float, tall: float) -> Markup:
        middle = top + (tall - 13 if frame.narrow else tall / 2)
        drawn = [self._words(row, frame, top, middle), line((2, top), (frame.width - 2, top), "c-grid")]
        if row.low is not None and row.high is not None and row.has_interval:
            ends = [(across.at(row.low), middle), (across.at(row.high), middle)]
            drawn.append(line(ends[0], ends[1], "c-s1", wide=2))
            drawn.extend(line((x, middle - 5), (x, middle + 5), "c-s1", wide=2) for x, _ in ends)
        if row.estimate is not None and words.known(row.estimate):
            drawn.append(marker(0, across.at(row.estimate), middle, 5, class_="c-s1"))
        return element("g", *drawn)

    def _words(self, row: IntervalRow, frame: Frame, top: float, middle: float) -> Markup:
        """The name and the numbers of a row: left and right of its dot, or above it in a narrow picture."""
        size = frame.size
        if frame.narrow:
            room, said = frame.width - 4, self._said(row)
            named = lines_of(
                2, top + size * 1.3, wrapped(row.name, room, size, 1, bold=True), size, class_="c-strong c-halo"
            )
            told = lines_of(2, top + size * 2.55, wrapped(said, room, size, 1), size, class_="c-text c-halo")
        else:
            named = _beside(2, middle, wrapped(row.name, frame.left - 14, size), size, "start")
            said_lines = wrapped(self._said(row), frame.width - frame.right - 12, size)
            told = _beside(frame.width - 2, middle, said_lines, size, "end")
        return element("g", named, told)

    def _reference(self, frame: Frame, across: Scale) -> Markup:
        if self.reference is None:
            return Markup()
        x = across.at(self.reference)
        said = f"{self.reference_name} {words.say(self.reference, self.unit)}".strip()
        shown = wrapped(said, frame.width - 4, frame.size, 1)[0]
        place, anchor = held_inside(x, length_of(shown, frame.size), frame.width)
        stroke = line((x, frame.top), (x, frame.bottom), "c-limit", dash="7 4", wide=1.5)
        return element("g", stroke, written(place, frame.size, shown, anchor=anchor, class_="c-soft"))


def _beside(x: float, middle: float, said: Sequence[str], size: float, anchor: str) -> Markup:
    """Lines of words about a height."""
    foot = middle + size * 0.35 - (len(said) - 1) * size * 0.6
    return lines_of(x, foot, said, size, anchor=anchor, class_="c-text")
