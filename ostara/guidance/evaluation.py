"""Whether a condition holds of the facts: True, False, or None where that cannot be known, and what is missing then.

A condition is made ready once, as functions of the facts, and asked many times: a caseload is thousands of questions.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ostara.guidance.condition import (
    All,
    Amount,
    Combined,
    Compare,
    Condition,
    Either,
    FactAmount,
    Holds,
    Not,
    Nought,
    NumberAmount,
    OneOf,
    paths_of,
)
from ostara.guidance.facts import Facts, said_by
from ostara.knowledge.parameters import Number, parameter

R = TypeVar("R")
Answer = bool | None
Ask = Callable[[Facts], Answer]
Missing = Callable[[Facts], frozenset[str]]
Numbers = Mapping[str, Number]  # a service's own, tighter numbers by the name of the parameter; empty where it has none

NOTHING: frozenset[str] = frozenset()
COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COMBINATIONS: Mapping[str, Callable[[Number, Number], Number]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "least": min,
}


def evaluate(condition: Condition, facts: Facts, numbers: Numbers) -> Answer:
    """Whether it holds: True, False, or None where that cannot be known."""
    return ready(condition, numbers)(facts)


def missing(condition: Condition, facts: Facts, numbers: Numbers) -> frozenset[str]:
    """The unknown facts that keep the answer from being known; none where it is known."""
    return lacking(condition, numbers)(facts)


def ready(condition: Condition, numbers: Numbers) -> Ask:
    """The condition as a function of the facts, with the numbers as they are in use."""
    match condition:
        case All(parts):
            return _all([ready(part, numbers) for part in parts])
        case Either(parts):
            return _not(_all([_not(ready(part, numbers)) for part in parts]))
        case Not(part):
            return _not(ready(part, numbers))
        case Compare(how, left, right):
            return _both(COMPARISONS[how], _amount(left, numbers), _amount(right, numbers))
        case Holds(path):
            return _known(path, bool)
        case OneOf(path, values):
            return _known(path, values.__contains__)
    raise TypeError(f"{condition!r} is not a condition")


def lacking(condition: Condition, numbers: Numbers) -> Missing:
    """What is `missing`, as a function of the facts."""
    ask = ready(condition, numbers)
    if isinstance(condition, All | Either | Not):
        inside = (condition.part,) if isinstance(condition, Not) else condition.parts
        parts = [lacking(part, numbers) for part in inside]
        return lambda facts: NOTHING.union(*(part(facts) for part in parts)) if ask(facts) is None else NOTHING
    said = {path: said_by(path) for path in paths_of(condition)}
    return lambda facts: frozenset(path for path in said if said[path](facts) is None)


def _all(parts: Sequence[Ask]) -> Ask:
    def every(facts: Facts) -> Answer:
        unknown = False
        for part in parts:
            answer = part(facts)
            if answer is False:
                return False
            unknown = unknown or answer is None
        return None if unknown else True

    return every


def _not(part: Ask) -> Ask:
    def other(facts: Facts) -> Answer:
        answer = part(facts)
        return None if answer is None else not answer

    return other


def _known(path: str, holds: Callable[[Any], bool]) -> Ask:
    said = said_by(path)

    def known(facts: Facts) -> Answer:
        value = said(facts)
        return None if value is None else holds(value)

    return known


def _amount(amount: Amount, numbers: Numbers) -> Callable[[Facts], Number | None]:
    match amount:
        case FactAmount(path):
            return said_by(path)
        case NumberAmount(name):
            value = numbers.get(name, parameter(name).value)
            return lambda _: value
        case Nought():
            return lambda _: 0
        case Combined(how, left, right):
            return _both(COMBINATIONS[how], _amount(left, numbers), _amount(right, numbers))
    raise TypeError(f"{amount!r} is not an amount")


def _both(
    how: Callable[[Number, Number], R], left: Callable[[Facts], Number | None], right: Callable[[Facts], Number | None]
) -> Callable[[Facts], R | None]:
    def both(facts: Facts) -> R | None:
        first = left(facts)
        second = None if first is None else right(facts)
        return None if first is None or second is None else how(first, second)

    return both
