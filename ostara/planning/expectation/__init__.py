"""The engine of expected values: exact, without chance, in about a second for twenty years of a nation.

It carries how many people are expected in every joint cell (place, exact week, age, sex, flags) and pushes them one
step on. Nothing is sampled, so a small change of a number gives a smooth change of the answer.
"""

from ostara.planning.expectation.run import run, run_on

__all__ = ["run", "run_on"]
