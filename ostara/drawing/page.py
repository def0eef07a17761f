"""One page of results as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

It reads on a phone, on a desk, in the dark, on paper and aloud; WCAG 2.2 AA is tested in a browser.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ostara.drawing.blocks import Block, rendered
from ostara.drawing.inline import Text, inline, pieces
from ostara.drawing.markup import Markup, element
from ostara.drawing.names import Data, Names


@dataclass(frozen=True)
class Section:
    """A part of the page under a heading of level 2, listed in the contents."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A page: a title, the answer in a sentence or two (`lead`), and sections.

    `facts` stand under the lead (population, period, made on …); `notice` is a strip above everything, for what nobody
    may overlook; `footer` and `origin` (hash of the inputs, code version, seed …) end the page.
    """

    title: str
    lead: Text
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notice: Text | None = None
    footer: tuple[Block, ...] = ()
    origin: tuple[tuple[str, str], ...] = ()

    def render(self) -> str:
        """The whole document."""
        names = Names()
        addresses = [names.identifier(section.title) for section in self.sections]
        html = element("html", self._head(), self._body(names, addresses), lang="en-GB")
        return f"<!DOCTYPE html>\n{html}\n"

    def as_data(self) -> Data:
        """The whole page as plain data, from which `pdf` makes a PDF."""
        names = Names()
        addresses = [names.identifier(section.title) for section in self.sections]
        return {
            "title": self.title,
            "lead": pieces(self.lead),
            "facts": self.facts,
            "notice": pieces(self.notice) if self.notice else [],
            "sections": [
                {"id": address, "title": section.title, "level": names.step(2), "blocks": _told(section.blocks, names)}
                for section, address in zip(self.sections, addresses, strict=True)
            ],
            "footer": _told(self.footer, names),
            "origin": self.origin,
        }

    def _head(self) -> Markup:
        return element(
            "head",
            element("meta", charset="utf-8"),
            element("title", f"{self.title} – Ostara"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("style", _style()),
        )

    def _body(self, names: Names, addresses: list[str]) -> Markup:
        main = element(
            "main",
            element("h1", self.title),
            element("p", inline(self.lead), class_="lead"),
            _pairs(self.facts, "facts"),
            *(_section(*each, names) for each in zip(self.sections, addresses, strict=True)),
            id="main",
            tabindex="-1",
        )
        return element(
            "body",
            element("a", "Skip to the report", href="#main", class_="skip"),
            self._header(),
            element("div", self._contents(addresses), main, class_="columns"),
            self._footer(names),
        )

    def _header(self) -> Markup:
        name = element("p", "Ostara", class_="house")
        notice = element("p", inline(self.notice), class_="notice") if self.notice else Markup()
        return element("header", name, notice)

    def _contents(self, addresses: list[str]) -> Markup:
        if len(addresses) < 2:
            return Markup()
        titles = (section.title for section in self.sections)
        lines = (
            element("li", element("a", title, href=f"#{address}"))
            for title, address in zip(titles, addresses, strict=True)
        )
        heading = element("p", "On this page", class_="contents-title", id="contents")
        return element("nav", heading, element("ol", *lines), aria_labelledby="contents")

    def _footer(self, names: Names) -> Markup:
        within = element("div", *rendered(self.footer, names), _pairs(self.origin, "origin"), class_="within")
        return element("footer", within)


def _section(section: Section, address: str, names: Names) -> Markup:
    return element("section", element("h2", section.title, id=address), *rendered(section.blocks, names))


def _told(blocks: Iterable[Block], names: Names) -> list[Data]:
    return [block.as_data(names) for block in blocks]


def _pairs(pairs: Iterable[tuple[str, str]], class_: str) -> Markup:
    rows = [element("div", element("dt", label), element("dd", said)) for label, said in pairs]
    return element("dl", *rows, class_=class_) if rows else Markup()


@cache
def _style() -> Markup:
    return Markup((files(__package__) / "page.css").read_text(encoding="utf-8"))
