"""Words within a block: plain, strong, or leading somewhere."""

from dataclasses import dataclass

from ostara.drawing.markup import Markup, element, join
from ostara.drawing.names import Data

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


def inline(said: Text) -> Markup:
    """Words with their emphasis and links, as markup."""
    return join(*(_marked_up(piece) for piece in _each(said)))


def pieces(said: Text) -> list[Data]:
    """The same as plain data: each piece with what it says and, where it has one, its look and its address."""
    return [_as_data(piece) for piece in _each(said) if piece]


def _each(said: Text) -> tuple[str | Strong | Link, ...]:
    return (said,) if isinstance(said, str) else said


def _marked_up(piece: str | Strong | Link) -> str:
    match piece:
        case Strong(said):
            return element("strong", said)
        case Link(said, address):
            return element("a", said, href=address)
        case _:
            return piece


def _as_data(piece: str | Strong | Link) -> Data:
    match piece:
        case Strong(said):
            return {"look": "strong", "said": said}
        case Link(said, address):
            return {"look": "link", "said": said, "address": address}
        case _:
            return {"look": "plain", "said": piece}
