"""Reads the tables beside this page: what each rule answers, case by case, as a person would write it down.

A table opens with the key of its rule. `given` says what all cases share; each line below the headings is one case,
where `?` is a fact that nobody recorded. The last column is what the rule does: speaks, silent, unknown.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ostara.guidance.facts import FACTS, facts_from

ANSWERS = {"speaks": True, "silent": False, "unknown": None}
TABLES = sorted(Path(__file__).parent.glob("*.txt"))


@dataclass(frozen=True)
class Case:
    """One line of a table."""

    rule: str
    place: str
    said: dict[str, object]
    answer: bool | None

    @property
    def facts(self):
        return facts_from(self.said)


def value_of(path, cell):
    kind = FACTS[path].kind
    if kind is bool:
        return {"yes": True, "no": False}[cell]
    return kind(cell) if kind in {int, Decimal} else cell


def cells(line):
    return [cell.strip() for cell in line.split("|")]


def cases_of(table):
    for block in table.read_text().strip().split("\n\n"):
        title, given, headings, *lines = block.splitlines()
        shared = dict(part.split() for part in given.removeprefix("given ").split(";"))
        *paths, last = cells(headings)
        assert last == "answer", f"{table.name}: {title}"
        for line in lines:
            *row, answer = cells(line)
            said = {
                path: value_of(path, cell)
                for path, cell in (shared | dict(zip(paths, row, strict=True))).items()
                if cell != "?"
            }
            key = title.split()[0]
            yield Case(key, f"{table.stem} {key}: {line}", said, ANSWERS[answer])


CASES = [case for table in TABLES for case in cases_of(table)]
