"""Names that are used once on a page: ids, and the labels by which a screen reader lists regions."""

import re

Data = dict[str, object]  # what JSON can hold


class Names:
    """Hands out each name once on a page, and counts its figures."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._figures = 0
        self._depth = 1

    def unique(self, wanted: str, again: str = "{} ({})") -> str:
        """The name, with a number behind it when it is taken."""
        name, which = wanted, 1
        while name in self._taken:
            which += 1
            name = again.format(wanted, which)
        self._taken.add(name)
        return name

    def identifier(self, title: str) -> str:
        """An id made of a title's words: "s-" and the words with hyphens between."""
        base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "section"
        return self.unique(f"s-{base}", "{}-{}")

    def next_figure(self) -> int:
        """The number of the next figure, from 1."""
        self._figures += 1
        return self._figures

    def step(self, level: int) -> int:
        """The level a heading may have: at most one below the heading before it, as PDF/UA-1 asks."""
        self._depth = min(level, self._depth + 1)
        return self._depth
