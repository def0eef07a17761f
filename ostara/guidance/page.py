"""The rulebook as a page of the documentation: what a clinical safety officer reads before signing it."""

from collections.abc import Iterable

from ostara.guidance.finding import version
from ostara.guidance.rule import Rule, with_numbers
from ostara.guidance.rulebook import SUBJECTS, not_encoded, rulebook
from ostara.guidance.specs.reading import passed
from ostara.knowledge.sources import source

VERSION_SHOWN = 12

_OPENING = """# The rulebook

What the software asks, stops, tells and reminds of, and where each rule comes from. Written by `./run docs` from
`ostara/guidance/`; change it there.

No rule suggests a dose. Every rule answers yes, no or unknown. An unknown answer names what is missing; it holds the
work up where a rule stops, or asks about something critical, and is shown beside the work everywhere else (decision
15). **None of it is signed:** until a service's clinical safety officer has signed a rule, by its version, it only
tells, marked *not signed off here*. The stops marked **always** are law or plain arithmetic and hold unsigned. What is
marked **unverified** was not read in a source that governs here; no stop rests on it. *Cases* are those of
`ostara/guidance/specs/` that a rule answers as they say, counted while this page was written.
"""
_HEAD = (
    *("rule", "question", "response", "severity", "what is said", "source", "read", "rests on", "hazards"),
    *("cases", "version"),
)


def rulebook_page() -> str:
    """Every rule by subject, then those of the reference that are not asked, as Markdown."""
    return "\n".join([_OPENING, _counts(), *(_table(name, rules) for name, rules in SUBJECTS.items()), _not_asked()])


def _counts() -> str:
    rules = rulebook().values()
    doubtful = sum(rule.unverified for rule in rules)
    ids = len({rule.id for rule in rules})
    return (
        f"{len(rules)} rules encode {ids} of the {ids + len(not_encoded())} in the reference; {doubtful} of them rest "
        f"on something unverified.\n"
    )


def _table(subject: str, rules: Iterable[Rule]) -> str:
    return "\n".join([f"## {subject}", "", _cells(_HEAD), _cells(["---"] * len(_HEAD)), *map(_row, rules), ""])


def _row(rule: Rule) -> str:
    origin = f"{source(rule.source).title}: {rule.place}"
    read = "**unverified**" if rule.unverified else str(rule.status)
    rests_on = ", ".join(f"`{name}`" for name in rule.parameters)
    short = version(rule, {})[:VERSION_SHOWN]
    said = with_numbers(rule.message, {})
    spec = passed(rule)
    return _cells(
        [
            *(rule.key, rule.question, _response(rule), rule.severity, said, origin, read, rests_on),
            *(", ".join(rule.hazards), f"{spec.passed} of {spec.cases}", short),
        ]
    )


def _response(rule: Rule) -> str:
    answered_by = f": {', '.join(rule.roles)}" if rule.roles else ""
    return f"{rule.response}{', **always**' if rule.always else ''}{answered_by}"


def _not_asked() -> str:
    rows = [_cells([row.id, row.kind, row.reason]) for row in not_encoded()]
    return "\n".join(["## Not asked", "", _cells(["rule", "when", "why"]), _cells(["---"] * 3), *rows, ""])


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
