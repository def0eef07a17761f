"""The model in one picture: places, and an arrow for every way between them but those that lead from all places."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from ostara.drawing.markup import Markup, element
from ostara.planning.compiling.laying_out import destination, fits
from ostara.planning.specification import MODEL
from ostara.planning.specification.places import ALIVE, HELD, HEROIN, OST

WIDTH, HEIGHT, ACROSS, TALL = 960, 560, 172, 46
KINDS = "substitution"
EVERYWHERE = "From every free place people can be sent to prison or move away; from every place they can die."


@dataclass(frozen=True)
class Box:
    """A place, or several drawn as one, by the middle of its box."""

    words: tuple[str, ...]
    x: float
    y: float


BOXES = {
    "untreated": Box(("not in treatment",), 95, 90),
    "left": Box(("left or relapsed", "within a year"), 95, 220),
    "released": Box(("released from prison", "within 12 weeks"), 95, 350),
    "waiting": Box(("waiting",), 300, 155),
    KINDS: Box(("substitution treatment", "9 kinds"), 510, 155),
    HEROIN + "_assisted": Box(("heroin-assisted",), 510, 45),
    "psychosocial": Box(("psychosocial alone",), 600, 320),
    "detox": Box(("detoxification",), 740, 70),
    "rehab": Box(("rehabilitation",), 760, 200),
    "abstinent": Box(("abstinent",), 850, 340),
    "prison": Box(("prison, untreated",), 250, 440),
    "prison_ost": Box(("prison, with", "treatment"), 480, 440),
}


def model_diagram() -> str:
    """The picture as an SVG document."""
    ways = sorted(set(_ways()))
    drawn = [
        element("title", "How people move between the places of the model"),
        element("desc", "; ".join(f"{_said(one)} to {_said(other)}" for one, other in ways)),
        element("defs", _arrow_head()),
        element("rect", width=str(WIDTH), height=str(HEIGHT), fill="#ffffff"),
        *(_arrow(BOXES[one], BOXES[other]) for one, other in ways),
        *(_box(box) for box in BOXES.values()),
        _words(EVERYWHERE, WIDTH / 2, HEIGHT - 30),
    ]
    svg = element(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        font_family="sans-serif",
        font_size="14",
    )
    return f"{svg}\n"


def _ways() -> Iterator[tuple[str, str]]:
    """Pairs of boxes between which somebody can move."""
    tags = {place.name: place.tags for place in MODEL.places}
    for place in MODEL.places:
        for move in MODEL.moves:
            if ALIVE in place.tags and fits(place, move.origin):
                there = destination(place, move)
                sent = HELD in tags[there] and HELD not in place.tags
                if not sent and ALIVE in tags[there] and _shown(place.name) != _shown(there):
                    yield _shown(place.name), _shown(there)


def _shown(name: str) -> str:
    tags = next(place.tags for place in MODEL.places if place.name == name)
    return KINDS if OST in tags and HEROIN not in tags else name


def _said(name: str) -> str:
    return " ".join(BOXES[name].words)


def _arrow_head() -> Markup:
    head = element("path", d="M0 0L8 4L0 8z", fill="#4d5b66")
    return element("marker", head, id="head", markerWidth="9", markerHeight="9", refX="7", refY="4", orient="auto")


def _arrow(one: Box, other: Box) -> Markup:
    """From edge to edge, a little to the right, so that there and back are two lines."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy)
    aside_x, aside_y = -dy / length * 5, dx / length * 5
    (x1, y1), (x2, y2) = _edge(one, dx, dy), _edge(other, -dx, -dy)
    places = {"x1": x1 + aside_x, "y1": y1 + aside_y, "x2": x2 + aside_x, "y2": y2 + aside_y}
    told = {name: f"{value:.1f}" for name, value in places.items()}
    return element("line", **told, stroke="#4d5b66", stroke_width="1.4", marker_end="url(#head)")


def _edge(box: Box, dx: float, dy: float) -> tuple[float, float]:
    """Where a line from the middle of a box leaves it."""
    scale = min(ACROSS / 2 / abs(dx) if dx else 1e9, TALL / 2 / abs(dy) if dy else 1e9)
    return box.x + dx * scale, box.y + dy * scale


def _box(box: Box) -> Markup:
    rect = element(
        "rect",
        x=f"{box.x - ACROSS / 2:g}",
        y=f"{box.y - TALL / 2:g}",
        width=str(ACROSS),
        height=str(TALL),
        rx="6",
        fill="#eef3f7",
        stroke="#1d3c57",
    )
    first = box.y + 5 - 9 * (len(box.words) - 1)
    return element("g", rect, *(_words(said, box.x, first + 18 * line) for line, said in enumerate(box.words)))


def _words(said: str, x: float, y: float) -> Markup:
    return element("text", said, x=f"{x:g}", y=f"{y:g}", text_anchor="middle", fill="#111820")
