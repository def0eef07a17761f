"""When something that comes round is due, said once for all rules: never done, or longer ago than it should be."""

from ostara.guidance.condition import Condition, amount, any_of, holds, number


def due(ever: str, since: str, longest: str) -> Condition:
    """Whether it was never done (`ever`, yes or no), or is longer ago (`since`) than the parameter `longest` says."""
    return any_of(~holds(ever), amount(since) > number(longest))
