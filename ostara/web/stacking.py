"""Tables that stack on a phone: each row a block, each cell beside the words of its column (static/ostara/parts.css).

A table whose cells are laid out as blocks is no table any more to some screen readers, so its roles are said. The
words of a column are drawn from an attribute: whoever listens hears them once, from the head of the table.
"""

import re
from functools import partial
from itertools import chain, repeat

from markupsafe import Markup

_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b( colspan\b)?")
_HIDDEN = re.compile(r'<span class="nhsuk-u-visually-hidden">.*?</span>', re.DOTALL)
_STARTS = re.compile(r"<(table|thead|tbody|tr|th)\b")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader"}
_OF_CELL = {"td": "cell", "th": "rowheader"}


def stacked(html: Markup) -> Markup:
    """Returns a table that stacks where there is no room for its columns.

    Raises:
        ValueError: the table has no head, so there would be nothing to say beside a cell.
    """
    head, ends, body = str(html).partition("</thead>")
    if not ends:
        raise ValueError("A table that stacks needs a head that names its columns.")
    named = [_words(heading) for heading in _HEADING.findall(head)]
    head = _STARTS.sub(_with_role, head).replace('class="nhsuk-table"', 'class="nhsuk-table nhsuk-table-responsive"', 1)
    body = _ROW.sub(partial(_row, named), body).replace("<tbody>", '<tbody role="rowgroup">', 1)
    return Markup(head + ends + body)  # noqa: S704 - what came in was markup, and nothing but roles and its own headings is added


def _words(heading: str) -> str:
    """What a reader sees of a heading; nothing where it is there for listeners only."""
    return " ".join(Markup(_HIDDEN.sub("", heading)).striptags().split())  # noqa: S704 - a piece of markup


def _with_role(start: re.Match[str]) -> str:
    return f'{start[0]} role="{_ROLES[start[1]]}"'


def _row(named: list[str], row: re.Match[str]) -> str:
    headings = chain(named, repeat(""))
    cells = _CELL.sub(lambda cell: _cell(cell, next(headings)), row[0])
    return cells.replace("<tr", '<tr role="row"', 1)


def _cell(cell: re.Match[str], heading: str) -> str:
    tag, across = cell[1], cell[2] or ""
    beside = f' data-heading="{Markup.escape(heading)}"' if heading and tag == "td" and not across else ""
    return f'<{tag} role="{_OF_CELL[tag]}"{beside}{across}'
