"""Where a name goes beside its point, so that it covers neither other points nor other names."""

from collections.abc import Sequence

from ostara.drawing.axes import Frame
from ostara.drawing.markup import Markup
from ostara.drawing.svg import Point, length_of, wrapped, written

Box = tuple[float, float, float, float]  # left, top, width, height


def names_beside(frame: Frame, named: Sequence[tuple[Point, str]], spots: Sequence[Point]) -> list[Markup]:
    """Names beside their spots, in order, for as long as there is room; `spots` are all the points in the picture."""
    points = [(x - 5, y - 5, 10.0, 10.0) for x, y in spots]
    names: list[Box] = []
    drawn = []
    for spot, name in named:
        said = wrapped(name, (frame.right - frame.left) * 0.6, frame.size, 1, bold=True)[0]
        box = free_box(frame, spot, said, points, names)
        if box:
            names.append(box)
            drawn.append(written(box[0], box[1] + frame.size * 0.85, said, class_="c-strong c-halo"))
    return drawn


def free_box(frame: Frame, spot: Point, said: str, points: Sequence[Box], names: Sequence[Box]) -> Box | None:
    """A box for bold words beside a spot, clear of points and names; else clear of names at least; else none."""
    wide, tall = length_of(said, frame.size, bold=True), frame.size * 1.1
    x, y = spot
    beside = [(x + 9, y - tall / 2), (x - 9 - wide, y - tall / 2), (x - wide / 2, y - 9 - tall), (x - wide / 2, y + 9)]
    beside += [(x + 9, y + 6), (x + 9, y - tall - 6), (x - 9 - wide, y + 6), (x - 9 - wide, y - tall - 6)]
    boxes = [_held(frame, (left, top, wide, tall)) for left, top in beside]
    clear = [box for box in boxes if not any(_meet(box, other) for other in names)]
    best = [box for box in clear if not any(_meet(box, other) for other in points)]
    return next(iter(best or clear), None)


def _held(frame: Frame, box: Box) -> Box:
    right = frame.width if frame.narrow else frame.right + 4
    left = min(max(box[0], frame.left + 2), right - box[2] - 2)
    return left, min(max(box[1], frame.top), frame.bottom - box[3] - 2), box[2], box[3]


def _meet(one: Box, other: Box) -> bool:
    apart_across = one[0] + one[2] < other[0] or other[0] + other[2] < one[0]
    return not (apart_across or one[1] + one[3] < other[1] or other[1] + other[3] < one[1])
