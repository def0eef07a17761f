"""Writes elements of HTML and SVG. Every word from outside is escaped here, once, and nowhere else."""

import math
import re
from html import escape

VOID = frozenset({"meta", "br", "hr", "link"})

# Characters that neither XML nor HTML allows in text, among them halves of surrogate pairs and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """Markup that is already safe to write as it stands."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words made safe; markup is left as it is."""
    if isinstance(words, Markup):
        return words
    return Markup(escape(without_forbidden(words), quote=True))


def without_forbidden(words: str) -> str:
    """Words in which a sign stands for each character that no text may hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)


def join(*parts: str) -> Markup:
    """Parts one after the other, each made safe."""
    return Markup("".join(text(part) for part in parts))


def element(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """One element. `class_` stands for class, `stroke_width` for stroke-width; one of None or False is left out."""
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in VOID:
        return Markup(opening)
    return Markup(f"{opening}{join(*children)}</{name}>")


def figure(value: float) -> str:
    """A coordinate to a hundredth. Raises ValueError where it is not finite: a browser would silently draw nothing."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a place in a picture")
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{text(value) if isinstance(value, str) else figure(value)}"'
