"""A shelf with a store on it, for pages over numbers: `a_shelf(files, two_services(harbour, wharf))`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import html5lib
from django.http import HttpResponse

from ostara.tables.shelf import CURRENT, PUBLISHED, point_at, stamp
from ostara.tables.store import Store
from tests.national import Somebody, a_nation, somebody

TAKEN_AT = datetime(2026, 4, 1, 2, 30, tzinfo=UTC)
ENOUGH, FEW = 30, 2


def a_shelf(files: Path, people: Iterable[Somebody], *, at: datetime = TAKEN_AT, until: str = "2026-03-31") -> Store:
    """Makes a store of these people, and points both pointers at it."""
    shelf = files / "stores"
    shelf.mkdir(parents=True, exist_ok=True)
    store = a_nation(shelf / stamp(at), *people, until=until)
    for pointer in (CURRENT, PUBLISHED):
        point_at(shelf, store.folder, pointer)
    return store


def in_the_care_of(service: str, *, women: int = ENOUGH, men: int = ENOUGH) -> list[Somebody]:
    """People whose treatment began with a service (by its code) in 2025/26 and goes on."""
    return [
        somebody(sex=sex).in_treatment("2025-05-01", service=service)
        for sex, number in (("female", women), ("male", men))
        for _ in range(number)
    ]


def lines_of(page: HttpResponse) -> dict[str, list[str]]:
    """The lines of the table of a page: what each is of, and its numbers."""
    rows = _tree(page).findall(".//tbody/tr")
    said = [["".join(cell.itertext()) for cell in row] for row in rows]
    numbers = len(_tree(page).findall(".//thead//th[@class='number']"))
    return {", ".join(line[:-numbers]): line[-numbers:] for line in said}


def counts_of(page: HttpResponse) -> dict[str, str]:
    """The same where there is one number only."""
    return {words: number for words, (number,) in lines_of(page).items()}


def chosen_in(page: HttpResponse) -> dict[str, str]:
    """What the form of a page shows as chosen or written, by field."""
    tree = _tree(page)
    written = {each.get("name"): each.get("value", "") for each in tree.findall(".//main//input")}
    lists = {
        each.get("name"): next((one.get("value") for one in each.iter("option") if "selected" in one.attrib), "")
        for each in tree.findall(".//select")
    }
    return {str(name): str(value) for name, value in {**written, **lists}.items() if value}


def links_in(page: HttpResponse) -> dict[str, str]:
    """Where each link of the page's own part leads, by its words."""
    return {"".join(each.itertext()): str(each.get("href")) for each in _tree(page).findall(".//main//a")}


def _tree(page):
    return html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
