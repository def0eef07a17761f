"""The national code lists: one CSV each in `codes/`, every code with how far it was checked."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.field import Standing


@dataclass(frozen=True)
class Code:
    """One code of a list. `more` holds the columns that only this list has."""

    code: str
    meaning: str
    standing: Standing
    source: str
    more: Mapping[str, str]


@cache
def national_list(name: str) -> Mapping[str, Code]:
    """Every code of `codes/NAME.csv`, in its order. Raises RefusalError for a list that does not exist."""
    file = files(__package__) / "codes" / f"{name}.csv"
    if not file.is_file():
        raise RefusalError(f"national code list {name}", "there is no such list")
    codes: dict[str, Code] = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = row.pop("code")
            if code in codes:
                raise RefusalError(f"national code list {name}", f"{code} is listed twice")
            codes[code] = Code(code, row.pop("meaning"), Standing(row.pop("status")), row.pop("source"), row)
    return MappingProxyType(codes)
