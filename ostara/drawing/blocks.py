"""The few things a page is made of. Each block renders itself to safe markup; anything said is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ostara.drawing.datatable import DataTable
from ostara.drawing.markup import Markup, element, join
from ostara.drawing.names import Names
from ostara.drawing.svg import NARROW, WIDE, marker

SAFE_ADDRESSES = ("https://", "http://", "mailto:", "#")


@dataclass(frozen=True)
class Strong:
    """Words that matter more than those around them."""

    said: str


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere. Raises ValueError for an address that could run something."""

    said: str
    address: str

    def __post_init__(self) -> None:
        if not self.address.startswith(SAFE_ADDRESSES):
            raise ValueError(f"{self.address!r} is not an address a page may lead to")


Text = str | tuple[str | Strong | Link, ...]


class Block(Protocol):
    """Anything that stands in a section."""

    def render(self, names: Names) -> Markup:
        """The block as markup; `names` keeps ids, labels and figure numbers apart on the page."""


class Chart(Protocol):
    """A picture that knows its own numbers."""

    @property
    def title(self) -> str:
        """What the picture shows, best said as what it finds."""

    def draw(self, width: float = WIDE) -> str:
        """The picture as SVG."""

    def table(self) -> DataTable:
        """The numbers behind it."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    said: Text

    def render(self, names: Names) -> Markup:
        """A p."""
        return element("p", inline(self.said))


@dataclass(frozen=True)
class Bullets:
    """A list, numbered when `ordered`."""

    items: tuple[Text, ...]
    ordered: bool = False

    def render(self, names: Names) -> Markup:
        """A ul or ol; nothing at all without items."""
        if not self.items:
            return Markup()
        return element("ol" if self.ordered else "ul", *(element("li", inline(item)) for item in self.items))


@dataclass(frozen=True)
class Heading:
    """A heading within a section: level 3, or 4 below one of those."""

    said: str
    level: int = 3

    def __post_init__(self) -> None:
        if self.level not in (3, 4):
            raise ValueError("a heading within a section has level 3 or 4")

    def render(self, names: Names) -> Markup:
        """An h3 or h4."""
        return element(f"h{self.level}", self.said)


class Level(Enum):
    """What a finding asks of its reader."""

    ACT = "act"
    WATCH = "watch"
    GOOD = "good"
    UNKNOWN = "unknown"


LEVEL_WORDS = {Level.ACT: "Act on this", Level.WATCH: "Watch", Level.GOOD: "Good", Level.UNKNOWN: "Not known"}
_LEVEL_SHAPES = {Level.ACT: (2, False), Level.WATCH: (3, False), Level.GOOD: (0, False), Level.UNKNOWN: (1, True)}


@dataclass(frozen=True)
class Finding:
    """One thing found, with what it asks of its reader in a word and a shape beside the colour."""

    level: Level
    title: str
    blocks: tuple[Block, ...] = ()

    def render(self, names: Names) -> Markup:
        """A callout with a heading of level 3."""
        shape, hollow = _LEVEL_SHAPES[self.level]
        drawn = marker(shape, 8, 8, 5.5, hollow=hollow)
        badge = element(
            "svg", drawn, viewBox="0 0 16 16", width="16", height="16", aria_hidden="true", focusable="false"
        )
        word = element("span", badge, element("span", LEVEL_WORDS[self.level]), class_="level")
        heading = element("h3", word, element("span", ": ", class_="unseen"), element("span", self.title))
        return element("div", heading, *rendered(self.blocks, names), class_=f"finding {self.level.value}")


@dataclass(frozen=True)
class KeyFigure:
    """One big number, what it means, its interval, and what else must be known to read it."""

    value: str
    meaning: str
    interval: str = ""
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Big numbers in a row."""

    figures: tuple[KeyFigure, ...]

    def render(self, names: Names) -> Markup:
        """A list, so that a screen reader says how many there are."""
        return element("ul", *(element("li", *_key_figure(each)) for each in self.figures), class_="key-figures")


@dataclass(frozen=True)
class Figure:
    """A chart with its numbers. Without a `table` of its own the chart's is used; `table_open` shows it at once."""

    chart: Chart
    caption: Text = ""
    table: DataTable | None = None
    table_open: bool = False
    note: Text = ""

    def render(self, names: Names) -> Markup:
        """The chart twice, for a desk and for a phone, of which the style sheet shows one; then its table."""
        number = names.next_figure()
        title = element("span", f"Figure {number}. ", element("strong", self.chart.title), class_="figure-title")
        caption = element("span", inline(self.caption), class_="figure-words") if self.caption else ""
        table = self.table or self.chart.table()
        title_words = f"Numbers behind figure {number}"
        numbers = _details(title_words, [table.render(names)], opened=self.table_open) if table.rows else ""
        return element(
            "figure",
            element("figcaption", title, caption),
            element("div", Markup(self.chart.draw(WIDE)), class_="picture wide"),
            element("div", Markup(self.chart.draw(NARROW)), class_="picture narrow"),
            element("p", inline(self.note), class_="note") if self.note else "",
            numbers,
        )


@dataclass(frozen=True)
class Note:
    """Small print, such as how much rests on unverified numbers."""

    said: Text

    def render(self, names: Names) -> Markup:
        """A small paragraph."""
        return element("p", inline(self.said), class_="note")


@dataclass(frozen=True)
class Details:
    """What only some readers want: closed on a screen until asked for, open on paper."""

    summary: str
    blocks: tuple[Block, ...]
    open: bool = False

    def render(self, names: Names) -> Markup:
        """A details element."""
        return _details(self.summary, rendered(self.blocks, names), opened=self.open)


def inline(said: Text) -> Markup:
    """Words with their emphasis and links."""
    return join(*(_piece(piece) for piece in ((said,) if isinstance(said, str) else said)))


def rendered(blocks: Iterable[Block], names: Names) -> list[Markup]:
    """Blocks one after the other."""
    return [block.render(names) for block in blocks]


def _piece(piece: str | Strong | Link) -> str:
    match piece:
        case Strong(said):
            return element("strong", said)
        case Link(said, address):
            return element("a", said, href=address)
        case _:
            return piece


def _key_figure(each: KeyFigure) -> list[Markup]:
    parts = (("value", each.value), ("interval", each.interval), ("meaning", each.meaning), ("note", each.note))
    wordy = "" if any(map(str.isdigit, each.value)) else " in-words"
    names = {"value": f"key-value{wordy}"}
    return [element("span", said, " ", class_=names.get(part, f"key-{part}")) for part, said in parts if said]


def _details(summary: str, blocks: Iterable[Markup], *, opened: bool) -> Markup:
    return element("details", element("summary", summary), element("div", *blocks, class_="details"), open=opened)
