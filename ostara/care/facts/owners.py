"""Who may answer where a rule asks, on whose list its task goes, and by when."""

from collections.abc import Mapping

from ostara.care.accounts.roles import Role
from ostara.guidance.rule import Role as Answers
from ostara.guidance.rule import Rule
from ostara.knowledge.parameters import parameter

# A task without a day of its own is for the next day: it may not get lost, and a rule that is more urgent says so.
NEXT_DAY = 1
ANSWERED_BY: Mapping[Answers, frozenset[Role]] = {
    Answers.PRESCRIBER: frozenset({Role.PRESCRIBER}),
    Answers.SENIOR_PRESCRIBER: frozenset({Role.PRESCRIBER}),
    Answers.SPECIALIST: frozenset({Role.PRESCRIBER}),
    Answers.PHARMACIST: frozenset({Role.PHARMACIST, Role.PRESCRIBER}),
    Answers.NURSE: frozenset({Role.NURSE, Role.PRESCRIBER}),
    Answers.KEYWORKER: frozenset({Role.KEYWORKER, Role.NURSE, Role.PRESCRIBER}),
    Answers.MANAGER: frozenset({Role.SERVICE_MANAGER}),
}


def answerers_of(rule: Rule) -> frozenset[Role]:
    """Returns the roles in which somebody may answer where a rule asks."""
    return frozenset().union(*(ANSWERED_BY[role] for role in rule.roles))


def due_days(rule: Rule) -> int:
    """Returns within how many days a task of a rule is due."""
    return int(parameter(rule.due_days).value) if rule.due_days else NEXT_DAY


def owner_of(rule: Rule) -> Role:
    """Returns on whose list a task of a rule goes: the first role that it names."""
    return min(ANSWERED_BY[rule.roles[0]], key=lambda role: role != rule.roles[0].value.split()[-1])
