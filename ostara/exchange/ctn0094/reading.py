"""A folder of the public CTN-0094 tables, read whole: Parquet, CSV (plain or gzipped), or the package's own .rda.

Every fault of a file is one line naming the file, and the line or row where there is one.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from ostara.exchange.ctn0094.layout import NO_PLACE, NO_TABLE, NOT_READ, SAID_WHEN_ABSENT, SOURCES
from ostara.exchange.ctn0094.values import typed
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import sha256


@dataclass(frozen=True)
class Reading:
    """What was read: `tables` by name, the SHA-256 of each file in `inputs`, and in words what was not read."""

    tables: Mapping[str, pa.Table]
    inputs: Mapping[str, str]
    not_read: Mapping[str, str]
    absent: Mapping[str, str]


def read_folder(folder: Path, step: Callable[[str], None]) -> Reading:
    """Read every table that Ostara has a use for. Raises RefusalError naming file, column and row."""
    found = _files(folder)
    for table in SOURCES.values():
        if table.name not in found and not table.without:
            raise RefusalError(str(folder), f"holds no {table.name} ({', '.join(READERS)})")
    tables, inputs, not_read = {}, {}, _not_read(found)
    for name, (file, *others) in found.items():
        if name not in SOURCES:
            continue
        not_read |= {other.name: f"{file.name} holds the same table and was read" for other in others}
        step(f"reading {file.name}")
        raw = _raw(file, name)
        tables[name] = typed(raw, SOURCES[name], file.name)
        inputs[file.name] = sha256(file)
        not_read |= _columns_not_read(name, raw)
    absent = {table.name: table.without for table in SOURCES.values() if table.name not in found}
    absent |= {name: f"not missed, as {NO_TABLE}" for name in SAID_WHEN_ABSENT if name not in found}
    return Reading(tables, inputs, not_read, absent)


def _files(folder: Path) -> dict[str, list[Path]]:
    """The files of each table, the one to read first. A folder may hold a table in several formats."""
    if not folder.is_dir():
        raise RefusalError(str(folder), "there is no such folder")
    found: dict[str, list[Path]] = {}
    for suffix in READERS:
        for file in sorted(folder.iterdir()):
            if _suffix(file) == suffix and file.is_file() and not file.name.startswith("."):
                found.setdefault(file.name[: -len(suffix)], []).append(file)
    return dict(sorted(found.items()))


def _suffix(file: Path) -> str | None:
    return next((suffix for suffix in READERS if file.name.endswith(suffix)), None)


def _not_read(found: Mapping[str, object]) -> dict[str, str]:
    """Tables of the folder that are not read, with the reason. Files that are no tables (a README) are passed over."""
    others = (name for name in found if name not in SOURCES)
    return {name: NOT_READ.get(name, "not a table of the package that Ostara knows") for name in others}


def _columns_not_read(name: str, raw: pa.Table) -> dict[str, str]:
    known = {field.name for field in SOURCES[name].fields}
    columns = [str(column) for column in raw.column_names if column]
    reasons = {column: "not in the documentation of the package" for column in columns if column not in known}
    reasons |= {column: "the seam has no place for it" for column in columns if column in NO_PLACE}
    return {f"{name} column {column}": why for column, why in reasons.items()}


def _raw(file: Path, name: str) -> pa.Table:
    try:
        with file.open("rb") as stream:
            stream.read(1)
        return READERS[str(_suffix(file))](file, name)
    except OSError as error:
        raise RefusalError(file.name, f"cannot be read ({error.strerror or error})") from None


def _read_parquet(file: Path, _name: str) -> pa.Table:
    try:
        return pq.read_table(file)
    except (pa.ArrowException, OSError) as error:
        raise RefusalError(file.name, f"is not a whole Parquet file ({_first_line(error)})") from None


def _read_csv(file: Path, _name: str) -> pa.Table:
    """All cells as text. One thread, because only then does Arrow know the number of a bad line."""
    text = _text_of(file)
    wrong: list[pc.InvalidRow] = []

    def note(row: pc.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    try:
        return pc.read_csv(
            pa.BufferReader(text),
            read_options=pc.ReadOptions(use_threads=False),
            parse_options=pc.ParseOptions(invalid_row_handler=note, ignore_empty_lines=True),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(_header(text), pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowException as error:
        if wrong:
            row = wrong[0]
            raise RefusalError(
                f"{file.name} line {row.number}", f"has {row.actual_columns} cells, should have {row.expected_columns}"
            ) from None
        raise RefusalError(file.name, f"is not a whole CSV file ({_first_line(error)})") from None


def _text_of(file: Path) -> bytes:
    """The bytes of a CSV file, unpacked, and proved to be UTF-8 before Arrow sees them."""
    try:
        with pa.input_stream(file) as stream:
            data: bytes = stream.read()
    except OSError as error:
        raise RefusalError(file.name, f"is not a whole CSV file ({_first_line(error)})") from None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusalError(f"{file.name} line {line}", "is not in UTF-8") from None
    return data


def _header(text: bytes) -> list[str]:
    first = text.split(b"\n", 1)[0].rstrip(b"\r")
    return list(pc.read_csv(pa.BufferReader(first + b"\n")).column_names)


def _read_rda(file: Path, name: str) -> pa.Table:
    import rdata  # noqa: PLC0415  it pulls in pandas, which only these files need

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "no constructor for tbl_df": a tibble is read as the data frame it is
            frame = rdata.read_rda(file).get(name)
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise RefusalError(file.name, f"is not a whole R data file ({_first_line(error)})") from None
    if not hasattr(frame, "columns"):
        raise RefusalError(file.name, f"holds no data frame named {name}")
    return pa.Table.from_pandas(frame, preserve_index=False)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


READERS: Mapping[str, Callable[[Path, str], pa.Table]] = {
    ".parquet": _read_parquet,
    ".csv": _read_csv,
    ".csv.gz": _read_csv,
    ".rda": _read_rda,
}
