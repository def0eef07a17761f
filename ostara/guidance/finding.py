"""Asking rules of facts: each answer with the version of the rule, the facts seen, and what was not known.

Unknown is not no. An unknown answer holds the work up as a yes would where the rule stops, or asks about something that
could kill; everywhere else it is shown beside the work (decision 15). It always names what is missing.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from types import MappingProxyType

from ostara.guidance.evaluation import Answer, Numbers, evaluate, missing
from ostara.guidance.facts import Conflict, Facts, Value
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
        own = self.versions[rule.key]
        return _finding(rule, facts, own, signed=own in self.signed, numbers=self.numbers)


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


def _finding(rule: Rule, facts: Facts, own: str, *, signed: bool, numbers: Numbers) -> Finding:
    answer = evaluate(rule.speaks, facts, numbers)
    unknown = tuple(sorted(missing(rule.speaks, facts, numbers))) if answer is None else ()
    response = _response(rule, answer, signed=signed)
    return Finding(
        rule=rule.key,
        version=own,
        answer=answer,
        response=response,
        severity=rule.severity,
        message=_message(rule, answer, unknown, numbers, signed=signed) if response else "",
        seen=tuple((path, said) for path in rule.facts if (said := facts.said(path)) is not None),
        missing=unknown,
        conflicts=tuple(one for one in facts.conflicts if one.path in rule.facts),
        signed=signed,
        unverified=rule.unverified,
    )


def _response(rule: Rule, answer: Answer, *, signed: bool) -> Response | None:
    if answer is False:
        return None
    if not (signed or rule.always):
        return Response.TELL
    if answer is None and not rule.holds_unknown:
        return Response.TELL
    return rule.response


def _message(rule: Rule, answer: Answer, unknown: tuple[str, ...], numbers: Numbers, *, signed: bool) -> str:
    said = with_numbers(rule.message, numbers)
    if answer is None:
        said = f"Not known: {'; '.join(FACTS[path].meaning for path in unknown)}. If so: {said}"
    return said if signed or rule.always else f"{said} (not signed off here)"
