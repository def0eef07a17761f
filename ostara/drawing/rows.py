"""Rows one under the other, each with its name and its numbers in words: what charts of intervals and of bars share."""

from collections.abc import Iterable, Sequence

from ostara.drawing import words
from ostara.drawing.axes import Frame, held_inside
from ostara.drawing.markup import Markup, element
from ostara.drawing.scale import Scale, highest_of, share_ticks, ticks, whole_ticks
from ostara.drawing.svg import WIDE, font, length_of, line, lines_of, wrapped, written
from ostara.drawing.words import Unit

WIDE_ROW, NARROW_ROW = 38.0, 58.0  # how tall: on a phone, name and numbers stand above the mark


def name_lines(width: float, names: Iterable[str]) -> int:
    """How many lines the longest of these names takes above a mark: one, or two where one would cut it."""
    size = font(width)
    return max((len(wrapped(name, width - 4, size, bold=True)) for name in names), default=1)


def row_frame(
    width: float, names: Iterable[str], said: Iterable[str], rows: int, over: float = 0, lines: int = 1
) -> Frame:
    """Names left and numbers right of a wide plot; above each row of a narrow one, the name in so many `lines`.

    `over` is room above the plot.
    """
    size, top = font(width), 12 + over
    if width < WIDE / 2:
        return Frame(width, 8, top, width - 14, top + rows * (NARROW_ROW + _more(size, lines)))
    left = min(200, max(length_of(name, size) for name in names)) + 14
    right = min(190, max(length_of(each, size) for each in said)) + 14
    return Frame(width, left, top, width - right, top + rows * WIDE_ROW)


def row_middle(frame: Frame, top: float, lines: int = 1) -> float:
    """Where the mark of a row stands, under a name of so many lines."""
    return top + (NARROW_ROW + _more(frame.size, lines) - 13 if frame.narrow else WIDE_ROW / 2)


def _more(size: float, lines: int) -> float:
    return (lines - 1) * size * 1.2


def row_words(frame: Frame, top: float, name: str, said: str, lines: int = 1) -> Markup:
    """The name and the numbers of a row: left and right of its mark, or above it in a narrow picture."""
    size, middle = frame.size, row_middle(frame, top)
    if frame.narrow:
        room, foot = frame.width - 4, top + size * 1.3
        named = lines_of(2, foot, wrapped(name, room, size, lines, bold=True), size, class_="c-strong c-halo")
        foot += size * 1.25 + _more(size, lines)
        told = lines_of(2, foot, wrapped(said, room, size, 1), size, class_="c-text c-halo")
    else:
        named = _beside(2, middle, wrapped(name, frame.left - 14, size), size, "start")
        told = _beside(frame.width - 2, middle, wrapped(said, frame.width - frame.right - 12, size), size, "end")
    return element("g", named, told, line((2, top), (frame.width - 2, top), "c-grid"))


def whisker(across: Scale, low: float, high: float, middle: float, class_: str) -> Markup:
    """An interval as a line with two ends."""
    left, right = across.at(low), across.at(high)
    ends = (line((x, middle - 5), (x, middle + 5), class_, wide=2) for x in (left, right))
    return element("g", line((left, middle), (right, middle), class_, wide=2), *ends)


def reference_line(frame: Frame, across: Scale, reference: float | None, name: str, unit: Unit) -> Markup:
    """A line through all rows to hold them against, and what it is above it."""
    if reference is None:
        return Markup()
    x = across.at(reference)
    said = f"{name} {words.say(reference, unit)}".strip()
    shown = wrapped(said, frame.width - 4, frame.size, 1)[0]
    place, anchor = held_inside(x, length_of(shown, frame.size), frame.width)
    stroke = line((x, frame.top), (x, frame.bottom), "c-limit", dash="7 4", wide=1.5)
    return element("g", stroke, written(place, frame.size, shown, anchor=anchor, class_="c-soft"))


def row_marks(values: Iterable[float | None], unit: Unit) -> tuple[float, ...]:
    """Marks from 0 to what covers the values; whole ones where every value is whole and none is a share."""
    found = [value for value in values if value is not None and words.known(value)]
    highest = highest_of(found)
    if unit is Unit.SHARE:
        return share_ticks(highest)
    if unit is Unit.NUMBER and all(float(value).is_integer() for value in found):
        return whole_ticks(int(highest))
    return ticks(0, max(highest, 1e-6))


def _beside(x: float, middle: float, said: Sequence[str], size: float, anchor: str) -> Markup:
    """Lines of words about a height."""
    foot = middle + size * 0.35 - (len(said) - 1) * size * 0.6
    return lines_of(x, foot, said, size, anchor=anchor, class_="c-text")
