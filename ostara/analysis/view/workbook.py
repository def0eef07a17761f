"""A view as a spreadsheet: real numbers under a header that stays in sight, and what they mean on a second sheet.

Words are written as words, whatever they look like: none becomes a formula or a link.
"""

import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ostara.analysis.national.measure import Shape
from ostara.analysis.view.answer import Line, View
from ostara.analysis.view.wording import every_word, headings, said_of
from ostara.drawing.words import UNKNOWN, WITHHELD

WIDEST = 60
NO_CLOCK = datetime(2000, 1, 1)  # the same view gives the same bytes; a spreadsheet must say when it was made


def as_xlsx(view: View) -> bytes:
    """The workbook."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(out, plain) as book:
        book.set_properties({"title": view.question.measure.title, "created": NO_CLOCK})
        _figures(view, book.add_worksheet("Figures"), book)
        _definitions(view, book.add_worksheet("What it means"), book)
    return out.getvalue()


def _figures(view: View, sheet: Worksheet, book: Workbook) -> None:
    bold, share, whole = _looks(book)
    of, numbers = headings(view), _number_headings(view)
    for column, name in enumerate((*of, *numbers)):
        sheet.write_string(0, column, name or "Figure", bold)
        sheet.set_column(
            column, column, max(12, len(name) + 4, *(_longest(view, column) if column < len(of) else (0,)))
        )
    for row, line in enumerate(view.lines, start=1):
        for column, words in enumerate(said_of(view, line)):
            sheet.write_string(row, column, words)
        for column, (number, is_share) in enumerate(_numbers(view, line), start=len(of)):
            if number is None:
                sheet.write_string(row, column, WITHHELD if view.published else UNKNOWN)
            else:
                sheet.write_number(row, column, number, share if is_share else whole)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(view.lines)), len(of) + len(numbers) - 1)


def _definitions(view: View, sheet: Worksheet, book: Workbook) -> None:
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Figure", bold)
    sheet.write_string(0, 1, view.question.measure.title, bold)
    for row, (heading, words) in enumerate(every_word(view), start=1):
        sheet.write_string(row, 0, heading, bold)
        sheet.write_string(row, 1, words, wrapped)
    sheet.freeze_panes(1, 0)


def _looks(book: Workbook) -> tuple[Format, Format, Format]:
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    return book.add_format(head), book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "#,##0"})


def _number_headings(view: View) -> tuple[str, ...]:
    if view.question.measure.shape is Shape.COUNT:
        return (view.question.measure.unit.capitalize(),)
    return ("Share", "Low (95%)", "High (95%)", "Number", "Out of", "Not known")


def _numbers(view: View, line: Line) -> tuple[tuple[float | int | None, bool], ...]:
    part = line.share
    if view.question.measure.shape is Shape.COUNT:
        return ((part.numerator, False),)
    shares = ((part.value, True), (part.low, True), (part.high, True))
    return (*shares, (part.numerator, False), (part.denominator, False), (line.unknown, False))


def _longest(view: View, column: int) -> tuple[int, ...]:
    return (min(WIDEST, 2 + max((len(said_of(view, line)[column]) for line in view.lines), default=0)),)
