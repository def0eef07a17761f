"""A funnel plot: does a service differ by more than chance allows for its size?"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import Enum

from ostara.drawing import words
from ostara.drawing.axes import Frame, end_names, level_axis, upright_axis
from ostara.drawing.beside import names_beside
from ostara.drawing.datatable import Cell, Column, DataTable
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, share_ticks, ticks, whole_ticks
from ostara.drawing.svg import WIDE, font, length_of, line, marker, no_data, path, picture, written


class Place(Enum):
    """Where a service lies, in words, with the marker that shows it."""

    WITHIN = "within both limits"
    BEYOND_95 = "outside the 95% limits"
    BEYOND_998 = "outside the 99.8% limits"
    UNKNOWN = "limits not known at this size"


# Colours of no judgement: to be outside may be for the better or for the worse.
_MARKERS = {
    Place.WITHIN: (0, ""),
    Place.BEYOND_95: (3, "c-s1"),
    Place.BEYOND_998: (2, "c-s2"),
    Place.UNKNOWN: (1, "c-soft"),
}


@dataclass(frozen=True)
class FunnelPoint:
    """One service: `count` of `of` people."""

    name: str
    count: int
    of: int


@dataclass(frozen=True)
class Limits:
    """Control limits (shares) at some numbers of people, ascending and equally long. Include each service's own."""

    of: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.of) == len(self.low) == len(self.high) or list(self.of) != sorted(self.of):
            raise ValueError("limits: `of` must ascend, and `low` and `high` be as long as it")

    def at(self, of: float) -> tuple[float, float] | None:
        """The limits at a number of people, on a straight line between those given; None outside what is given."""
        for which, given in enumerate(self.of):
            if given == of:
                return self.low[which], self.high[which]
            if given > of:
                if which == 0:
                    return None
                along = (of - self.of[which - 1]) / (given - self.of[which - 1])
                return _between(self.low, which, along), _between(self.high, which, along)
        return None


@dataclass(frozen=True)
class FunnelChart:
    """Services around what is usual. `centre` is the share of all of them together; limits come from the analysis."""

    title: str
    points: tuple[FunnelPoint, ...]
    centre: float | None
    limits_95: Limits
    limits_998: Limits
    of_name: str = "People treated"
    share_name: str = "Share"
    centre_name: str = "All services"

    def place(self, point: FunnelPoint) -> Place:
        """Where a service lies. Not known where it has no people or the limits do not reach its size."""
        inner, outer = self.limits_95.at(point.of), self.limits_998.at(point.of)
        if point.of <= 0 or inner is None or outer is None:
            return Place.UNKNOWN
        share = point.count / point.of
        if not outer[0] <= share <= outer[1]:
            return Place.BEYOND_998
        return Place.WITHIN if inner[0] <= share <= inner[1] else Place.BEYOND_95

    def summary(self) -> str:
        """How many services lie outside the limits, and which."""
        beyond = [f"{point.name}, {self.place(point).value}" for point in self._drawable() if self._stands_out(point)]
        services = words.plural(len(self._drawable()), "service", "services")
        told = f"Outside: {'; '.join(beyond)}." if beyond else "None lies outside the limits."
        return f"{services}. {self.centre_name}: {words.percent(self.centre)}. {told}"

    def table(self) -> DataTable:
        """Every service with its count, its share, and where it lies."""
        columns = (
            Column("Service"),
            Column(self.of_name, numeric=True),
            Column("Number", numeric=True),
            Column(self.share_name, numeric=True),
            Column("Place"),
        )
        rows: list[tuple[Cell, ...]] = []
        for point in self.points:
            share = words.percent(point.count / point.of if point.of > 0 else None)
            rows.append((point.name, point.of, point.count, share, self.place(point).value))
        return DataTable(self.title, columns, tuple(rows))

    def draw(self, width: float = WIDE) -> str:
        """The chart as SVG."""
        points = self._drawable()
        if not points:
            return no_data(self.title, width)
        frame = _frame(width, self._centre_said())
        along = whole_ticks(max(point.of for point in points))
        across = Scale(0, along[-1], frame.left, frame.right)
        marks = self._share_marks()
        up = Scale(marks[0], marks[-1], frame.bottom, frame.top)
        return picture(
            self.title,
            self.summary(),
            width,
            frame.bottom + 20 + frame.size * 2.2,
            upright_axis(frame, up, marks, [words.mark(mark, words.Unit.SHARE) for mark in marks], self.share_name),
            level_axis(
                frame, [across.at(mark) for mark in along], [words.number(mark) for mark in along], self.of_name
            ),
            _key(frame, {self.place(point) for point in points}),
            self._lines(frame, across, up),
            *(self._point(point, across, up) for point in points),
            *self._names(frame, across, up),
        )

    def _drawable(self) -> tuple[FunnelPoint, ...]:
        return tuple(point for point in self.points if point.of > 0)

    def _stands_out(self, point: FunnelPoint) -> bool:
        return self.place(point) in (Place.BEYOND_95, Place.BEYOND_998)

    def _share_marks(self) -> tuple[float, ...]:
        """Marks from the lowest to the highest of points and of limits where there are points, near 0 from 0."""
        sizes = [point.of for point in self._drawable()]
        shown = [point.count / point.of for point in self._drawable()]
        shown += [] if self.centre is None else [self.centre]
        shown += [limit for of in (min(sizes), max(sizes)) for limit in self.limits_998.at(of) or ()]
        low, high = max(min(shown), 0), min(max(shown), 1)
        if low < 0.15:
            return share_ticks(high)
        return tuple(mark for mark in ticks(low, max(high, low + 0.05)) if 0 <= mark <= 1)

    def _lines(self, frame: Frame, across: Scale, up: Scale) -> Markup:
        drawn: list[Markup] = []
        ends: list[tuple[float, str]] = []
        for limits, dash, said in ((self.limits_998, "2 3", "99.8% limit"), (self.limits_95, "7 4", "95% limit")):
            drawn.extend(_limit(limits, side, across, up, dash) for side in (limits.low, limits.high))
            ends += [(value, said) for value in limits.at(across.high) or _last(limits)]
        if self.centre is not None:
            y = up.at(self.centre)
            drawn.append(line((frame.left, y), (frame.right, y), "c-centre", wide=1.5))
            ends.append((self.centre, self._centre_said()))
        if not frame.narrow:
            drawn.append(end_names(frame, [(up.at(value), said) for value, said in ends]))
        return element("g", *drawn)

    def _centre_said(self) -> str:
        return f"{words.percent(self.centre)} {self.centre_name}"

    def _point(self, point: FunnelPoint, across: Scale, up: Scale) -> Markup:
        shape, style = _MARKERS[self.place(point)]
        hollow = not self._stands_out(point)
        radius = 4.0 if hollow else 5.0
        return marker(shape, across.at(point.of), up.at(point.count / point.of), radius, class_=style, hollow=hollow)

    def _names(self, frame: Frame, across: Scale, up: Scale) -> list[Markup]:
        """The names of services outside the limits, where there is room for them; the table names them all."""
        spots = [(across.at(point.of), up.at(point.count / point.of)) for point in self._drawable()]
        each = zip(spots, self._drawable(), strict=True)
        return names_beside(frame, [(spot, point.name) for spot, point in each if self._stands_out(point)], spots)


def _frame(width: float, centre: str) -> Frame:
    size = font(width)
    if width < WIDE / 2:
        return Frame(width, 48, 112, width - 12, 312)
    room = min(180, max(length_of(said, size) for said in (centre, "99.8% limit"))) + 14
    return Frame(width, 46, 40 + size * 1.4, width - room, 330)


def _limit(limits: Limits, values: Sequence[float], across: Scale, up: Scale, dash: str) -> Markup:
    """One limit as a line, as far as the axis goes."""
    places = [(across.at(of), up.at(value)) for of, value in zip(limits.of, values, strict=True) if of <= across.high]
    final = limits.at(across.high)
    if final:
        places.append((across.at(across.high), up.at(final[0 if values is limits.low else 1])))
    return path(places, "c-limit", dash=dash, wide=1.5) if len(places) > 1 else Markup()


def _key(frame: Frame, shown: Set[Place]) -> Markup:
    """What each shape means; on a narrow picture also the lines, which have no room for their names."""
    drawn, x, y = [], 8.0, frame.size
    for place, (shape, style) in _MARKERS.items():
        if place is Place.UNKNOWN and place not in shown:
            continue
        wide = 34 + length_of(place.value, frame.size)
        if x + wide > frame.width:
            x, y = 8.0, y + 16
        drawn.append(marker(shape, x, y - 4, 4.5, class_=style, hollow=place in (Place.WITHIN, Place.UNKNOWN)))
        drawn.append(written(x + 10, y, place.value.capitalize(), class_="c-text"))
        x += frame.width if frame.narrow else wide
    if frame.narrow:
        x, y = 8.0, y + 16
        for dash, said in ((None, "All"), ("7 4", "95% limit"), ("2 3", "99.8% limit")):
            drawn.append(line((x - 6, y - 4), (x + 16, y - 4), "c-limit", dash=dash, wide=1.5))
            drawn.append(written(x + 20, y, said, class_="c-soft"))
            x += 38 + length_of(said, frame.size)
    return element("g", *drawn)


def _between(values: Sequence[float], which: int, along: float) -> float:
    return values[which - 1] + along * (values[which] - values[which - 1])


def _last(limits: Limits) -> tuple[float, ...]:
    return (limits.low[-1], limits.high[-1]) if limits.of else ()
