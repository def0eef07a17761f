"""Curves of how many are still in treatment as time goes by: steps with bands, and the number at risk below."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ostara.drawing import words
from ostara.drawing.axes import Frame, Label, frame_for, held_inside, level_axis, series_labels, upright_axis
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, thinned, ticks
from ostara.drawing.svg import (
    DASHES,
    WIDE,
    Point,
    area,
    length_of,
    lines_of,
    marker,
    no_data,
    path,
    picture,
    series_class,
    wrapped,
    written,
)

MOST_CURVES = 4


@dataclass(frozen=True)
class Curve:
    """One Kaplan-Meier curve: the share left just after each time (ascending), 1 before the first.

    `low` and `high` bound it and are as long as `times`, or empty; `at_risk` goes with the chart's `at`, or is empty.
    Raises ValueError when the lengths do not agree.
    """

    name: str
    times: tuple[float, ...]
    shares: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    at_risk: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(each) for each in (self.shares, self.low or self.shares, self.high or self.shares)}
        if lengths != {len(self.times)} or bool(self.low) != bool(self.high):
            raise ValueError(f"curve {self.name!r}: times, shares, low and high are not equally long")
        if any(later < earlier for earlier, later in pairwise(self.times)):
            raise ValueError(f"curve {self.name!r}: times are not ascending")

    def value_at(self, time: float, values: Sequence[float]) -> float | None:
        """The value of the step that holds at a time: 1 before the first step, not known after the last one."""
        if not self.times or time > self.times[-1]:
            return None
        held = [value for when, value in zip(self.times, values, strict=True) if when <= time]
        return held[-1] if held else 1.0


@dataclass(frozen=True)
class SurvivalChart:
    """Up to four curves. `at` are the times marked on the axis and in the table; the last is the end of the axis."""

    title: str
    curves: tuple[Curve, ...]
    at: tuple[float, ...]
    time_name: str = "Days since the first dose"
    share_name: str = "Still in treatment"
    at_risk_name: str = "People still followed"

    def __post_init__(self) -> None:
        if len(self.curves) > MOST_CURVES:
            raise ValueError(f"chart {self.title!r}: at most {MOST_CURVES} curves can be told apart")
        if any(curve.at_risk and len(curve.at_risk) != len(self.at) for curve in self.curves):
            raise ValueError(f"chart {self.title!r}: at_risk goes with the times in `at`")

    def summary(self) -> str:
        """The chart in one sentence for each curve."""
        return " ".join(f"{curve.name}: {self._last_said(curve)}." for curve in self._drawable()) or "There is no data."

    def table(self) -> DataTable:
        """Share, interval and number at risk for each curve at each marked time."""
        columns = (
            Column("Group"),
            Column(self.time_name, numeric=True),
            Column(self.share_name, numeric=True),
            Column("95% interval", numeric=True),
            Column(self.at_risk_name, numeric=True),
        )
        rows = tuple(self._row(curve, place) for curve in self.curves for place in range(len(self.at)))
        return DataTable(self.title, columns, rows)

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        curves = self._drawable()
        if not curves or not self.at or self.at[-1] <= 0:
            return no_data(self.title, width)
        marks = ticks(0, 1)
        said = [words.percent(mark) for mark in marks]
        frame = frame_for(width, [curve.name for curve in curves], said)
        across = Scale(0, self.at[-1], frame.left, frame.right)
        up = Scale(0, 1, frame.bottom, frame.top)
        below, height = self._at_risk(frame, across)
        return picture(
            self.title,
            self.summary(),
            width,
            height,
            upright_axis(frame, up, marks, said, self.share_name),
            *(_band(curve, across, up, series_class(which)) for which, curve in enumerate(curves)),
            *(self._curve(which, curve, across, up) for which, curve in enumerate(curves)),
            self._foot(frame, across),
            series_labels(frame, [self._label(curve, up) for curve in curves]),
            below,
        )

    def _foot(self, frame: Frame, across: Scale) -> Markup:
        places, said = [across.at(time) for time in self.at], [words.number(time) for time in self.at]
        return level_axis(frame, places, said, self.time_name, even=False)

    def _drawable(self) -> tuple[Curve, ...]:
        return tuple(curve for curve in self.curves if curve.times)

    def _end(self, curve: Curve) -> tuple[float, float]:
        """The time and the share at which a curve leaves the chart."""
        last = min(self.at[-1], curve.times[-1]) if self.at else curve.times[-1]
        share = curve.value_at(last, curve.shares)
        return last, 1.0 if share is None else share

    def _label(self, curve: Curve, up: Scale) -> Label:
        share = self._end(curve)[1]
        return Label(curve.name, words.percent(share), up.at(share))

    def _last_said(self, curve: Curve) -> str:
        last, share = self._end(curve)
        return f"{words.percent(share)} at {words.number(last)} ({self.time_name[:1].lower()}{self.time_name[1:]})"

    def _row(self, curve: Curve, place: int) -> tuple[Cell, ...]:
        time = self.at[place]
        bounds = (curve.value_at(time, curve.low), curve.value_at(time, curve.high)) if curve.low else (None, None)
        at_risk = curve.at_risk[place] if curve.at_risk else None
        said = words.percent(curve.value_at(time, curve.shares))
        return (curve.name, words.number(time), said, words.interval(*bounds), at_risk)

    def _curve(self, which: int, curve: Curve, across: Scale, up: Scale) -> Markup:
        style = series_class(which)
        steps = _steps(curve, curve.shares, across, up)
        found = ((time, curve.value_at(time, curve.shares)) for time in self.at[1:])
        spots = [
            marker(which, across.at(time), up.at(share), 3.5, class_=style)
            for time, share in found
            if share is not None
        ]
        return element("g", path(steps, style, dash=DASHES[which]), *spots)

    def _at_risk(self, frame: Frame, across: Scale) -> tuple[Markup, float]:
        """The numbers at risk under the marks of the axis, and the foot of the picture."""
        y = frame.bottom + 16 + frame.size * 2.2
        rows = [(which, curve) for which, curve in enumerate(self._drawable()) if curve.at_risk]
        if not rows:
            return Markup(), y + 4
        y += frame.size * 1.6
        heading = wrapped(self.at_risk_name, frame.width - 4, frame.size, 1)
        drawn = [lines_of(2, y, heading, frame.size, class_="c-soft")]
        places = [across.at(time) for time in self.at]
        shown = thinned(places, _widest([_counts(curve) for _, curve in rows], frame.size))
        for which, curve in rows:
            drawn.append(_row_name(frame, curve.name, y + frame.size * 1.4, f"c-label {series_class(which)}"))
            y += frame.size * (2.65 if frame.narrow else 1.4)
            drawn += [_number(frame, places[place], _counts(curve)[place], y) for place in shown]
        return element("g", *drawn), y + 8


def _counts(curve: Curve) -> list[str]:
    return ["–" if count is None else words.number(count) for count in curve.at_risk]


def _widest(rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """The widest number at each mark, so that every row shows the same marks."""
    return [max(length_of(said, size) for said in column) for column in zip(*rows, strict=True)]


def _number(frame: Frame, place: float, said: str, y: float) -> Markup:
    x, anchor = held_inside(place, length_of(said, frame.size), frame.width)
    return written(x, y, said, anchor=anchor)


def _row_name(frame: Frame, name: str, y: float, style: str) -> Markup:
    """The name of a row: above it in a narrow picture, to its right in a wide one, clear of the last number."""
    x = 2 if frame.narrow else frame.right + 28
    return lines_of(x, y, wrapped(name, frame.width - x - 2, frame.size, 1, bold=True), frame.size, class_=style)


def _steps(curve: Curve, values: Sequence[float], across: Scale, up: Scale) -> list[Point]:
    """The corners of a step line, from 1 at time 0 to the end of the axis."""
    points = [(across.at(0), up.at(1))]
    for time, value in zip(curve.times, values, strict=True):
        if time > across.high:
            points.append((across.at(across.high), points[-1][1]))
            break
        if not words.known(value):
            continue
        points.append((across.at(time), points[-1][1]))
        points.append((across.at(time), up.at(value)))
    return points


def _band(curve: Curve, across: Scale, up: Scale, style: str) -> Markup:
    if not curve.low:
        return Markup()
    return area([*_steps(curve, curve.high, across, up), *reversed(_steps(curve, curve.low, across, up))], style)
