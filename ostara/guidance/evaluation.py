"""Whether a condition holds of the facts: True, False, or None where that cannot be known, and what is missing then."""

import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial

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
from ostara.guidance.facts import Facts
from ostara.knowledge.parameters import Number, parameter

Answer = bool | None
Numbers = Mapping[str, Number]  # a service's own, tighter numbers by the name of the parameter; empty where it has none

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
    match condition:
        case All(parts):
            return _all(evaluate(part, facts, numbers) for part in parts)
        case Either(parts):
            return _not(_all(_not(evaluate(part, facts, numbers)) for part in parts))
        case Not(part):
            return _not(evaluate(part, facts, numbers))
        case Compare(how, left, right):
            first, second = _amount(left, facts, numbers), _amount(right, facts, numbers)
            return None if first is None or second is None else COMPARISONS[how](first, second)
        case Holds(path):
            said = facts.said(path)
            return None if said is None else bool(said)
        case OneOf(path, values):
            said = facts.said(path)
            return None if said is None else said in values
    raise TypeError(f"{condition!r} is not a condition")


def missing(condition: Condition, facts: Facts, numbers: Numbers) -> frozenset[str]:
    """The unknown facts that keep the answer from being known; none where it is known."""
    if evaluate(condition, facts, numbers) is not None:
        return frozenset()
    if isinstance(condition, All | Either | Not):
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        return frozenset().union(*map(partial(missing, facts=facts, numbers=numbers), parts))
    return frozenset(path for path in paths_of(condition) if facts.said(path) is None)


def _all(answers: Iterable[Answer]) -> Answer:
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer


def _amount(amount: Amount, facts: Facts, numbers: Numbers) -> Number | None:
    match amount:
        case FactAmount(path):
            said = facts.said(path)
            return said if isinstance(said, int | Decimal) else None
        case NumberAmount(name):
            return numbers.get(name, parameter(name).value)
        case Nought():
            return 0
        case Combined(how, left, right):
            first, second = _amount(left, facts, numbers), _amount(right, facts, numbers)
            return None if first is None or second is None else COMBINATIONS[how](first, second)
    raise TypeError(f"{amount!r} is not an amount")
