"""Foresees which rules can speak in a block of rows, so that only those are run over all of its rows.

Most fields hold few different values, and most columns of a block are empty or sound: what a rule says of each
different value is worked out once, and a rule that can be true of none of them is left out. Whatever is not known
counts as possible, so nothing is lost (tests/properties).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.evaluation import evaluate
from ostara.ndtms.expression import (
    All,
    Answer,
    Compare,
    Either,
    Expression,
    Matches,
    Member,
    Not,
    Row,
    headers_of,
)
from ostara.ndtms.field import NUMBERS, Kind
from ostara.ndtms.reading import DateStyle, one_field

_ANYTHING: frozenset[Answer] = frozenset({True, False, None})
_MOST_DIFFERENT = 1_000


@dataclass(frozen=True)
class Foreseen:
    """What is known of a block: empty columns, and for fields of few different texts one row for each of them."""

    empty: frozenset[str]
    rows: Mapping[str, tuple[Row, ...]]

    def may_speak(self, expression: Expression) -> bool:
        """Whether it can be true of any row."""
        return True in self._answers(expression)

    def _answers(self, expression: Expression) -> frozenset[Answer]:
        headers = headers_of(expression)
        if len(headers) == 1 and (rows := self.rows.get(next(iter(headers)))) is not None:
            return frozenset(evaluate(expression, row) for row in rows)
        match expression:
            case All(parts):
                return self._all(parts)
            case Either(parts):
                return _opposite(self._all(tuple(Not(part) for part in parts)))
            case Not(part):
                return _opposite(self._answers(part))
            case Compare() | Matches() | Member() if headers & self.empty:
                return frozenset({None})
        return _ANYTHING

    def _all(self, parts: tuple[Expression, ...]) -> frozenset[Answer]:
        each = []
        for part in parts:
            each.append(self._answers(part))
            if True not in each[-1]:
                return each[-1] | {False, None}
        return frozenset(chain.from_iterable(each)) if each else frozenset({True})


def foresee(texts: pa.Table, data_set: DataSet, style: DateStyle, on: date) -> Foreseen:
    """What is known of a block of trimmed texts."""
    empty = frozenset(name for name in texts.column_names if texts.column(name).null_count == texts.num_rows)
    rows: dict[str, tuple[Row, ...]] = {}
    for field in data_set.fields:
        column = texts.column(field.header)
        if field.header in empty:
            rows[field.header] = (Row({}, {}, frozenset(), on),)
        elif field.kind is Kind.CODE or field.kind in NUMBERS or field.pattern:
            different = pc.unique(column)
            if len(different) <= _MOST_DIFFERENT:
                rows[field.header] = tuple(one_field(field, text or "", style, on) for text in different.to_pylist())
    return Foreseen(empty, rows)


def _opposite(answers: frozenset[Answer]) -> frozenset[Answer]:
    return frozenset(None if answer is None else not answer for answer in answers)
