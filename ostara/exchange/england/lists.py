"""The lists beside this door, each row with its source: methods of estimates, and totals by which a table is known."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def rows_of(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `NAME.csv`."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
