"""How values are spread, such as the highest dose each person reached, with a line that matters and the quartiles."""

from dataclasses import dataclass
from itertools import pairwise

from ostara.drawing import words
from ostara.drawing.axes import Frame, held_inside, left_room, level_axis, upright_axis
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, whole_ticks
from ostara.drawing.svg import WIDE, font, length_of, line, marker, no_data, picture, wrapped, written
from ostara.drawing.words import Unit


@dataclass(frozen=True)
class Bin:
    """How many values v there are with low <= v < high."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class HistogramChart:
    """Bars side by side. `threshold` is a marked line; `quartiles` are the 25th, 50th and 75th percentiles.

    Raises ValueError for bins that do not ascend or that overlap.
    """

    title: str
    bins: tuple[Bin, ...]
    value_name: str = "Highest dose"
    unit: Unit = Unit.MG
    count_name: str = "People"
    threshold: float | None = None
    threshold_name: str = ""
    quartiles: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        if any(each.high <= each.low for each in self.bins) or any(b.low < a.high for a, b in pairwise(self.bins)):
            raise ValueError(f"chart {self.title!r}: bins must ascend without overlap")

    def summary(self) -> str:
        """Total, quartiles, and how many lie on each side of the line."""
        told = [f"{self.count_name}: {words.number(self._total())}."]
        if self.quartiles and self._has_quartiles:
            low, middle, high = (words.say(value, self.unit) for value in self.quartiles)
            told.append(f"Middle value {middle}; half lie between {low} and {high}.")
        sides = self._sides()
        if sides:
            told.append(f"{sides[0]}; {sides[1]}.")
        return " ".join(told)

    def table(self) -> DataTable:
        """Each bar with its count and its share of all."""
        total = self._total()
        columns = (
            Column(words.axis_name(self.value_name, self.unit)),
            Column(self.count_name, numeric=True),
            Column("Share", numeric=True),
        )
        rows = tuple(
            (self._range(each), each.count, words.percent(each.count / total if total else None)) for each in self.bins
        )
        return DataTable(self.title, columns, rows, (self.summary(),) if total else ())

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        if not self._total():
            return no_data(self.title, width)
        marks = whole_ticks(max(each.count for each in self.bins))
        said = [words.number(mark) for mark in marks]
        frame = self._frame(width, left_room(width, said))
        across = self._scale(frame)
        up = Scale(0, marks[-1], frame.bottom, frame.top)
        edges = [self.bins[0].low, *(each.high for each in self.bins)]
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            upright_axis(frame, up, marks, said, self.count_name),
            *(self._bar(each, across, up) for each in self.bins if each.count),
            level_axis(
                frame,
                [across.at(edge) for edge in edges],
                [words.mark(edge, self.unit) for edge in edges],
                words.axis_name(self.value_name, self.unit),
            ),
            self._threshold(frame, across),
            self._quartiles(frame, across),
        )

    def _scale(self, frame: Frame) -> Scale:
        """From the first bar to the last, and as far as the line where it stands beyond them."""
        ends = (self.bins[0].low, self.bins[-1].high)
        line_at = () if self.threshold is None else (self.threshold,)
        return Scale(min(*ends, *line_at), max(*ends, *line_at), frame.left, frame.right)

    @property
    def _has_quartiles(self) -> bool:
        return self.quartiles is not None and all(map(words.known, self.quartiles))

    def _total(self) -> int:
        return sum(each.count for each in self.bins)

    def _range(self, each: Bin) -> str:
        return f"{words.mark(each.low, self.unit)} to under {words.mark(each.high, self.unit)}"

    def _sides(self) -> tuple[str, str] | None:
        """Who lies below the line and who does not, in words; only where the line runs between two bars."""
        if (
            self.threshold is None
            or not self._total()
            or any(each.low < self.threshold < each.high for each in self.bins)
        ):
            return None
        below, total = sum(each.count for each in self.bins if each.high <= self.threshold), self._total()
        at = words.say(self.threshold, self.unit)
        return f"{words.percent(below / total)} below {at}", f"{words.percent(1 - below / total)} at {at} or above"

    def _frame(self, width: float, left: float) -> Frame:
        """Over the plot, from the top: quartiles, the line's words, and the name of the upright axis."""
        size = font(width)
        rows = (2.6 if self._has_quartiles else 0) + (2.9 if self.threshold is not None else 0)
        top = size * (1 + rows) + 14
        return Frame(width, left, top, width - 16, top + (190 if width < WIDE / 2 else 230))

    def _bar(self, each: Bin, across: Scale, up: Scale) -> Markup:
        left, right, top = across.at(each.low) + 1, across.at(each.high) - 1, up.at(each.count)
        below = self.threshold is not None and each.high <= self.threshold
        return element(
            "rect",
            x=left,
            y=top,
            width=max(right - left, 0.5),
            height=max(up.start - top, 0),
            class_="c-bar-below" if below else "c-bar",
            fill="currentColor",
            fill_opacity=0.35 if below else 1,
            stroke="currentColor",
        )

    def _threshold(self, frame: Frame, across: Scale) -> Markup:
        """The line, what it means over it, and how many lie on each side of it."""
        if self.threshold is None:
            return Markup()
        x, size, top = across.at(self.threshold), frame.size, frame.top - 12 - frame.size * 2.5
        said = " ".join(part for part in (self.threshold_name, words.say(self.threshold, self.unit)) if part)
        drawn = [
            line((x, top + 5), (x, frame.bottom), "c-act", dash="7 4", wide=2),
            _centred(frame, x, top, said, "c-strong"),
        ]
        return element("g", *drawn, *_side_words(frame, x, top + size * 1.3, self._sides()))

    def _quartiles(self, frame: Frame, across: Scale) -> Markup:
        if not self._has_quartiles or self.quartiles is None:
            return Markup()
        low, middle, high = (across.at(value) for value in self.quartiles)
        said = [words.say(value, self.unit) for value in self.quartiles]
        y = frame.size * 1.75
        drawn = [line((low, y), (high, y), "c-s1", wide=2)]
        drawn.extend(line((x, y - 5), (x, y + 5), "c-s1", wide=2) for x in (low, high))
        drawn.append(marker(3, middle, y, 5, class_="c-s1"))
        told = f"Half of all: {said[0]} to {said[2]}; middle {said[1]}"
        return element("g", *drawn, _centred(frame, (low + high) / 2, frame.size, told, "c-text"))


def _side_words(frame: Frame, x: float, y: float, sides: tuple[str, str] | None) -> list[Markup]:
    """The two sides on either side of the line where there is room for both; else one after the other."""
    if sides is None:
        return []
    left, right = f"← {sides[0]}", f"{sides[1]} →"
    if length_of(left, frame.size) < x - 10 and length_of(right, frame.size) < frame.width - x - 10:
        return [written(x - 8, y, left, anchor="end"), written(x + 8, y, right)]
    return [_centred(frame, x, y, f"{sides[0]}, {sides[1]}", "c-text c-halo")]


def _centred(frame: Frame, x: float, y: float, said: str, style: str) -> Markup:
    bold = "c-strong" in style
    shown = wrapped(said, frame.width - 4, frame.size, 1, bold=bold)[0]
    place, anchor = held_inside(x, length_of(shown, frame.size, bold=bold), frame.width)
    return written(place, y, shown, anchor=anchor, class_=style)
