"""A control chart: does a figure change from one period to the next by more than chance allows?

Limits and centre come from the analysis; here they are only drawn, said and held against each point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ostara.drawing import words
from ostara.drawing.axes import Frame, end_names, left_room, level_axis, upright_axis
from ostara.drawing.beside import names_beside
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, runs, share_ticks, ticks
from ostara.drawing.svg import (
    WIDE,
    Point,
    font,
    length_of,
    line,
    marker,
    no_data,
    path,
    picture,
    wrapped,
    written,
)
from ostara.drawing.words import Unit


class Signal(Enum):
    """Where a point lies, in words."""

    WITHIN = "within the limits"
    ABOVE = "above the upper limit"
    BELOW = "below the lower limit"
    UNKNOWN = "limits not known"
    MISSING = words.UNKNOWN


# Shape first: to be outside may be for the better or for the worse, so the colours judge nothing.
_MARKERS = {Signal.WITHIN: (0, "c-s1"), Signal.ABOVE: (2, "c-s2"), Signal.BELOW: (3, "c-s2"), Signal.UNKNOWN: (1, "")}
_OUTSIDE = (Signal.ABOVE, Signal.BELOW)


@dataclass(frozen=True)
class ControlPoint:
    """A period with its value and its control limits. None is not known: a value leaves a gap, a limit judges nothing.

    Limits differ from point to point where the numbers behind them do.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def signal(self) -> Signal:
        """Where the value lies. On a limit is not outside it; within is only said where both limits are known."""
        low, high = (limit if words.known(limit) else None for limit in (self.low, self.high))
        if self.value is None or not words.known(self.value):
            return Signal.MISSING
        if high is not None and self.value > high:
            return Signal.ABOVE
        if low is not None and self.value < low:
            return Signal.BELOW
        return Signal.UNKNOWN if low is None or high is None else Signal.WITHIN


@dataclass(frozen=True)
class ControlChart:
    """Points in the order of their periods, about a centre line, between limits."""

    title: str
    points: tuple[ControlPoint, ...]
    centre: float | None
    period_name: str = "Period"
    value_name: str = "Share"
    unit: Unit = Unit.SHARE
    centre_name: str = "Centre"

    def summary(self) -> str:
        """How many periods, the centre, and which points lie outside."""
        if not self._drawable():
            return "There is no data."
        periods = words.plural(len(self.points), "period", "periods")
        outside = [f"{each.name}, {self._say(each.value)}, {each.signal.value}" for each in self._outside()]
        missing = [each.name for each in self.points if each.signal is Signal.MISSING]
        told = f"Outside: {'; '.join(outside)}." if outside else "None lies outside the limits."
        gaps = f" Not known: {words.listed(missing)}." if missing else ""
        return f"{periods}. {self._centre_said()}. {told}{gaps}"

    def table(self) -> DataTable:
        """Each period with its value, the centre, its limits, and where it lies."""
        numbers = (self.value_name, self.centre_name, "Lower limit", "Upper limit")
        columns = (Column(self.period_name), *(Column(name, numeric=True) for name in numbers), Column("Place"))
        rows: list[tuple[Cell, ...]] = []
        for each in self.points:
            said = (self._say(value) for value in (each.value, self.centre, each.low, each.high))
            rows.append((each.name, *said, each.signal.value))
        return DataTable(self.title, columns, tuple(rows))

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        if not self._drawable():
            return no_data(self.title, width)
        marks = self._marks()
        said = [words.mark(mark, self.unit) for mark in marks]
        frame = self._frame(width, left_room(width, said))
        up = Scale(marks[0], marks[-1], frame.bottom, frame.top)
        across = Scale(0, len(self.points) - 1, frame.left + 14, frame.right - 14)
        places = [across.at(which) for which in range(len(self.points))]
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            upright_axis(frame, up, marks, said, words.axis_name(self.value_name, self.unit)),
            level_axis(frame, places, [each.name for each in self.points], self.period_name),
            self._key(frame),
            self._lines(frame, places, up),
            self._course(places, up),
            *self._names(frame, places, up),
        )

    def _drawable(self) -> bool:
        return any(each.signal is not Signal.MISSING for each in self.points)

    def _outside(self) -> tuple[ControlPoint, ...]:
        return tuple(each for each in self.points if each.signal in _OUTSIDE)

    def _say(self, value: float | None) -> str:
        return words.say(value, self.unit)

    def _centre_said(self) -> str:
        return f"{self.centre_name}: {self._say(self.centre)}"

    def _marks(self) -> tuple[float, ...]:
        """From nought where that wastes less than half of the picture; else from the lowest value or limit."""
        values = [value for each in self.points for value in (each.value, each.low, each.high)] + [self.centre]
        found = [value for value in values if value is not None and words.known(value)]
        low, high = min(found), max(found)
        if 0 <= low < high / 2 or low == high:
            low = min(low, 0)
        if self.unit is not Unit.SHARE:
            return ticks(low, max(high, low + 1e-6))
        low, high = max(low, 0), min(high, 1)
        return share_ticks(high) if low == 0 else tuple(mark for mark in ticks(low, high) if 0 <= mark <= 1)

    def _frame(self, width: float, left: float) -> Frame:
        size, rows = font(width), len(self._shown())
        if width < WIDE / 2:
            top = 36 + size * 1.4 * (rows + 1)
            return Frame(width, left, top, width - 12, top + 190)
        room = min(180, max(length_of(said, size) for said in (self._centre_short(), "Upper limit"))) + 14
        top = 34 + size * (1.8 if rows < len(_MARKERS) else 3.2)
        return Frame(width, left, top, width - room, top + 250)

    def _centre_short(self) -> str:
        return f"{self._say(self.centre)} {self.centre_name}"

    def _shown(self) -> list[Signal]:
        """What stands in the key: both sides always, so that a reader knows what outside would look like."""
        unknown = any(each.signal is Signal.UNKNOWN for each in self.points)
        return [signal for signal in _MARKERS if signal is not Signal.UNKNOWN or unknown]

    def _key(self, frame: Frame) -> Markup:
        """What each shape means; on a narrow picture also the lines, which have no room for their names."""
        drawn, x, y = [], 8.0, frame.size
        for signal in self._shown():
            wide = 34 + length_of(signal.value, frame.size)
            if x > 8 and (frame.narrow or x + wide > frame.width):
                x, y = 8.0, y + frame.size * 1.4
            drawn.append(_point(signal, x, y - 4))
            drawn.append(written(x + 10, y, signal.value.capitalize(), class_="c-text"))
            x += wide
        if frame.narrow:
            y += frame.size * 1.4
            for x, dash, said in ((8.0, None, self._centre_short()), (150.0, "7 4", "Limits")):
                drawn.append(line((x - 6, y - 4), (x + 16, y - 4), "c-limit", dash=dash, wide=1.5))
                drawn.append(written(x + 20, y, wrapped(said, 110, frame.size, 1)[0], class_="c-soft"))
        return element("g", *drawn)

    def _lines(self, frame: Frame, places: Sequence[float], up: Scale) -> Markup:
        """The centre and the limits, which go from step to step, and their names beside a wide plot."""
        drawn: list[Markup] = []
        ends: list[tuple[float, str]] = []
        for name, values in (
            ("Upper limit", [e.high for e in self.points]),
            ("Lower limit", [e.low for e in self.points]),
        ):
            stretches = runs(values)
            drawn.extend(path(_steps(frame, places, up, run), "c-limit", dash="7 4", wide=1.5) for run in stretches)
            ends += [(up.at(stretches[-1][-1][1]), name)] if stretches else []
        if self.centre is not None and words.known(self.centre):
            y = up.at(self.centre)
            drawn.append(line((frame.left, y), (frame.right, y), "c-centre", wide=1.5))
            ends.append((y, self._centre_short()))
        return element("g", *drawn, Markup() if frame.narrow else end_names(frame, ends))

    def _course(self, places: Sequence[float], up: Scale) -> Markup:
        """The values, joined where none is missing between them."""
        drawn = []
        for run in runs([each.value for each in self.points]):
            course = [(places[which], up.at(value)) for which, value in run]
            drawn += [path(course, "c-s1", wide=1.5)] if len(course) > 1 else []
            drawn += [_point(self.points[which].signal, x, y) for (which, _), (x, y) in zip(run, course, strict=True)]
        return element("g", *drawn)

    def _names(self, frame: Frame, places: Sequence[float], up: Scale) -> list[Markup]:
        """The periods outside the limits, where there is room for their names; the table names them all."""
        spots = {
            which: (places[which], up.at(each.value))
            for which, each in enumerate(self.points)
            if each.value is not None and words.known(each.value)
        }
        outside = [which for which in spots if self.points[which].signal in _OUTSIDE]
        return names_beside(frame, [(spots[which], self.points[which].name) for which in outside], list(spots.values()))


def _point(signal: Signal, x: float, y: float) -> Markup:
    shape, style = _MARKERS[signal]
    outside = signal in _OUTSIDE
    return marker(shape, x, y, 5.5 if outside else 3.5, class_=style, hollow=signal is Signal.UNKNOWN)


def _steps(frame: Frame, places: Sequence[float], up: Scale, run: Sequence[tuple[int, float]]) -> list[Point]:
    """A limit over each of its points as far as halfway to the next, within the plot."""
    half = (places[1] - places[0]) / 2 if len(places) > 1 else 14.0
    points: list[Point] = []
    for which, value in run:
        left, right = max(places[which] - half, frame.left), min(places[which] + half, frame.right)
        points += [(left, up.at(value)), (right, up.at(value))]
    return points
