"""Code lists: one CSV each (code, meaning, source), read once."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class CodeList:
    """A closed list of codes. `meanings` maps each code to its words, in the order of the file."""

    name: str
    meanings: Mapping[str, str]
    sources: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.meanings

    def __iter__(self) -> Iterator[str]:
        return iter(self.meanings)


@cache
def code_list(name: str) -> CodeList:
    """Read `codes/NAME.csv`. Raises RefusalError for a list that does not exist, a repeated code or an empty cell."""
    file = files(__package__) / f"{name}.csv"
    if not file.is_file():
        raise RefusalError(f"code list {name}", "there is no such list")
    meanings: dict[str, str] = {}
    sources: dict[str, str] = {}
    with file.open(encoding="utf-8") as lines:
        for line, row in enumerate(csv.DictReader(lines), start=2):
            code = row["code"]
            if not all(row.values()):
                raise RefusalError(f"codes/{name}.csv line {line}", "a cell is empty")
            if code in meanings:
                raise RefusalError(f"codes/{name}.csv line {line}", f"{code} is listed twice")
            meanings[code], sources[code] = row["meaning"], row["source"]
    return CodeList(name, MappingProxyType(meanings), MappingProxyType(sources))
