"""Checks one row, as a form needs it. Files are checked in columns by the door that reads them, with the same rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.evaluation import evaluate
from ostara.ndtms.reading import DateStyle, read_row
from ostara.ndtms.rule import Rule
from ostara.ndtms.rules import rules_of


@dataclass(frozen=True)
class Finding:
    """A rule that spoke, and what is written in the field it blames (empty where nothing is)."""

    rule: Rule
    value: str


def check_row(
    data_set: DataSet, texts: Mapping[str, str], *, on: date, style: DateStyle = DateStyle.ISO
) -> Iterator[Finding]:
    """Every finding of one row, in the order of the rules."""
    row = read_row(data_set, texts, on=on, style=style)
    for rule in rules_of(data_set):
        if evaluate(rule.bad, row):
            yield Finding(rule, texts.get(rule.column, ""))
