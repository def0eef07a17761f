"""Foresees which rules can speak in a block of rows, so that only those are run over all of its rows.

Most fields hold few different values, and most columns of a block are empty or sound: what a rule says of each
different value is worked out once, and a rule that can be true of none of them is left out. Whatever is not known
counts as possible, so nothing is lost (tests/properties).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
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
from ostara.ndtms.field import NUMBERS, Field, Kind
from ostara.ndtms.reading import DateStyle, one_field

_ANYTHING: frozenset[Answer] = frozenset({True, False, None})
_MOST_DIFFERENT = 1_000


@dataclass(frozen=True)
class Seen:
    """The different texts of a field, one row for each of them, and what expressions said of these rows."""

    texts: frozenset[str]
    rows: tuple[Row, ...]
    answers: dict[Expression, frozenset[Answer]] = dataclass_field(default_factory=dict)


@dataclass(frozen=True)
class Foreseen:
    """What is known of a block: empty columns, and what was seen in fields of few different texts."""

    empty: frozenset[str]
    seen: Mapping[str, Seen]
    style: DateStyle

    def where(self, header: str, text: str) -> "Foreseen":
        """What is known of the rows in which a field holds this text."""
        seen = self.seen.get(header)
        if seen is None or text not in seen.texts:
            return self
        only = tuple(row for row in seen.rows if row.texts.get(header) == text)
        return replace(self, seen={**self.seen, header: Seen(frozenset({text}), only)})

    def may_speak(self, expression: Expression) -> bool:
        """Whether it can be true of any row."""
        return True in self._answers(expression)

    def _answers(self, expression: Expression) -> frozenset[Answer]:
        headers = headers_of(expression)
        if len(headers) == 1 and (seen := self.seen.get(next(iter(headers)))) is not None:
            if expression not in seen.answers:
                seen.answers[expression] = frozenset(evaluate(expression, row) for row in seen.rows)
            return seen.answers[expression]
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


def foresee(texts: pa.Table, data_set: DataSet, style: DateStyle, on: date, before: Foreseen | None = None) -> Foreseen:
    """What is known of a block of trimmed texts. What was known of the block `before` is used again where it holds."""
    empty = frozenset(name for name in texts.column_names if texts.column(name).null_count == texts.num_rows)
    known = before.seen if before is not None and before.style is style else {}
    seen: dict[str, Seen] = {}
    for field in data_set.fields:
        different = _different(field, texts.column(field.header), field.header in empty)
        if different is None:
            continue
        earlier = known.get(field.header)
        if earlier is not None and earlier.texts == different:
            seen[field.header] = earlier
        else:
            seen[field.header] = Seen(different, tuple(one_field(field, text, style, on) for text in different))
    return Foreseen(empty, seen, style)


def _different(field: Field, column: pa.ChunkedArray, empty: bool) -> frozenset[str] | None:
    """The different texts of a field, "" for a blank; None where there are too many to look at each."""
    if empty:
        return frozenset({""})
    if field.kind is Kind.CODE or field.kind in NUMBERS or field.pattern:
        different = pc.unique(column)
        if len(different) <= _MOST_DIFFERENT:
            return frozenset(text or "" for text in different.to_pylist())
    return None


def _opposite(answers: frozenset[Answer]) -> frozenset[Answer]:
    return frozenset(None if answer is None else not answer for answer in answers)
