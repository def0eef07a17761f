"""How the benchmark of the pages is written down: a table for each database, the goals, and what is not equal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from bench.printed import machine, met
from bench.web_load import CASELOAD, DESKS

OURS, BARE = "Ostara", "bare Django view"
GOAL = 1 / 2  # of the bare view's rate
PAGES = ("caseload", "person page", "save TOP", "sign-in")


@dataclass(frozen=True)
class Load:
    """A page under load, with what it asks of the database; None where the other side does something else."""

    questions: int | None
    read: int | None
    written: int | None
    every: Mapping[str, Sequence[Mapping[str, Any]]]

    def rate(self, whose: str) -> float:
        """Returns answers a second, the median of the rounds."""
        return median(run["answers"] / run["seconds"] for run in self.every[whose])

    def milliseconds(self, whose: str, place: int) -> float:
        """Returns how long an answer takes: the middle (0) or 95 of 100 (1), the median of the rounds."""
        return median(run["milliseconds"][place] for run in self.every[whose])

    @property
    def ratio(self) -> float:
        """Returns our rate, of theirs."""
        return self.rate(OURS) / self.rate(BARE)


def web_page(loads: Mapping[str, Mapping[str, Load]], *, seconds: float, rounds: int) -> str:
    """Returns the whole page as Markdown. `loads` are by database and page."""
    lines = [
        "# The record's pages beside a bare Django view",
        "",
        f"{date.today().isoformat()}. {DESKS} people at once, each with a caseload of {CASELOAD}, ask again as soon as "
        f"they have an answer. {machine(('django', 'granian', 'psycopg'), ())}.",
        f"{rounds} rounds of {seconds:g} s in turn after 2 s that are not counted; medians. The program that asks "
        "shares the same cores, so the rates are those of both together.",
        "The bare view asks as many questions as our page, which answer with as many rows, and writes as many in one "
        "transaction; it has no session, guard, audit, form or template. It has Django write the SQL of each question "
        "each time; ours is worked out once (decision 18). Sign-in stands beside `authenticate()`.",
        "",
        "| database | page | questions | rows read | rows written | ours a second | bare a second | ours, of bare "
        "| ours ms, middle | ours ms, 95 of 100 | bare ms, 95 of 100 |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(database, name, load) for database, pages in loads.items() for name, load in pages.items()),
        "",
        *goals(loads),
        "",
    ]
    return "\n".join(lines)


def _row(database: str, name: str, load: Load) -> str:
    asked = ["–" if number is None else str(number) for number in (load.questions, load.read, load.written)]
    rates = [f"{load.rate(whose):,.0f}" for whose in (OURS, BARE)]
    took = [f"{load.milliseconds(*which):,.0f}" for which in ((OURS, 0), (OURS, 1), (BARE, 1))]
    return "| " + " | ".join([database, name, *asked, *rates, f"{load.ratio:.2f}", *took]) + " |"


def goals(loads: Mapping[str, Mapping[str, Load]]) -> Iterator[str]:
    """Yields whether each page reached the goal, with the numbers."""
    for database, pages in loads.items():
        for name, load in pages.items():
            peer = "`authenticate()`" if load.questions is None else "the bare view"
            reached = met(load.ratio >= GOAL)
            yield f"- {database}, {name}: at least half the rate of {peer}: **{reached}** ({load.ratio:.2f})."
