"""Asking rules of facts: each answer with the version of the rule, the facts seen, and what was not known.

Unknown is not no. An unknown answer holds the work up as a yes would where the rule stops, or asks about something that
could kill; everywhere else it is shown beside the work (decision 15). It always names what is missing.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from ostara.guidance.evaluation import Answer, Ask, Missing, Numbers, lacking, ready
from ostara.guidance.facts import Conflict, Facts, Value, said_by
from ostara.guidance.facts.catalogue import FACTS
from ostara.guidance.rule import Moment, Response, Rule, Severity, with_numbers
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Finding:
    """What one rule answered. `seen` and `missing` are paths of facts; `response` is None where nothing follows."""

    rule: str
    version: str
    answer: Answer
    response: Response | None
    severity: Severity
    message: str
    seen: tuple[tuple[str, Value], ...]
    missing: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    signed: bool
    unverified: bool

    @property
    def interrupts(self) -> bool:
        """Whether the work cannot simply go on."""
        return self.response in {Response.STOP, Response.ASK}


@dataclass(frozen=True)
class Edition:
    """The rulebook as one service uses it on one day: which rules, their versions, its numbers, what it signed.

    `made_up`: signed by nobody, for a demonstration; pages say so.
    """

    rules: tuple[Rule, ...]
    versions: Mapping[str, str]
    signed: frozenset[str]
    numbers: Numbers
    made_up: bool = False

    def ask(self, facts: Facts, at: Moment) -> Iterator[Finding]:
        """What each rule that belongs to this kind of work answers."""
        return (self.ask_one(rule, facts) for rule in self.rules if rule.at is at)

    def ask_one(self, rule: Rule, facts: Facts) -> Finding:
        """What one rule answers."""
        return self._questions[rule.key].of(facts)

    def speaking(self, rules: Iterable[str], facts: Facts) -> Iterator[Finding]:
        """What rules, by their keys, answer other than no; a caseload is thousands of questions, most answered no."""
        asked = self._questions
        for rule in rules:
            question = asked[rule]
            answer = question.speaks(facts)
            if answer is not False:
                yield question.found(answer, facts)

    @cached_property
    def _questions(self) -> Mapping[str, "_Question"]:
        return {rule.key: _question(rule, self) for rule in self.rules}


def edition(rules: Iterable[Rule], *, on: date, signed: Collection[str], numbers: Numbers) -> Edition:
    """The rules in force on this day. `signed` holds the versions that the clinical safety officer has signed."""
    in_force = tuple(rule for rule in rules if rule.in_force(on))
    versions = {rule.key: version(rule, numbers) for rule in in_force}
    return Edition(in_force, MappingProxyType(versions), frozenset(signed), MappingProxyType(dict(numbers)))


def version(rule: Rule, numbers: Numbers) -> str:
    """The hash (SHA-256) of everything that a rule says and of the numbers it rests on, as they are in use."""
    said = {one.name: repr(getattr(rule, one.name)) for one in fields(rule)}
    rests_on = {name: [str(numbers.get(name, parameter(name).value)), _trust_in(name)] for name in rule.parameters}
    return hashlib.sha256(json.dumps([said, rests_on], sort_keys=True).encode()).hexdigest()


def _trust_in(name: str) -> dict[str, str]:
    # What else of a parameter a signature covers.
    whole = asdict(parameter(name))
    return {key: str(whole[key]) for key in ("unit", "source", "place", "status")}


@dataclass(frozen=True)
class _Question:
    """A rule made ready to be asked many times, with its numbers in its words."""

    rule: Rule
    version: str
    signed: bool
    speaks: Ask
    missing: Missing
    message: str
    facts: tuple[tuple[str, Callable[[Facts], Any]], ...]

    def of(self, facts: Facts) -> Finding:
        return self.found(self.speaks(facts), facts)

    def found(self, answer: Answer, facts: Facts) -> Finding:
        unknown = tuple(sorted(self.missing(facts))) if answer is None else ()
        response = _response(self.rule, answer, signed=self.signed)
        return Finding(
            rule=self.rule.key,
            version=self.version,
            answer=answer,
            response=response,
            severity=self.rule.severity,
            message=self._message(answer, unknown) if response else "",
            seen=tuple((path, said) for path, one in self.facts if (said := one(facts)) is not None),
            missing=unknown,
            conflicts=tuple(one for one in facts.conflicts if one.path in self.rule.facts),
            signed=self.signed,
            unverified=self.rule.unverified,
        )

    def _message(self, answer: Answer, unknown: tuple[str, ...]) -> str:
        if answer is None:
            return f"Not known: {'; '.join(FACTS[path].meaning for path in unknown)}. If it applies: {self.message}"
        return self.message


def _question(rule: Rule, of: Edition) -> _Question:
    version = of.versions[rule.key]
    signed = version in of.signed
    message = with_numbers(rule.message, of.numbers)
    return _Question(
        rule=rule,
        version=version,
        signed=signed,
        speaks=ready(rule.speaks, of.numbers),
        missing=lacking(rule.speaks, of.numbers),
        message=message if signed or rule.always else f"{message} (not signed off here)",
        facts=tuple((path, said_by(path)) for path in rule.facts),
    )


def _response(rule: Rule, answer: Answer, *, signed: bool) -> Response | None:
    if answer is False:
        return None
    if not (signed or rule.always):
        return Response.TELL
    if answer is None and not rule.holds_unknown:
        return Response.TELL
    return rule.response
