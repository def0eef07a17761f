"""When something that comes round is due, said once for all rules: never done, or longer ago than it should be.

Facts in months count those that are full. What comes round every twelve is due when twelve are full, on the last day in
time that pages name; asking for more than twelve would leave it unsaid until the thirteenth is full.
"""

from ostara.guidance.condition import Condition, amount, any_of, holds, number
from ostara.knowledge.parameters import parameter

FULL_MONTHS = "months"


def due(ever: str, since: str, longest: str) -> Condition:
    """Whether it was never done (`ever`, yes or no), or is longer ago (`since`) than the parameter `longest` says."""
    return any_of(~holds(ever), long_ago(since, longest))


def long_ago(since: str, longest: str) -> Condition:
    """Whether the days since something are more than the parameter `longest`, or its months are full."""
    if parameter(longest).unit == FULL_MONTHS:
        return amount(since) >= number(longest)
    return amount(since) > number(longest)
