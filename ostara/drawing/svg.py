"""Our own small SVG writer: shapes, words and markers for charts that read in light, in dark and on paper.

Shapes are drawn in `currentColor`, so that a chart is whole by itself; page.css gives each class its colour.
Only absolute M, L and Z are used in paths.
"""

import math
from collections.abc import Sequence

from ostara.drawing.markup import Markup, element, figure

WIDE = 640.0  # fills a column on a desk or on A4
NARROW = 288.0  # fills a phone 320 px wide, one to one

Point = tuple[float, float]

# One dash and one marker for each series, so that colour is never the only difference.
DASHES = (None, "7 4", "2 3", "10 3 2 3")


def font(width: float) -> float:
    """The size of the words in a picture of this width: never under 12 px where the picture is shown."""
    return 12 if width < WIDE / 2 else 13


def picture(title: str, summary: str, width: float, height: float, *shapes: str) -> str:
    """The whole picture. It is named by its title and described by its summary; screen readers skip its shapes."""
    return element(
        "svg",
        element("title", title),
        element("desc", summary),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {figure(width)} {figure(height)}",
        width="100%",
        role="img",
        class_="chart",
        font_size=font(width),
        fill="currentColor",
    )


def no_data(title: str, width: float) -> str:
    """What is drawn when there is nothing to draw: a box that says so."""
    box = element(
        "rect", x=1, y=1, width=width - 2, height=78, fill="none", stroke="currentColor", stroke_dasharray="4 4"
    )
    return picture(
        title,
        "There is no data to draw.",
        width,
        80,
        element("g", box, class_="c-soft"),
        written(width / 2, 44, "No data to draw", anchor="middle", class_="c-strong"),
    )


def written(
    x: float, y: float, said: str, *, anchor: str = "start", class_: str = "c-text", size: float | None = None
) -> Markup:
    """A line of words whose foot stands at (x, y)."""
    return element("text", said, x=x, y=y, text_anchor=anchor, class_=class_, font_size=size)


def lines_of(x: float, y: float, said: Sequence[str], size: float, *, anchor: str = "start", class_: str) -> Markup:
    """Lines of words under each other; the first stands at (x, y)."""
    each = (written(x, y + index * size * 1.2, line, anchor=anchor, class_=class_) for index, line in enumerate(said))
    return element("g", *each)


def line(start: Point, end: Point, class_: str, *, dash: str | None = None, wide: float = 1) -> Markup:
    """A straight line."""
    return path((start, end), class_, dash=dash, wide=wide)


def path(points: Sequence[Point], class_: str, *, dash: str | None = None, wide: float = 2) -> Markup:
    """A line through points."""
    return element(
        "path",
        d=_through(points),
        class_=class_,
        fill="none",
        stroke="currentColor",
        stroke_width=wide,
        stroke_dasharray=dash,
        stroke_linejoin="round",
    )


def area(points: Sequence[Point], class_: str, opacity: float = 0.16) -> Markup:
    """A filled shape, faint enough to read what lies on it."""
    return element("path", d=f"{_through(points)} Z", class_=class_, fill="currentColor", fill_opacity=opacity)


def marker(which: int, x: float, y: float, radius: float = 4, *, class_: str = "", hollow: bool = False) -> Markup:
    """The marker of a series: 0 circle, 1 square, 2 triangle, 3 diamond."""
    paint = {"class_": class_ or None, "stroke": "currentColor", "stroke_width": 1.5}
    fill = "none" if hollow else "currentColor"
    if which % 4 == 0:
        return element("circle", cx=x, cy=y, r=radius, fill=fill, **paint)
    shape = _SHAPES[which % 4]
    corners = [(x + across * radius, y + down * radius) for across, down in shape]
    return element("path", d=f"{_through(corners)} Z", fill=fill, **paint)


def series_class(which: int) -> str:
    """The style class of a series."""
    return f"c-s{which % 4 + 1}"


def length_of(said: str, size: float, *, bold: bool = False) -> float:
    """How long words are at most, for the fonts of common systems. A little too long is safe."""
    return sum(_LETTER_WIDTHS.get(letter, 0.63) for letter in said) * size * (1.12 if bold else 1)


def wrapped(said: str, room: float, size: float, most: int = 2, *, bold: bool = False) -> tuple[str, ...]:
    """Words in at most `most` lines that fit the room; what does not fit ends in "…" (the table has it whole)."""
    room = room / 1.12 if bold else room
    lines: list[str] = [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".strip()
        if length_of(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(_cut(each, room, size) for each in lines)


def _cut(said: str, room: float, size: float) -> str:
    if length_of(said, size) <= room:
        return said
    while said and length_of(f"{said}…", size) > room:
        said = said[:-1]
    return f"{said.rstrip()}…"


def _through(points: Sequence[Point]) -> str:
    return " ".join(f"{'L' if index else 'M'}{figure(x)} {figure(y)}" for index, (x, y) in enumerate(points))


_SHAPES = {
    1: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    2: ((0, -1.15), (math.sqrt(1.2), 0.8), (-math.sqrt(1.2), 0.8)),
    3: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
}
_LETTER_WIDTHS = {
    **dict.fromkeys(" .,:;'|!ijlI()/-", 0.36),
    **dict.fromkeys("frt", 0.44),
    **dict.fromkeys("mwMW%—", 0.96),
    **dict.fromkeys("ABCDEGHKNOQRUVXY", 0.76),
}
