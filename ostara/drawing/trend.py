"""How a value goes through ordered steps, such as the months of treatment: lines with whiskers or a band."""

from collections.abc import Sequence
from dataclasses import dataclass

from ostara.drawing import words
from ostara.drawing.axes import Frame, Label, frame_for, level_axis, series_labels, upright_axis
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, highest_of, runs, share_ticks, ticks
from ostara.drawing.svg import DASHES, WIDE, Point, area, line, marker, no_data, path, picture, series_class
from ostara.drawing.words import Unit

MOST_SERIES = 4
BESIDE = 4.0  # whiskers of several series stand this far beside each other, so that each can be seen


@dataclass(frozen=True)
class TrendSeries:
    """One line: a value for each category, with its 95% interval or none at all. None is not known and leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()

    def bounds(self, which: int) -> tuple[float, float] | None:
        """The interval at a category, when both ends and the value are known."""
        if not self.low or not self.high:
            return None
        low, value, high = self.low[which], self.values[which], self.high[which]
        if low is None or value is None or high is None or not all(map(words.known, (low, value, high))):
            return None
        return low, high


@dataclass(frozen=True)
class TrendChart:
    """Up to four lines over the same categories. `band` draws intervals as bands instead of whiskers.

    Raises ValueError when a series is not as long as the categories.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[TrendSeries, ...]
    category_name: str = "Month of treatment"
    value_name: str = "Share"
    unit: Unit = Unit.SHARE
    band: bool = False

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"chart {self.title!r}: at most {MOST_SERIES} lines can be told apart")
        for each in self.series:
            lengths = {len(values) for values in (each.values, each.low or each.values, each.high or each.values)}
            if lengths != {len(self.categories)}:
                raise ValueError(f"series {each.name!r} is not as long as the categories")

    def summary(self) -> str:
        """Where each line begins and where it ends."""
        return " ".join(f"{each.name}: {self._course(each)}." for each in self.series) or "There is no data."

    def table(self) -> DataTable:
        """Each series at each category, with its interval where there is one."""
        bounded = any(each.low for each in self.series)
        columns = [Column(self.category_name)]
        for each in self.series:
            columns.append(Column(each.name, numeric=True))
            columns += [Column("95% interval", numeric=True)] if bounded else []
        rows = tuple(self._row(which, bounded) for which in range(len(self.categories)))
        return DataTable(self.title, tuple(columns), rows)

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        if not any(words.known(value) for each in self.series for value in each.values):
            return no_data(self.title, width)
        marks = self._marks()
        said = [words.mark(mark, self.unit) for mark in marks]
        frame = frame_for(width, [each.name for each in self.series], said)
        up = Scale(marks[0], marks[-1], frame.bottom, frame.top)
        places = self._places(frame)
        labels = [Label(each.name, self._last(each), self._end(each, up)) for each in self.series]
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            upright_axis(frame, up, marks, said, words.axis_name(self.value_name, self.unit)),
            level_axis(frame, places, self.categories, self.category_name),
            *(self._spread(which, places, up) for which in range(len(self.series))),
            *(self._line(which, places, up) for which in range(len(self.series))),
            series_labels(frame, labels),
        )

    def _course(self, series: TrendSeries) -> str:
        found = [each for run in runs(series.values) for each in run]
        if not found:
            return words.UNKNOWN
        ends = (found[0], found[-1]) if len(found) > 1 else (found[0],)
        said = (f"{words.say(value, self.unit)} at {self.categories[which]}" for which, value in ends)
        return ", then ".join(said)

    def _last(self, series: TrendSeries) -> str:
        found = [each for run in runs(series.values) for each in run]
        return words.say(found[-1][1] if found else None, self.unit)

    def _end(self, series: TrendSeries, up: Scale) -> float | None:
        found = [each for run in runs(series.values) for each in run]
        return up.at(found[-1][1]) if found else None

    def _row(self, which: int, bounded: bool) -> tuple[Cell, ...]:
        cells: list[Cell] = [self.categories[which]]
        for each in self.series:
            cells.append(words.say(each.values[which], self.unit))
            if bounded:
                bounds = each.bounds(which)
                cells.append(words.interval(*bounds, self.unit) if bounds else words.UNKNOWN)
        return tuple(cells)

    def _marks(self) -> tuple[float, ...]:
        highest = highest_of(value for each in self.series for value in (*each.values, *each.high))
        return share_ticks(highest) if self.unit is Unit.SHARE else ticks(0, max(highest, 1e-6))

    def _places(self, frame: Frame) -> tuple[float, ...]:
        across = Scale(0, len(self.categories) - 1, frame.left + 14, frame.right - 14)
        return tuple(across.at(which) for which in range(len(self.categories)))

    def _beside(self, series: int) -> float:
        return 0 if self.band else (series - (len(self.series) - 1) / 2) * BESIDE

    def _spread(self, series: int, places: Sequence[float], up: Scale) -> Markup:
        each, style, beside = self.series[series], series_class(series), self._beside(series)
        ends = [
            (places[which] + beside, up.at(bounds[0]), up.at(bounds[1]))
            for which in range(len(places))
            if (bounds := each.bounds(which))
        ]
        if not self.band:
            return element("g", *(line((x, low), (x, high), style, wide=1.5) for x, low, high in ends))
        if len(ends) < 2:
            return Markup()
        return area([*((x, high) for x, _, high in ends), *((x, low) for x, low, _ in reversed(ends))], style)

    def _line(self, series: int, places: Sequence[float], up: Scale) -> Markup:
        style, beside = series_class(series), self._beside(series)
        drawn = []
        for run in runs(self.series[series].values):
            points: list[Point] = [(places[which] + beside, up.at(value)) for which, value in run]
            drawn += [path(points, style, dash=DASHES[series])] if len(points) > 1 else []
            drawn += [marker(series, x, y, 3.5, class_=style) for x, y in points]
        return element("g", *drawn)
