"""A view as a table in a terminal: what it is and rests on, the figures, and what must be known to read them."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ostara.analysis.view.answer import View
from ostara.analysis.view.wording import (
    definition,
    headings,
    limits,
    number_headings,
    numbers,
    origin_pairs,
    rests_on,
    said_of,
)


def as_table(view: View) -> RenderableType:
    """Everything, ready to be printed."""
    return Group(*_above(view), "", _figures(view), "", *_below(view))


def _above(view: View) -> Iterator[Text]:
    yield Text(view.question.measure.title, style="bold")
    for heading, said in (*definition(view), *limits(view)):
        yield _pair(heading, said)
    for words in rests_on(view):
        yield _pair("Rests on", words)


def _figures(view: View) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in headings(view):
        table.add_column(escape(name), overflow="fold")
    for name in number_headings(view):
        table.add_column(escape(name), justify="right", no_wrap=True)
    for line in view.lines:
        cells = (*said_of(view, line), *numbers(view, line))
        table.add_row(*map(escape, cells), style="bold" if line.total else None)
    return table


def _below(view: View) -> Iterator[Text]:
    for words in view.notes:
        yield _pair("Note", words)
    for heading, said in origin_pairs(view):
        yield _pair(heading, said)


def _pair(heading: str, said: str) -> Text:
    return Text.assemble((f"{heading}: ", "dim"), said)
