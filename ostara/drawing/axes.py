"""The frame of a chart: grid lines, the marks of each axis and their names, and the labels of series."""

from collections.abc import Sequence
from dataclasses import dataclass

from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, evenly_thinned, spread, thinned
from ostara.drawing.svg import DASHES, WIDE, font, length_of, line, lines_of, marker, series_class, wrapped, written

LONGEST_MARK = 120.0  # a longer mark on the level axis is cut; the table has it whole
LABEL_ROOM = 140.0  # beside the plot, for the names of its lines


@dataclass(frozen=True)
class Frame:
    """Where the plot stands in a picture `width` wide; all four sides are places in the picture."""

    width: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """The size of the words."""
        return font(self.width)

    @property
    def narrow(self) -> bool:
        """Whether this is the picture for a phone."""
        return self.width < WIDE / 2


@dataclass(frozen=True)
class Label:
    """The name of a series and the height at which its line ends (None: it has no line)."""

    name: str
    value: str
    ends_at: float | None

    @property
    def said(self) -> str:
        """The value first: where the name is cut short, the value still stands."""
        return f"{self.value} {self.name}"


def left_room(width: float, marks: Sequence[str]) -> float:
    """How far from the left a plot begins, so that the marks of its upright axis fit before it."""
    return max(length_of(mark, font(width)) for mark in marks) + 8


def frame_for(width: float, names: Sequence[str], marks: Sequence[str]) -> Frame:
    """A frame with room for the names of series: beside a wide plot, in rows above a narrow one."""
    size, left = font(width), left_room(width, marks)
    if width < WIDE / 2:
        top = 14 + size * 1.4 * (len(names) + 1)
        return Frame(width, left, top, width - 12, top + 190)
    room = min(LABEL_ROOM, max((length_of(name, size, bold=True) for name in names), default=0)) + 48
    return Frame(width, left, 30, width - room, 280)


def upright_axis(frame: Frame, scale: Scale, marks: Sequence[float], said: Sequence[str], name: str) -> Markup:
    """Grid lines across, what they stand for on the left, and the axis's name above them: level, not on its side."""
    drawn = []
    for value, label in zip(marks, said, strict=True):
        y = scale.at(value)
        drawn.append(line((frame.left, y), (frame.right, y), "c-grid"))
        drawn.append(written(frame.left - 6, y + frame.size * 0.35, label, anchor="end", class_="c-soft"))
    shown = wrapped(name, frame.width - 8, frame.size, 1)
    drawn.append(lines_of(2, frame.top - 12, shown, frame.size, class_="c-text"))
    return element("g", *drawn)


def level_axis(frame: Frame, places: Sequence[float], said: Sequence[str], name: str, *, even: bool = True) -> Markup:
    """The foot of the plot with its marks; labels that would run into each other are left out, evenly if `even`."""
    drawn = [line((frame.left, frame.bottom), (frame.right, frame.bottom), "c-axis")]
    drawn.extend(line((x, frame.bottom), (x, frame.bottom + 5), "c-axis") for x in places)
    said = [wrapped(label, LONGEST_MARK, frame.size, 1)[0] for label in said]
    widths = [length_of(label, frame.size) for label in said]
    for which in evenly_thinned(places, widths) if even else thinned(places, widths):
        x, anchor = held_inside(places[which], widths[which], frame.width)
        drawn.append(written(x, frame.bottom + 6 + frame.size, said[which], anchor=anchor, class_="c-soft"))
    shown = wrapped(name, frame.right - 4, frame.size, 1)
    drawn.append(
        lines_of(frame.right, frame.bottom + 10 + frame.size * 2.2, shown, frame.size, anchor="end", class_="c-text")
    )
    return element("g", *drawn)


def held_inside(x: float, wide: float, width: float) -> tuple[float, str]:
    """Where centred words stand so that they stay in the picture, and their anchor."""
    if x + wide / 2 > width - 1:
        return width - 2, "end"
    if x - wide / 2 < 1:
        return 2, "start"
    return x, "middle"


def series_labels(frame: Frame, labels: Sequence[Label]) -> Markup:
    """The names of the series: at the end of each line, or above a narrow plot with a sample of line and marker."""
    return _key(frame, labels) if frame.narrow else _at_line_ends(frame, labels)


def end_names(frame: Frame, ends: Sequence[tuple[float, str]]) -> Markup:
    """Names of lines, each with the height at which it ends, right of a wide plot."""
    placed = spread([y for y, _ in ends], frame.size * 1.2, frame.top, frame.bottom)
    room = frame.width - frame.right - 10
    named = zip(placed, ends, strict=True)
    return element(
        "g",
        *(
            lines_of(frame.right + 8, y + 4, wrapped(said, room, frame.size, 1), frame.size, class_="c-soft")
            for y, (_, said) in named
        ),
    )


def _at_line_ends(frame: Frame, labels: Sequence[Label]) -> Markup:
    room = frame.width - frame.right - 14
    shown = [wrapped(label.said, room, frame.size, 2, bold=True) for label in labels]
    tall = max((len(each) for each in shown), default=1) * frame.size * 1.2
    wanted = [frame.bottom if label.ends_at is None else label.ends_at for label in labels]
    placed = spread(wanted, tall + 3, frame.top, frame.bottom - 4)
    return element(
        "g",
        *(
            lines_of(
                frame.right + 12, y + 4 - (len(said) - 1) * 7, said, frame.size, class_=f"c-label {series_class(which)}"
            )
            for which, (said, y) in enumerate(zip(shown, placed, strict=True))
        ),
    )


def _key(frame: Frame, labels: Sequence[Label]) -> Markup:
    drawn = []
    for which, label in enumerate(labels):
        y = frame.size * (1.1 + which * 1.4)
        drawn.append(sample(which, 2, y - frame.size * 0.35))
        said = wrapped(label.said, frame.width - 48, frame.size, 1, bold=True)
        drawn.append(lines_of(44, y, said, frame.size, class_=f"c-label {series_class(which)}"))
    return element("g", *drawn)


def sample(which: int, x: float, y: float) -> Markup:
    """A short piece of a series' line, with its marker."""
    style = series_class(which)
    return element(
        "g", line((x, y), (x + 34, y), style, dash=DASHES[which % 4], wide=2), marker(which, x + 17, y, class_=style)
    )
