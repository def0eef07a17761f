"""How long a task takes a person who knows the software a little: counted hands, and the keystroke-level model.

Card, S. K., Moran, T. P. & Newell, A. (1980). The keystroke-level model for user performance time with interactive
systems. Communications of the ACM 23 (7), 396-410. K is their average typist who types for other reasons than a living
(40 words a minute). The model counts no reading beyond M, the moment in which one thing is taken in and decided on, so
each thing that has to be looked at before somebody may go on is counted as a decision of its own.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Request

KEY, POINT, BUTTON, HOME, DECIDE = 0.28, 1.10, 0.10, 0.40, 1.35
CLICK = POINT + 2 * BUTTON  # pressed, and let go


@dataclass(frozen=True)
class Effort:
    """What a task asks of a person: clicks, keys, moves of the hand between mouse and keyboard, pages, decisions."""

    clicks: int = 0
    keys: int = 0
    moves: int = 0
    pages: int = 0
    decisions: int = 0

    @property
    def seconds(self) -> float:
        """By the model, in seconds; the server's part is apart."""
        return self.clicks * CLICK + self.keys * KEY + self.moves * HOME + self.decisions * DECIDE


class Hands:
    """Somebody's hands on a page, counted: `hands.clicks(link)`, `hands.types("60", into=field)`, `hands.decides()`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._clicks = self._keys = self._moves = self._pages = self._decisions = 0
        self._at_mouse = True  # they have just come to this page by a click
        self._server = 0.0
        page.on("load", self._loaded)
        page.on("requestfinished", self._answered)

    @property
    def effort(self) -> Effort:
        return Effort(self._clicks, self._keys, self._moves, self._pages, self._decisions)

    @property
    def server(self) -> float:
        """How long the server took for the pages, in seconds; measured, so it is told and never asserted."""
        return self._server

    def decides(self, things: int = 1) -> None:
        """Takes in so many things, each by itself, and decides on it."""
        self._decisions += things

    def clicks(self, place: Locator) -> None:
        self._to(mouse=True)
        self._clicks += 1
        place.click()

    def chooses(self, words: str, *, of: Locator) -> None:
        """Opens a list and chooses from it: two clicks and a decision."""
        self._to(mouse=True)
        self._clicks += 2
        self._decisions += 1
        of.select_option(label=words)

    def types(self, words: str, *, into: Locator) -> None:
        """Types where the cursor is already, else clicks there first; what stood there is selected and replaced."""
        if not into.evaluate("field => field === document.activeElement"):
            self.clicks(into)
        self._to(mouse=False)
        if into.input_value():
            self._keys += 2  # select all
            into.select_text()
        self._keys += len(words)
        self.page.keyboard.type(words)

    def presses(self, key: str, times: int = 1) -> None:
        self._to(mouse=False)
        self._keys += times
        for _ in range(times):
            self.page.keyboard.press(key)

    def _to(self, *, mouse: bool) -> None:
        self._moves += mouse is not self._at_mouse
        self._at_mouse = mouse

    def _loaded(self, _page: Page) -> None:
        self._pages += 1

    def _answered(self, request: Request) -> None:
        if request.resource_type == "document":
            self._server += max(request.timing["responseStart"] - request.timing["requestStart"], 0) / 1000


def within(seconds: float, hands: Hands) -> None:
    """A task is done: what it asked of somebody fits its budget of ../shared/users.md.

    What is asserted is counted, so it is the same on every machine; `pytest -rP` tells it beside the server's part.
    """
    effort = hands.effort
    told = f"{effort.seconds:.1f} s of {seconds} s: {effort}; besides, the server took {hands.server:.2f} s"
    print(told)  # noqa: T201 - for whoever asks by `pytest -rP` how much time is left
    assert effort.seconds <= seconds, told
