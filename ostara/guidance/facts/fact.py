"""How one fact is declared: its words for people, its unit, and for words the list they are taken from."""

from collections.abc import Iterable
from dataclasses import field
from typing import Any


def fact(meaning: str, unit: str = "", words: Iterable[str] = ()) -> Any:  # noqa: ANN401  # dataclass fields are typed by their annotation
    """A fact that is unknown until it is recorded."""
    return field(default=None, metadata={"meaning": meaning, "unit": unit, "words": tuple(words)})
