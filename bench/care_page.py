"""How the benchmark of rules and supplies is written down, and how much it asks."""

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any

from bench.printed import machine, met
from bench.web_page import BARE, OURS

CASELOAD, DESKS, TIMES = 60, 20, 5
SECONDS = 8.0  # for so long each desk has doses to give
CASELOAD_MS = 150.0  # the goal of issue 5


def care_page(found: Mapping[str, Mapping[str, Any]], *, rounds: int, people: int) -> str:
    """Returns the page as Markdown. `found` by database: the rulebook's times, the cost of a supply, and every run."""
    lines = [
        "# The rulebook, and giving a dose at twenty desks",
        "",
        f"{date.today().isoformat()}. {machine(('django', 'granian', 'psycopg'), ())}.",
        "",
        "## The rulebook",
        "",
        f"Every rule of the review, asked of a caseload of {CASELOAD} and of an area of {people:,} made-up people on "
        f"methadone, a caseload {TIMES} times, the area once. Beside it: the same rows read through Django and no rule "
        "asked (`known_of_many`), and the same rules asked about one person after another.",
        "",
        "| database | caseload, ms | rows alone, ms | whole, of rows alone | one after another, ms "
        "| at once, of one after another | area, s | a person of the area, ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_rules_row(name, one["rulebook"], people) for name, one in found.items()),
        "",
        *(
            f"- {name}: a caseload within {CASELOAD_MS:g} ms: **{met(one['rulebook']['caseload_ms'] <= CASELOAD_MS)}** "
            f"({one['rulebook']['caseload_ms']:,.0f} ms)."
            for name, one in found.items()
        ),
        "",
        "## A dose",
        "",
        f"{DESKS} desks give doses at once, each the next as soon as the one before is written down. {rounds} rounds "
        f"of {SECONDS:g} s in turn after 2 s that are not counted, each on a record of its own; medians. The program "
        "that asks shares the same cores. A dose of ours is the whole way: session, guard, form, rules, supply, "
        "register, findings, audit, commit on the disk. The bare view asks as many questions, reads as many rows, "
        "inserts as many and commits once; it has none of the rest.",
        "",
        "| database | questions | rows written | ours ms, middle | ours ms, 95 of 100 | bare ms, middle "
        "| bare ms, 95 of 100 | ours, of bare, 95 of 100 | ours a second | bare a second |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_dose_row(name, one) for name, one in found.items()),
        "",
    ]
    return "\n".join(lines)


def _rules_row(name: str, rules: Mapping[str, float], people: int) -> str:
    whole, rows, each = (rules[way] for way in ("caseload_ms", "rows_ms", "each_ms"))
    cells = [f"{whole:,.0f}", f"{rows:,.0f}", f"{whole / rows:.2f}", f"{each:,.0f}", f"{whole / each:.2f}"]
    area = rules["area_s"]
    return f"| {' | '.join([name, *cells, f'{area:,.1f}', f'{area / people * 1000:.1f}'])} |"


def _dose_row(name: str, one: Mapping[str, Any]) -> str:
    cost, runs = one["cost"], one["runs"]
    took = {whose: [median(run["milliseconds"][place] for run in runs[whose]) for place in (0, 1)] for whose in runs}
    cells = [f"{ms:,.0f}" for whose in (OURS, BARE) for ms in took[whose]] + [f"{took[OURS][1] / took[BARE][1]:.2f}"]
    cells += [f"{median(run['answers'] / run['seconds'] for run in runs[whose]):,.1f}" for whose in (OURS, BARE)]
    return f"| {' | '.join([name, str(cost['questions']), str(cost['written']), *cells])} |"
