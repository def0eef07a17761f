"""The page of a person is put together from sections: each room adds its own, and this one knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ostara.care.accounts.asked import Asked

Question = Callable[[Asked], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """A part of a person's page.

    Attributes:
        order: places it. Treatment comes first: the sections of this room begin at 500.
        title: its heading, also in the links on top. One section of a title.
        question: given the request (its `person` is the record that goes on), returns what the template sees as
            `found`; none leaves the section out.
        template: included below the heading.
    """

    order: int
    title: str
    question: Question
    template: str

    @property
    def anchor(self) -> str:
        """Returns the name by which a link on the page reaches it."""
        return "".join(sign if sign.isalnum() else "-" for sign in self.title.lower())


_SECTIONS: dict[str, Section] = {}


def register_section(*, order: int, title: str, question: Question, template: str) -> None:
    """Adds a section to the page of a person; called when an app is ready."""
    _SECTIONS[title] = Section(order, title, question, template)


def sections(request: Asked) -> list[tuple[Section, dict[str, Any]]]:
    """Returns the sections of the page of `request.person` and what each found, in order."""
    ordered = sorted(_SECTIONS.values(), key=lambda section: (section.order, section.title))
    asked = ((section, section.question(request)) for section in ordered)
    return [(section, found) for section, found in asked if found is not None]
