"""A table of results: a caption, headings that say which way they head, and numbers in line under each other."""

from dataclasses import dataclass

from ostara.drawing import words
from ostara.drawing.markup import Markup, element
from ostara.drawing.names import Data, Names

Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column's heading; `numeric` columns stand to the right."""

    name: str
    numeric: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table. The first column heads each row; whole numbers get their commas; None is said to be not known.

    Raises ValueError for a row that has not as many cells as there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footnotes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.caption!r} has no columns")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.caption!r}: {row!r} is not {len(self.columns)} cells")

    def render(self, names: Names) -> Markup:
        """The table in a region that scrolls by itself, by touch and by keyboard, where the page is narrower."""
        label = names.unique(f"Table: {self.caption}")
        table = element("table", element("caption", self.caption), self._head(), self._body())
        region = element("div", table, class_="table-region", role="region", aria_label=label, tabindex="0")
        return element("div", region, *self._footnotes(), class_="table")

    def as_data(self, names: Names) -> Data:
        """The table as plain data, every cell said."""
        return {
            "kind": "table",
            "caption": self.caption,
            "columns": [vars(each) for each in self.columns],
            "rows": [[said(cell) for cell in row] for row in self.rows],
            "footnotes": self.footnotes,
        }

    def _head(self) -> Markup:
        headings = (element("th", each.name, scope="col", class_=_side(each)) for each in self.columns)
        return element("thead", element("tr", *headings))

    def _body(self) -> Markup:
        if not self.rows:
            return element("tbody", element("tr", element("td", "No data", colspan=str(len(self.columns)))))
        return element("tbody", *(self._row(row) for row in self.rows))

    def _row(self, row: tuple[Cell, ...]) -> Markup:
        head, *rest = row
        cells = (
            element("td", said(cell), class_=_side(column)) for column, cell in zip(self.columns[1:], rest, strict=True)
        )
        return element("tr", element("th", said(head), scope="row"), *cells)

    def _footnotes(self) -> tuple[Markup, ...]:
        return tuple(element("p", note, class_="footnote") for note in self.footnotes)


def said(cell: Cell) -> str:
    """What a cell says."""
    return cell if isinstance(cell, str) else words.number(cell)


def _side(column: Column) -> str | None:
    return "number" if column.numeric else None
