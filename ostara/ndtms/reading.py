"""Reads what is written in a row: texts become dates, numbers and codes, or count as unreadable.

Dates come as YYYY-MM-DD or DD/MM/YYYY, in one style for a whole file; which one the official format asks for was not
checked. Years before 1000 and after 2999 are slips and cannot be read.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import Row, Value
from ostara.ndtms.field import NUMBERS, Field, Kind

_ISO = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{2})/([0-9]{2})/([12][0-9]{3})")
WHOLE_NUMBER = r"[0-9]{1,9}"


class DateStyle(StrEnum):
    """How a file writes its dates."""

    ISO = "YYYY-MM-DD"
    DAY_FIRST = "DD/MM/YYYY"


def style_of(text: str) -> DateStyle | None:
    """The style in which a text is a date; None when it is not one."""
    return next((style for style in DateStyle if read_date(text, style) is not None), None)


def read_date(text: str, style: DateStyle) -> date | None:
    """The date written in this style; None when there is no such day."""
    found = (_ISO if style is DateStyle.ISO else _DAY_FIRST).fullmatch(text)
    if not found:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if style is DateStyle.ISO else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_row(data_set: DataSet, texts: Mapping[str, str], *, on: date, style: DateStyle = DateStyle.ISO) -> Row:
    """A row as rules see it. `texts` may leave fields out; spaces around a text do not count."""
    written: dict[str, str] = {}
    values: dict[str, Value] = {}
    unreadable: set[str] = set()
    for field in data_set.fields:
        one = one_field(field, texts.get(field.header, "").strip(" "), style, on)
        written.update(one.texts)
        values.update(one.values)
        unreadable |= one.unreadable
    return Row(written, values, frozenset(unreadable), on)


def one_field(field: Field, text: str, style: DateStyle, on: date) -> Row:
    """A row in which at most this field is filled, with a text that is trimmed."""
    header = field.header
    if not text:
        return Row({}, {}, frozenset(), on)
    if text == field.not_answered:
        return Row({header: text}, {}, frozenset(), on)
    value = _read(field, text, style)
    if value is None:
        return Row({header: text}, {}, frozenset({header}), on)
    return Row({header: text}, {header: value}, frozenset(), on)


def _read(field: Field, text: str, style: DateStyle) -> Value | None:
    if field.kind is Kind.DATE:
        return read_date(text, style)
    if field.kind in NUMBERS:
        return int(text) if re.fullmatch(WHOLE_NUMBER, text) else None
    return text
