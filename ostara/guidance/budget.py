"""How often a person at work is interrupted, and what is not known, said once for each fact and not once for each rule.

One act interrupts once for each rule that is known to speak, and once for everything that is not known together: it is
one question, answered by recording what is missing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ostara.guidance.facts.catalogue import FACTS
from ostara.guidance.finding import Finding


@dataclass(frozen=True)
class NotKnown:
    """A fact that nobody recorded, the rules that wait for it, and whether it holds the work up."""

    path: str
    meaning: str
    rules: tuple[str, ...]
    interrupts: bool


def interruptions(findings: Iterable[Finding]) -> int:
    """How many times one act is interrupted by these findings."""
    holding = [finding for finding in findings if finding.interrupts]
    known = sum(finding.answer is not None for finding in holding)
    return known + (known < len(holding))


def not_known(findings: Iterable[Finding]) -> tuple[NotKnown, ...]:
    """What is missing, those that hold the work up first, then in the order of the catalogue."""
    waiting: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for path in finding.missing:
            waiting[path].append(finding)
    found = [_waits(path, waiting[path]) for path in FACTS if path in waiting]
    return tuple(sorted(found, key=lambda one: not one.interrupts))


def _waits(path: str, findings: list[Finding]) -> NotKnown:
    return NotKnown(
        path,
        FACTS[path].meaning,
        rules=tuple(finding.rule for finding in findings),
        interrupts=any(finding.interrupts for finding in findings),
    )
