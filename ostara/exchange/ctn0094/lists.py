"""The lists beside this door: arms, trials, substances and test panels, each row with its source.

Read once, and held against the code lists of `knowledge`, so that a slip in a list is found before any row is read.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pyarrow as pa

from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError

CODED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "arms": {"kind": "intervention_kind", "medicine": "medicine", "setting": "setting"},
        "trials": {"never_randomised": "medicine"},
        "substances": {"substance": "substance"},
        "panel": {"substance": "substance"},
    }
)


@cache
def rows_of(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `NAME.csv`. Raises RefusalError for a word that is no code."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    rows = tuple(csv.DictReader(text.splitlines()))
    for column, codes in CODED[name].items():
        for line, row in enumerate(rows, start=2):
            if row[column] and row[column] not in code_list(codes):
                raise RefusalError(f"{name}.csv line {line}", f"{row[column]} is not one of the code list {codes}")
    return rows


def door_list(name: str) -> pa.Table:
    """The list `NAME.csv` as text columns; an empty cell is null."""
    rows = rows_of(name)
    return pa.table({column: pa.array([row[column] or None for row in rows], pa.string()) for column in rows[0]})


def words_of(name: str, column: str) -> tuple[str, ...]:
    """The words of one column of a list, in file order. Makes no Arrow table: this runs whenever Ostara starts."""
    return tuple(row[column] for row in rows_of(name))
