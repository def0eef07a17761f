"""Published figures: aggregates that others worked out, one file of its own beside the stores.

They are no rows about people, so they stand in no store. The file is Parquet, or CSV with the same columns; it is
described like every table of the seam, checked when it is written and when it is read.
"""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from ostara.knowledge.refusal import RefusalError
from ostara.tables.check import check_contents
from ostara.tables.column import Clock, Column, Kind, code, count, flag, text
from ostara.tables.engine import engine
from ostara.tables.table import Rule, Table

HIGHEST_LINE = 2_000_000_000
SUFFIXES = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure as somebody published it, and where it stands.

    `value` is empty where it was withheld (`suppressed`) or not given; neither is ever zero. `low` and `high` are its
    95 % interval. `method` tells apart figures that must not be compared although they count the same.
    """

    source: str
    indicator: str
    area_code: str | None
    area_name: str
    area_kind: str
    period: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    unit: str
    method: str | None
    suppressed: bool
    note: str | None
    file: str
    line: int


def _number(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning, required=False)


def _finite(name: str) -> Rule:
    return Rule(f"{name} is a finite number", f'NOT isfinite("{name}")', name)


NUMBERS = ("value", "low", "high", "numerator", "denominator")

PUBLISHED = Table(
    name="published",
    meaning="One row for each figure that somebody published: an aggregate, never a person.",
    key=("source", "indicator", "area_code", "area_name", "area_kind", "period", "group", "method"),
    order=("source", "indicator", "period", "area_kind", "area_name", "group", "file", "line"),
    columns=(
        code("source", "published_source", "who published it, in which format"),
        text("indicator", "what is counted or measured"),
        text("area_code", "code of the area (ONS); empty where the name has no single one", required=False),
        text("area_name", "name of the area, cleaned of stray marks"),
        code("area_kind", "area_kind", "kind of area; areas of one kind never overlap"),
        text("period", "year, financial year or years, as published"),
        text("group", "which people, as parts named and parted by semicolons; `all` where nobody is left out"),
        _number("value", "the figure; empty when withheld or not given, which is never zero"),
        _number("low", "lower end of the 95 % interval"),
        _number("high", "upper end of the 95 % interval"),
        _number("numerator", "what was counted for a share or rate, where published"),
        _number("denominator", "out of how many, where published"),
        text("unit", "what the figure counts"),
        text("method", "method or version; figures of two methods are never added or compared", required=False),
        flag("suppressed", "withheld by the publisher to protect people", required=True),
        text("note", "what the publisher or the reader says of this figure", required=False),
        text("file", "file it was read from"),
        count("line", "line", "line of that file", low=1, high=HIGHEST_LINE),
    ),
    rules=(
        *(_finite(name) for name in NUMBERS),
        Rule("a withheld figure has no value", "suppressed AND value IS NOT NULL", "value"),
        Rule("high is not below low", "high < low", "high"),
    ),
)
SCHEMA = PUBLISHED.schema(Clock.CALENDAR)
NAMES = tuple(field.name for field in fields(PublishedFigure))


def refuse_place(path: Path, *, replace: bool) -> None:
    """Raise RefusalError where a file of published figures cannot be written."""
    if path.suffix not in SUFFIXES:
        raise RefusalError(str(path), f"is neither {' nor '.join(SUFFIXES)}")
    if path.is_dir() or (path.exists() and not replace):
        raise RefusalError(str(path), "already exists (give --replace to write a new file in its place)")
    if not path.absolute().parent.is_dir():
        raise RefusalError(str(path.parent), "there is no such folder")


def write_published(path: Path, figures: Iterable[PublishedFigure], *, replace: bool = False) -> int:
    """Write figures to `path` (.parquet or .csv) in one step, checked; gives their number.

    Raises RefusalError for a figure that breaks the description, or a place that is taken. Then nothing is changed.
    """
    refuse_place(path, replace=replace)
    rows = sorted(figures, key=attrgetter(*PUBLISHED.order))
    table = pa.table({name: pa.array(map(attrgetter(name), rows), SCHEMA.field(name).type) for name in NAMES})
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.absolute().parent) as beside:
        made = Path(beside) / f"new{path.suffix}"
        _check(table.cast(SCHEMA), path.name, Path(beside))
        if path.suffix == ".csv":
            csv.write_csv(table, made)
        else:
            pq.write_table(table.cast(SCHEMA), made, compression="zstd")
        with made.open("rb") as written:
            os.fsync(written.fileno())
        made.replace(path)
    return len(rows)


def read_published(path: Path) -> list[PublishedFigure]:
    """The figures of a file that `write_published` wrote. Raises RefusalError naming file, column and row."""
    reading = {".csv": _read_csv, ".parquet": pq.read_table}.get(path.suffix)
    if reading is None:
        raise RefusalError(str(path), f"is neither {' nor '.join(SUFFIXES)}")
    if not path.is_file():
        raise RefusalError(str(path), "there is no such file")
    try:
        table = reading(path)
    except (pa.ArrowException, OSError) as error:
        raise RefusalError(str(path), f"is not a whole file of published figures ({_first_line(error)})") from None
    if table.column_names != list(NAMES):
        raise RefusalError(str(path), f"has other columns than published figures have ({', '.join(NAMES)})")
    try:
        table = table.cast(SCHEMA)
    except (pa.ArrowException, ValueError) as error:  # a null in a column that needs a value is a ValueError
        raise RefusalError(str(path), f"holds a value that its column cannot ({_first_line(error)})") from None
    with tempfile.TemporaryDirectory(prefix="ostara-") as beside:
        _check(table, path.name, Path(beside))
    return [PublishedFigure(*row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def _read_csv(path: Path) -> pa.Table:
    types = {field.name: field.type for field in SCHEMA}
    return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=True))


def _check(table: pa.Table, name: str, beside: Path) -> None:
    """Hold the rows against the description, and name the file that the person knows."""
    file = beside / f"{PUBLISHED.name}.parquet"
    pq.write_table(table, file)
    with engine(beside) as connection:
        try:
            check_contents(connection, PUBLISHED, file, Clock.CALENDAR)
        except RefusalError as fault:
            raise RefusalError(fault.place.replace(file.name, name, 1), fault.reason) from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
