"""The first line of a file: which column holds which field, in any order, with what is missing or unknown named."""

import csv
from dataclasses import dataclass
from pathlib import Path

from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet

_MARK = "﻿"  # a byte-order mark, once read as UTF-8
_STRANGE = "column "


@dataclass(frozen=True)
class Header:
    """The columns of a file in its own order, unknown ones by number; `unknown` are the names of those."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def strange(self) -> tuple[str, ...]:
        """The columns that the data set does not have, by number, so that each has a name of its own."""
        return tuple(name for name in self.columns if name.startswith(_STRANGE))


def read_header(record: bytes, data_set: DataSet, path: Path) -> Header:
    """The header of a file. Raises RefusalError for one that is no header, lacks a column or names one twice."""
    place = f"{path} line 1"
    if record.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in record:
        raise RefusalError(place, "is not text that can be read (save the file as CSV in UTF-8)")
    names = _names(record, place)
    known = [name for name in names if name in set(data_set.headers)]
    if len(known) * 2 < len(data_set.headers):
        raise RefusalError(
            place,
            f"is not the header of data set {data_set.name}: it names {len(known)} of its {len(data_set.headers)} "
            "columns (values are to be parted by commas)",
        )
    missing = [header for header in data_set.headers if header not in known]
    if missing:
        raise RefusalError(place, f"lacks the columns {', '.join(missing)}")
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise RefusalError(place, f"names a column twice: {', '.join(twice)}")
    return Header(
        columns=tuple(name if name in known else f"{_STRANGE}{number}" for number, name in enumerate(names, start=1)),
        unknown=tuple(name for name in names if name not in known),
    )


def _names(record: bytes, place: str) -> list[str]:
    try:
        text = record.decode("utf-8")
    except UnicodeDecodeError:
        text = record.decode("cp1252", errors="replace")
    try:
        cells = next(csv.reader([text.removeprefix(_MARK).rstrip("\r\n")]), [])
    except csv.Error as error:
        raise RefusalError(place, f"is not a line of CSV ({error})") from None
    return [cell.strip().upper() for cell in cells]
