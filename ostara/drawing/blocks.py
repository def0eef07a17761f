"""The few things a page is made of. Each block renders itself to safe markup, and tells itself as plain data.

From the markup comes the HTML page, from the data the PDF; anything said is escaped in both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ostara.drawing.datatable import DataTable
from ostara.drawing.inline import Link, Strong, Text, inline, pieces
from ostara.drawing.key_figures import KeyFigure, KeyFigures
from ostara.drawing.markup import Markup, element
from ostara.drawing.names import Data, Names
from ostara.drawing.paper import colours, on_paper
from ostara.drawing.svg import NARROW, WIDE, marker

__all__ = ["KeyFigure", "KeyFigures", "Link", "Strong", "Text"]  # offered here, so that a page needs one import


class Block(Protocol):
    """Anything that stands in a section."""

    def render(self, names: Names) -> Markup:
        """The block as markup; `names` keeps ids, labels and figure numbers apart on the page."""

    def as_data(self, names: Names) -> Data:
        """The block as plain data with its `kind`, as page.typ takes it."""


class Chart(Protocol):
    """A picture that knows its own numbers."""

    @property
    def title(self) -> str:
        """What the picture shows, best said as what it finds."""

    def draw(self, width: float = WIDE) -> str:
        """The picture as SVG."""

    def table(self) -> DataTable:
        """The numbers behind it."""

    def summary(self) -> str:
        """What it shows in words, for whoever cannot see it."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    said: Text

    def render(self, names: Names) -> Markup:
        """A p."""
        return element("p", inline(self.said))

    def as_data(self, names: Names) -> Data:
        """Its pieces."""
        return {"kind": "paragraph", "said": pieces(self.said)}


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

    def as_data(self, names: Names) -> Data:
        """The pieces of each item."""
        return {"kind": "bullets", "ordered": self.ordered, "items": [pieces(item) for item in self.items]}


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

    def as_data(self, names: Names) -> Data:
        """Its words and the level it may have where it stands."""
        return {"kind": "heading", "said": self.said, "level": names.step(self.level)}


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
        word = element(
            "span",
            _badge(self.level, aria_hidden="true", focusable="false"),
            element("span", LEVEL_WORDS[self.level]),
            class_="level",
        )
        heading = element("h3", word, element("span", ": ", class_="unseen"), element("span", self.title))
        return element("div", heading, *rendered(self.blocks, names), class_=f"finding {self.level.value}")

    def as_data(self, names: Names) -> Data:
        """Its title with the word and the shape of its level, and its blocks."""
        return {
            "kind": "finding",
            "look": self.level.value,
            "word": LEVEL_WORDS[self.level],
            "badge": _badge(self.level, xmlns="http://www.w3.org/2000/svg", color=colours()[self.level.value]),
            "title": self.title,
            "level": names.step(3),
            "blocks": [block.as_data(names) for block in self.blocks],
        }


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

    def as_data(self, names: Names) -> Data:
        """The chart once, as wide as paper, with its summary for whoever cannot see it; then its table."""
        table = self.table or self.chart.table()
        number = names.next_figure()
        return {
            "kind": "figure",
            "number": number,
            "title": self.chart.title,
            "caption": pieces(self.caption),
            "picture": on_paper(self.chart.draw(WIDE)),
            "alt": f"{self.chart.title}. {self.chart.summary()}",
            "note": pieces(self.note),
            "table": table.as_data(names) if table.rows else None,
        }


@dataclass(frozen=True)
class Note:
    """Small print, such as how much rests on unverified numbers."""

    said: Text

    def render(self, names: Names) -> Markup:
        """A small paragraph."""
        return element("p", inline(self.said), class_="note")

    def as_data(self, names: Names) -> Data:
        """Its pieces."""
        return {"kind": "note", "said": pieces(self.said)}


@dataclass(frozen=True)
class Details:
    """What only some readers want: closed on a screen until asked for, open on paper."""

    summary: str
    blocks: tuple[Block, ...]
    open: bool = False

    def render(self, names: Names) -> Markup:
        """A details element."""
        return _details(self.summary, rendered(self.blocks, names), opened=self.open)

    def as_data(self, names: Names) -> Data:
        """Its summary and its blocks: nothing is closed on paper."""
        return {
            "kind": "details",
            "summary": self.summary,
            "blocks": [block.as_data(names) for block in self.blocks],
        }


def rendered(blocks: Iterable[Block], names: Names) -> list[Markup]:
    """Blocks one after the other."""
    return [block.render(names) for block in blocks]


def _badge(level: Level, **attributes: str) -> Markup:
    shape, hollow = _LEVEL_SHAPES[level]
    drawn = marker(shape, 8, 8, 5.5, hollow=hollow)
    return element("svg", drawn, viewBox="0 0 16 16", width="16", height="16", **attributes)


def _details(summary: str, blocks: Iterable[Markup], *, opened: bool) -> Markup:
    return element("details", element("summary", summary), element("div", *blocks, class_="details"), open=opened)
