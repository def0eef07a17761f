"""Big numbers in a row: the answer before the explanation."""

from dataclasses import dataclass

from ostara.drawing.markup import Markup, element
from ostara.drawing.names import Data, Names


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

    def as_data(self, names: Names) -> Data:
        """The four sayings of each, as they are read."""
        return {"kind": "key figures", "figures": [dict(_parts(each)) for each in self.figures]}


def _parts(each: KeyFigure) -> tuple[tuple[str, str], ...]:
    return (("value", each.value), ("interval", each.interval), ("meaning", each.meaning), ("note", each.note))


def _key_figure(each: KeyFigure) -> list[Markup]:
    wordy = "" if any(map(str.isdigit, each.value)) else " in-words"
    names = {"value": f"key-value{wordy}"}
    return [element("span", said, " ", class_=names.get(part, f"key-{part}")) for part, said in _parts(each) if said]
