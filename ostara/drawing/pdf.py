"""A page as a PDF that can be listened to as well as read: tagged, PDF/UA-1, with its fonts inside (typst).

The page goes into one fixed template, page.typ, as data, so that words stay words whatever letters they hold.
The same page gives the same bytes: no clock, no fonts of the machine.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import typst

from ostara.drawing.markup import without_forbidden
from ostara.drawing.page import Page
from ostara.drawing.paper import colours

_SPACE = re.compile(r"[ \t\n\f\r]+")


def page_pdf(page: Page) -> bytes:
    """The whole page, A4. A letter that none of typst's own fonts holds is written as its number: [U+6F22]."""
    data = json.dumps(_cleaned({**page.as_data(), "colours": colours()}), ensure_ascii=False)
    for letters in _to_number(data):
        try:
            return _compiled(_template(), _numbered(data, letters))
        except typst.TypstError as error:
            refused = error
    raise refused


def _to_number(data: str) -> Iterator[list[str]]:
    """Letters to write as numbers: none; if that is refused, those no font holds; at the very last, all but ASCII.

    The last is for letters that fonts hold alone and not beside each other.
    """
    yield []
    beyond = [letter for letter in sorted(set(data)) if not letter.isascii()]
    yield [letter for letter in beyond if not _drawable(f"{letter}0{letter}")]
    yield beyond


def _cleaned(data: object) -> object:
    """The same data, with one blank for each stretch of white space, as HTML has it, and no forbidden character."""
    match data:
        case str():
            return without_forbidden(_SPACE.sub(" ", data))
        case dict():
            return {key: _cleaned(value) for key, value in data.items()}
        case list() | tuple():
            return [_cleaned(value) for value in data]
        case _:
            return data


def _compiled(template: bytes, data: str) -> bytes:
    return typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"page": data},
        pdf_standards="ua-1",
        timestamp=0,
    )


def _drawable(letters: str) -> bool:
    """Whether fonts hold the letters. PDF/UA-1 refuses a document that shows an empty box in its place."""
    try:
        _compiled(b'#set document(title: "-", date: none)\n#json(bytes(sys.inputs.page))', json.dumps(letters))
    except typst.TypstError:
        return False
    return True


def _numbered(said: str, letters: Iterable[str]) -> str:
    return said.translate({ord(letter): f"[U+{ord(letter):04X}]" for letter in letters})


@cache
def _template() -> bytes:
    return (files(__package__) / "page.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
