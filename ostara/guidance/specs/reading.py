"""Reads the tables of cases, and asks each rule whether it answers as they say.

A table names its rule. `given` says what all its cases share; each line of `cases` below the headings is one case, and
`?` a fact that nobody recorded. The last column is what the rule does: speaks, silent, unknown.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.guidance.evaluation import Answer, evaluate
from ostara.guidance.facts import Facts, Value, facts_from
from ostara.guidance.facts.catalogue import check, fact_named
from ostara.guidance.rule import Rule
from ostara.knowledge.refusal import RefusalError

ANSWERS: Mapping[str, Answer] = MappingProxyType({"speaks": True, "silent": False, "unknown": None})
YES_NO: Mapping[str, bool] = MappingProxyType({"yes": True, "no": False})
NOT_RECORDED = "?"
FIELDS = frozenset({"rule", "about", "given", "cases"})


@dataclass(frozen=True)
class Case:
    """One line of a table. `place` names it for people: the table, the rule and the line."""

    rule: str
    place: str
    said: Mapping[str, Value]
    answer: Answer

    @property
    def facts(self) -> Facts:
        """What is recorded in this case."""
        return facts_from(self.said)


@dataclass(frozen=True)
class Passed:
    """How many cases of a rule there are, and how many it answers as they say."""

    cases: int
    passed: int


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every table. Raises RefusalError, naming the table, for a line that cannot be read."""
    tables = sorted(one.name for one in files(__package__).iterdir() if one.name.endswith(".toml"))
    return tuple(case for name in tables for case in cases_in(_text(name), place=name.removesuffix(".toml")))


def passed(rule: Rule) -> Passed:
    """Asks the rule each of its cases, with the rulebook's own numbers."""
    own = [case for case in cases() if case.rule == rule.key]
    return Passed(len(own), sum(evaluate(rule.speaks, case.facts, {}) is case.answer for case in own))


def cases_in(text: str, *, place: str) -> Iterator[Case]:
    """The cases of one file. Raises RefusalError, naming the table and the line, for what cannot be read."""
    for table in tomllib.loads(text).get("table", []):
        if table.keys() != FIELDS:
            raise RefusalError(place, f"has a table that does not hold exactly {', '.join(sorted(FIELDS))}")
        here = f"{place} {table['rule']}"
        given = _given(table["given"], here)
        headings, *lines = table["cases"].strip().splitlines()
        *paths, last = _cells(headings)
        if last != "answer":
            raise RefusalError(here, "has no last column 'answer'")
        for line in lines:
            yield _case(f"{here}: {line}", table["rule"], given, paths, _cells(line))


def _given(text: str, place: str) -> dict[str, str]:
    parts = [part.split() for part in text.split(";") if part.strip()]
    for part in parts:
        if len(part) != len(("path", "value")):
            raise RefusalError(place, f"gives {' '.join(part)!r}, which is not a fact and a value")
    return dict(parts)


def _case(place: str, rule: str, given: Mapping[str, str], paths: list[str], cells: list[str]) -> Case:
    *row, answer = cells
    if len(row) != len(paths) or answer not in ANSWERS:
        raise RefusalError(place, "does not fit the headings, or ends in another word than speaks, silent, unknown")
    said = {**given, **dict(zip(paths, row, strict=True))}
    recorded = {path: _value(path, cell, place) for path, cell in said.items() if cell != NOT_RECORDED}
    return Case(rule, place, recorded, ANSWERS[answer])


def _value(path: str, cell: str, place: str) -> Value:
    kind = fact_named(path).kind
    try:
        value: Value = YES_NO[cell] if kind is bool else kind(cell)
    except (KeyError, ValueError, ArithmeticError):
        raise RefusalError(place, f"says {cell!r} of {path}, which is {kind.__name__}") from None
    check(path, value)
    return value


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
