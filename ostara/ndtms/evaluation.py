"""Evaluates an expression for one row: True, False, or None where that cannot be known."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from ostara.ndtms.expression import (
    All,
    Answer,
    Blank,
    Compare,
    Constant,
    Either,
    Expression,
    Matches,
    Member,
    Not,
    Ref,
    Row,
    Shifted,
    Term,
    Today,
    Unreadable,
    Value,
)

COMPARISONS: Mapping[str, Callable[..., bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


def evaluate(expression: Expression, row: Row) -> Answer:
    """Whether it holds of the row: True, False, or None where that cannot be known."""
    match expression:
        case All(parts):
            return _all([evaluate(part, row) for part in parts])
        case Either(parts):
            return _not(_all([_not(evaluate(part, row)) for part in parts]))
        case Not(part):
            return _not(evaluate(part, row))
    return _of_fields(expression, row)


def _of_fields(expression: Expression, row: Row) -> Answer:
    match expression:
        case Compare(how, left, right):
            first, second = _value(left, row), _value(right, row)
            return None if first is None or second is None else COMPARISONS[how](first, second)
        case Member(header, values):
            return row.values[header] in values if header in row.values else None
        case Matches(header, pattern):
            return re.fullmatch(pattern, row.texts[header]) is not None if header in row.texts else None
        case Blank(header):
            return header not in row.texts
        case Unreadable(header):
            return header in row.unreadable
    raise TypeError(f"{expression!r} is not an expression")


def _all(answers: list[Answer]) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer


def _value(term: Term, row: Row) -> Value | None:
    match term:
        case Ref(header):
            return row.values.get(header)
        case Constant(constant):
            return constant
        case Today():
            return row.on
        case Shifted(header, years, days):
            start = row.values.get(header)
            return shift(start, years, days) if isinstance(start, date) else None
    raise TypeError(f"{term!r} is not a term")


def shift(start: date, years: int, days: int) -> date:
    """A date so many years and then days later."""
    try:
        later = start.replace(year=start.year + years)
    except ValueError:  # 29 February, in a year without one
        later = start.replace(year=start.year + years, day=28)
    return later + timedelta(days=days)
