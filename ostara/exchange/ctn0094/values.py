"""From what a file holds to what the documentation says it holds: whole numbers, amounts, words and marks.

CSV gives text, Parquet gives doubles for integers, R gives factors: here they become the same columns, or the first
cell that cannot is named by file, column and row. The cell itself is never shown: in a shifted file it may be a name.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ostara.exchange.ctn0094.layout import Field, Holds, SourceTable
from ostara.knowledge.refusal import RefusalError

NUMBER = r"^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
EXACT = 2.0**53  # doubles beyond it no longer hold every whole number
MISSING = ("", "NA")  # how R writes a missing value to CSV


def typed(raw: pa.Table, table: SourceTable, file: str) -> pa.Table:
    """The columns of `table` with their types, and `row`: the row of the file, counted from 1 without the header.

    Raises RefusalError for a missing or repeated column, a value of the wrong type or out of range, or a person twice
    in a table that holds one row each.
    """
    columns: dict[str, pa.Array] = {"row": pa.array(np.arange(1, raw.num_rows + 1))}
    for field in table.fields:
        found = raw.schema.get_all_field_indices(field.name)
        if len(found) > 1:
            raise RefusalError(f"{file} column {field.name}", "is there twice")
        if found:
            columns[field.name] = _column(raw.column(found[0]), field, f"{file} column {field.name}")
        elif not field.optional:
            raise RefusalError(f"{file} column {field.name}", "is missing")
    if table.one_row_each:
        _refuse_repeats(columns["who"], f"{file} column who")
    return pa.table(columns)


def _column(column: pa.ChunkedArray, field: Field, place: str) -> pa.Array:
    readers: dict[Holds, Callable[[pa.Array, Field, str], pa.Array]] = {
        Holds.WHOLE: _whole,
        Holds.AMOUNT: _amount,
        Holds.WORD: _words,
        Holds.MARK: _mark,
    }
    values = readers[field.holds](_plain(column), field, place)
    if field.filled:
        _refuse_first(values.is_null(), place, "is empty")
    return values


def _plain(column: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        column = column.cast(pa.string())
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _text(values: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.is_in(trimmed, pa.array(MISSING)), pa.scalar(None, pa.string()), trimmed)


def _numbers(values: pa.Array, place: str) -> pa.Array:
    kind = values.type
    if pa.types.is_string(kind):
        values = _text(values)
        _refuse_first(pc.invert(pc.match_substring_regex(values, NUMBER)), place, "is not a number")
    elif (
        not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)) and kind != pa.null()
    ):
        raise RefusalError(place, f"holds {kind}, should hold numbers")
    numbers = values.cast(pa.float64(), safe=False)
    numbers = pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers)
    _refuse_first(pc.is_inf(numbers), place, "is not a number")
    return numbers


def _within(numbers: pa.Array, field: Field, place: str, unit: str = "") -> pa.Array:
    if field.low is not None:
        _refuse_first(pc.less(numbers, field.low), place, f"is below {field.low:,}{unit}")
    if field.high is not None:
        _refuse_first(pc.greater(numbers, field.high), place, f"is above {field.high:,}{unit}")
    return numbers


def _whole(values: pa.Array, field: Field, place: str) -> pa.Array:
    numbers = _within(_numbers(values, place), field, place)
    _refuse_first(pc.not_equal(numbers, pc.floor(numbers)), place, "is not a whole number")
    return numbers.cast(pa.int64())


def _amount(values: pa.Array, field: Field, place: str) -> pa.Array:
    numbers = _within(_numbers(values, place), field, place, " mg")
    exact = pc.round(numbers, 3)
    _refuse_first(pc.greater(pc.abs(pc.subtract(numbers, exact)), 1e-9), place, "has more than three decimals")
    return exact.cast(pa.decimal128(9, 3))


def _words(values: pa.Array, field: Field, place: str) -> pa.Array:
    if not pa.types.is_string(values.type):
        values = _numbers(values, place)
        strange = pc.or_(pc.not_equal(values, pc.floor(values)), pc.greater(pc.abs(values), EXACT))
        _refuse_first(strange, place, "is neither a word nor a whole number")
        values = values.cast(pa.int64()).cast(pa.string())
    words = _text(values)
    if not field.words:
        return words
    place_in_list = pc.index_in(pc.utf8_lower(words), pa.array([word.lower() for word in field.words]))
    unknown = pc.and_(place_in_list.is_null(), words.is_valid())
    if field.open:
        return pc.if_else(unknown, words, pa.array(field.words).take(place_in_list))
    _refuse_first(unknown, place, f"is not one of: {', '.join(field.words)}")
    return pa.array(field.words).take(place_in_list)


def _mark(values: pa.Array, field: Field, place: str) -> pa.Array:
    if pa.types.is_boolean(values.type):
        values = values.cast(pa.int8())
    return _whole(values, field, place).cast(pa.bool_())


def _refuse_first(bad: pa.Array, place: str, says: str) -> None:
    row = pc.index(bad, pa.scalar(True)).as_py()
    if row >= 0:
        raise RefusalError(f"{place} row {row + 1}", says)


def _refuse_repeats(who: pa.Array, place: str) -> None:
    numbers = who.to_numpy()
    order = np.argsort(numbers, kind="stable")
    again = order[1:][numbers[order][1:] == numbers[order][:-1]]
    if len(again):
        row = int(again.min())
        raise RefusalError(
            f"{place} row {row + 1}", f"is the person of row {int(np.argmax(numbers == numbers[row])) + 1} again"
        )
