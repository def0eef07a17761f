"""Compiles expressions over rows to DuckDB SQL over columns. The two agree for every rule (tests/properties)."""

from collections.abc import Collection
from datetime import date

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import (
    All,
    Blank,
    Compare,
    Constant,
    Either,
    Expression,
    Matches,
    Member,
    Not,
    Ref,
    Shifted,
    Term,
    Today,
    Unreadable,
    Value,
)
from ostara.ndtms.field import NUMBERS, Field, Kind
from ostara.ndtms.reading import WHOLE_NUMBER, DateStyle

_GLOBS = {
    DateStyle.ISO: "[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]",
    DateStyle.DAY_FIRST: "[0-9][0-9]/[0-9][0-9]/[12][0-9][0-9][0-9]",
}


def typed_rows(
    data_set: DataSet, rows: str, style: DateStyle, wanted: Collection[str], empty: Collection[str] = ()
) -> str:
    """A query over `rows` that adds what rules see of the `wanted` fields.

    `rows` has a column of trimmed text for each header, and `place`, `line` and `whole`, the bytes of the row.
    `t_HEADER` is the text, NULL where blank; `v_HEADER` the value, NULL where there is none. Columns known to be
    `empty` are left to the planner to take out of the rules.
    """
    fields = [field for field in data_set.fields if field.header in wanted]
    texts = "".join(f', {_text_of(field.header, empty)} AS "t_{field.header}"' for field in fields)
    values = "".join(f', {_value_of(field, style)} AS "v_{field.header}"' for field in fields)
    return f"SELECT *{values} FROM (SELECT place, line, whole{texts} FROM {rows})"


def _text_of(header: str, empty: Collection[str]) -> str:
    return "NULL::VARCHAR" if header in empty else f'"{header}"'


def _value_of(field: Field, style: DateStyle) -> str:
    text = f'"t_{field.header}"'
    if field.kind is Kind.DATE:
        day = text if style is DateStyle.ISO else f"{text}[7:10] || '-' || {text}[4:5] || '-' || {text}[1:2]"
        return f"CASE WHEN {text} GLOB '{_GLOBS[style]}' THEN TRY_CAST({day} AS DATE) END"
    if field.kind in NUMBERS:
        return f"CASE WHEN regexp_full_match({text}, '{WHOLE_NUMBER}') THEN TRY_CAST({text} AS INTEGER) END"
    return text if field.not_answered is None else f"nullif({text}, {_constant(field.not_answered)})"


def compiled(expression: Expression, data_set: DataSet, on: date) -> str:
    """SQL over a typed row: true, false, or NULL where the answer is unknown."""

    def inner(part: Expression) -> str:
        return compiled(part, data_set, on)

    match expression:
        case All(parts):
            return f"({' AND '.join(map(inner, parts))})" if parts else "TRUE"
        case Either(parts):
            return f"({' OR '.join(map(inner, parts))})" if parts else "FALSE"
        case Not(part):
            return f"(NOT {inner(part)})"
        case Compare(how, left, right):
            return f"({_term(left, on)} {how} {_term(right, on)})"
    return _of_one_field(expression, data_set)


def _of_one_field(expression: Expression, data_set: DataSet) -> str:
    match expression:
        case Member(header, values):
            return f'("v_{header}" IN ({", ".join(map(_constant, values))}))'
        case Matches(header, pattern):
            return f'regexp_full_match("t_{header}", {_constant(pattern)})'
        case Blank(header):
            return f'("t_{header}" IS NULL)'
        case Unreadable(header):
            no_answer = data_set.field(header).not_answered
            unless = "" if no_answer is None else f' AND "t_{header}" <> {_constant(no_answer)}'
            return f'("t_{header}" IS NOT NULL AND "v_{header}" IS NULL{unless})'
    raise TypeError(f"{expression!r} is not an expression")


def _term(term: Term, on: date) -> str:
    match term:
        case Ref(header):
            return f'"v_{header}"'
        case Constant(value):
            return _constant(value)
        case Today():
            return _constant(on)
        case Shifted(header, years, days):
            return f'(CAST("v_{header}" + INTERVAL {years} YEAR AS DATE) + {days})'
    raise TypeError(f"{term!r} is not a term")


def _constant(value: Value) -> str:
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
