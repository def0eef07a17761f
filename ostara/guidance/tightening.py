"""A service's own, tighter numbers: a rule may speak earlier than the rulebook says, never later.

Which way is tighter follows from where the number stands in the conditions; a number that would make one rule speak
earlier and another later cannot be changed at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ostara.guidance.condition import All, Amount, Combined, Compare, Condition, Either, Not, NumberAmount
from ostara.guidance.rule import Rule
from ostara.knowledge.parameters import Number, parameter
from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class Tightening:
    """One number that a service has changed, who decided it and when."""

    name: str
    value: Number
    author: str
    on: date


def numbers_in_use(tightenings: Iterable[Tightening], rules: Iterable[Rule], on: date) -> dict[str, Number]:
    """A service's numbers on this day, later decisions over earlier ones.

    Raises RefusalError for a number that no rule rests on, that has no author, is not plausible, or would
    loosen any rule.
    """
    rules = tuple(rules)
    # Two decisions of one day: the tighter number would depend on direction, so the order in which they came counts.
    decided = sorted((one for one in tightenings if one.on <= on), key=lambda one: one.on)
    for one in decided:
        _refuse_loosening(one, rules)
    return {one.name: one.value for one in decided}


def _refuse_loosening(one: Tightening, rules: tuple[Rule, ...]) -> None:
    place, usual = f"tightening {one.name}", parameter(one.name).value
    low, high = parameter(one.name).low, parameter(one.name).high
    if not one.author.strip():
        raise RefusalError(place, "does not say who decided it")
    ways = {way for rule in rules for way in ways_of(rule.speaks, one.name)}
    if not ways:
        raise RefusalError(place, "is a number that no rule rests on")
    if (low is not None and one.value < low) or (high is not None and one.value > high):
        raise RefusalError(place, "lies outside the range that is plausible for this number")
    if one.value != usual and ways != {1 if one.value > usual else -1}:
        raise RefusalError(place, "would let a rule speak later than the rulebook does")


def ways_of(condition: Condition, name: str, way: int = 1) -> Iterator[int]:
    """+1 for each place where a greater number makes the condition hold sooner, -1 where a smaller one does."""
    match condition:
        case All(parts) | Either(parts):
            for part in parts:
                yield from ways_of(part, name, way)
        case Not(part):
            yield from ways_of(part, name, -way)
        case Compare(how, left, right):
            greater_right = way if how in {"<", "<="} else -way
            yield from _ways_of_amount(right, name, greater_right)
            yield from _ways_of_amount(left, name, -greater_right)


def _ways_of_amount(amount: Amount, name: str, way: int) -> Iterator[int]:
    match amount:
        case NumberAmount(own) if own == name:
            yield way
        case Combined(how, left, right):  # nothing here is below nought, so a greater factor makes a greater product
            yield from _ways_of_amount(left, name, way)
            yield from _ways_of_amount(right, name, -way if how == "-" else way)
