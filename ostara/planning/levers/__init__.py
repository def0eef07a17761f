"""What can be done: one line for each lever, and plans of levers over time."""

from ostara.planning.levers.declared import LEVERS, POLICIES, Lever
from ostara.planning.levers.plan import NOTHING, Change, Plan, plan

__all__ = ["LEVERS", "NOTHING", "POLICIES", "Change", "Lever", "Plan", "plan"]
