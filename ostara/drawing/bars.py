"""Horizontal bars, alone or in groups, each with its value in words: shares and counts of things beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from ostara.drawing import words
from ostara.drawing.axes import Frame, level_axis
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.rows import (
    NARROW_ROW,
    WIDE_ROW,
    reference_line,
    row_frame,
    row_marks,
    row_middle,
    row_words,
    whisker,
)
from ostara.drawing.scale import Scale
from ostara.drawing.svg import WIDE, font, line, lines_of, no_data, picture, wrapped
from ostara.drawing.words import Unit


@dataclass(frozen=True)
class Bar:
    """One bar with its 95% interval or none. A value of None is not known; one withheld is said to be, and not drawn.

    Raises ValueError for a value that is withheld and yet given.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    group: str = ""
    withheld: bool = False

    def __post_init__(self) -> None:
        if self.withheld and any(given is not None for given in (self.value, self.low, self.high)):
            raise ValueError(f"bar {self.name!r} is withheld, and so has no value")

    @property
    def has_interval(self) -> bool:
        """Whether the value and both ends of its interval are known."""
        return all(map(words.known, (self.value, self.low, self.high)))


@dataclass(frozen=True)
class BarChart:
    """Bars from top to bottom in the order given, those of one `group` under its name, with one line across them."""

    title: str
    bars: tuple[Bar, ...]
    value_name: str = "Share"
    unit: Unit = Unit.SHARE
    reference: float | None = None
    reference_name: str = ""
    row_name: str = "Group"
    group_name: str = ""

    def summary(self) -> str:
        """Each bar in words, and the line they are held against."""
        said = [f"{self._named(bar)}: {self._said(bar)}" for bar in self.bars]
        return "; ".join([*said, *self._reference_said()] if said else ["There is no data."])

    def table(self) -> DataTable:
        """Each bar's value, and its interval where any bar has one; the line below."""
        bounded = any(bar.has_interval for bar in self.bars)
        columns = [Column(self.group_name or "Part")] if self._grouped else []
        columns += [Column(self.row_name), Column(self.value_name, numeric=True)]
        columns += [Column("95% interval", numeric=True)] if bounded else []
        rows = tuple(self._cells(bar, bounded) for bar in self.bars)
        return DataTable(self.title, tuple(columns), rows, tuple(f"{said}." for said in self._reference_said()))

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        if not self.bars:
            return no_data(self.title, width)
        marks = row_marks([self.reference, *(v for bar in self.bars for v in (bar.value, bar.high))], self.unit)
        frame = self._frame(width)
        across = Scale(marks[0], marks[-1], frame.left, frame.right)
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            *(line((across.at(mark), frame.top), (across.at(mark), frame.bottom), "c-grid") for mark in marks),
            reference_line(frame, across, self.reference, self.reference_name, self.unit),
            *self._rows(frame, across),
            level_axis(
                frame,
                [across.at(mark) for mark in marks],
                [words.mark(mark, self.unit) for mark in marks],
                words.axis_name(self.value_name, self.unit),
            ),
        )

    @property
    def _grouped(self) -> bool:
        return any(bar.group for bar in self.bars)

    def _starts_group(self, which: int) -> bool:
        """Whether a bar is the first of those that stand together under a name, or the first after them."""
        before = self.bars[which - 1].group if which else ""
        return self.bars[which].group != before

    def _frame(self, width: float) -> Frame:
        """Rows, with room for the line's words above them and for the names of groups between them."""
        over = font(width) * 1.2 if self.reference is not None else 0
        names, said = [bar.name for bar in self.bars], [self._said(bar) for bar in self.bars]
        frame = row_frame(width, names, said, len(self.bars), over)
        heads = sum(map(self._starts_group, range(len(self.bars))))
        return Frame(width, frame.left, frame.top, frame.right, frame.bottom + heads * _head_room(frame))

    def _rows(self, frame: Frame, across: Scale) -> Iterator[Markup]:
        top = frame.top
        for which, bar in enumerate(self.bars):
            if self._starts_group(which):
                said = wrapped(bar.group, frame.width - 4, frame.size, 1, bold=True)
                yield line((2, top), (frame.width - 2, top), "c-axis")
                yield lines_of(2, top + frame.size * 1.4, said, frame.size, class_="c-strong c-halo")
                top += _head_room(frame)
            yield self._bar(bar, frame, across, top)
            top += NARROW_ROW if frame.narrow else WIDE_ROW

    def _bar(self, bar: Bar, frame: Frame, across: Scale, top: float) -> Markup:
        middle, thick = row_middle(frame, top), 14 if frame.narrow else 18
        drawn = [row_words(frame, top, bar.name, self._said(bar))]
        if bar.value is not None and words.known(bar.value):
            long = across.at(bar.value) - across.start
            drawn.append(
                element(
                    "rect",
                    x=across.start,
                    y=middle - thick / 2,
                    width=long,
                    height=thick,
                    class_="c-bar",
                    fill="currentColor",
                    fill_opacity=0.45,  # so that the whisker and the line can be seen on it
                    stroke="currentColor",
                )
            )
        if bar.low is not None and bar.high is not None and bar.has_interval:
            drawn.append(whisker(across, bar.low, bar.high, middle, "c-text"))
        return element("g", *drawn)

    def _cells(self, bar: Bar, bounded: bool) -> tuple[Cell, ...]:
        absent = words.WITHHELD if bar.withheld else words.UNKNOWN
        cells: list[Cell] = [bar.group] if self._grouped else []
        cells += [bar.name, self._value(bar)]
        if bounded:
            cells.append(words.interval(bar.low, bar.high, self.unit) if bar.has_interval else absent)
        return tuple(cells)

    def _value(self, bar: Bar) -> str:
        return words.WITHHELD if bar.withheld else words.say(bar.value, self.unit)

    def _said(self, bar: Bar) -> str:
        bounds = f" ({words.interval(bar.low, bar.high, self.unit)})" if bar.has_interval else ""
        return f"{self._value(bar)}{bounds}"

    def _named(self, bar: Bar) -> str:
        return f"{bar.group}, {bar.name}" if bar.group else bar.name

    def _reference_said(self) -> tuple[str, ...]:
        if self.reference is None:
            return ()
        return (f"{self.reference_name or 'Line'}: {words.say(self.reference, self.unit)}",)


def _head_room(frame: Frame) -> float:
    return frame.size * 1.9
