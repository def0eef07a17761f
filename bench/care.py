"""The rulebook over a caseload and an area, and giving a dose at twenty desks beside a bare Django view that asks as
many questions, reads as many rows, inserts as many and commits once; on both databases, the two in turn."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.printed import machine, met
from bench.quality import HERE
from bench.stores import OSTARA, StopError
from bench.timing import CPUS, wait_for_quiet
from bench.web import ROOT, THREADS, asked, free_port, postgresql, served
from bench.web_page import BARE, OURS

RESULTS = HERE / "results" / "care.md"
GIVEN = "import sys, django; django.setup(); from bench.care_given import main, Path; main(Path(sys.argv[1]))"
CASELOAD_MS = 150.0  # the goal of issue 5
SECONDS, KEPT_FROM_ROUNDS = 4.0, 3  # a desk has doses for so long; fewer rounds do not replace the result of record


def bench_care(*, rounds: int) -> int:
    """Measures, and writes down. 0, or 2 where the benchmark cannot be run."""
    try:
        found = {name: _measured(name, rounds) for name in ("SQLite", "PostgreSQL")}
    except StopError as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2
    text = care_page(found, rounds=rounds)
    print("\n" + text)
    if rounds >= KEPT_FROM_ROUNDS:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(ROOT)}")
    return 0


def care_page(found: Mapping[str, Mapping[str, Any]], *, rounds: int) -> str:
    """Returns the page as Markdown. `found` by database: the rulebook's times, the cost of a supply, and every run."""
    lines = [
        "# The rulebook, and giving a dose at twenty desks",
        "",
        f"{date.today().isoformat()}. {machine(('django', 'granian', 'psycopg'), ())}.",
        f"{rounds} rounds of {SECONDS:g} s in turn after 2 s that are not counted; medians. The program that asks "
        "shares the same cores. A dose of ours is the whole way: session, guard, form, rules, supply, register, "
        "findings, audit, commit. The bare view asks as many questions, reads as many rows, inserts as many and "
        "commits once; it has none of the rest.",
        "",
        "| database | rulebook, caseload of 60, ms | rulebook, area of 20,000, s | questions | rows written "
        "| ours ms, middle | ours ms, 95 of 100 | bare ms, middle | bare ms, 95 of 100 | ours a second "
        "| bare a second |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(name, one) for name, one in found.items()),
        "",
        *(
            f"- {name}: the rulebook over a caseload within {CASELOAD_MS:g} ms: "
            f"{met(one['rulebook']['caseload_ms'] <= CASELOAD_MS)}."
            for name, one in found.items()
        ),
        "",
    ]
    return "\n".join(lines)


def _row(name: str, one: Mapping[str, Any]) -> str:
    rules, cost, runs = one["rulebook"], one["cost"], one["runs"]
    cells = [name, f"{rules['caseload_ms']:,.0f}", f"{rules['area_s']:,.1f}", cost["questions"], cost["written"]]
    for whose in (OURS, BARE):
        cells += [f"{median(run['milliseconds'][place] for run in runs[whose]):,.0f}" for place in (0, 1)]
    cells += [f"{median(run['answers'] / run['seconds'] for run in runs[whose]):,.0f}" for whose in (OURS, BARE)]
    return f"| {' | '.join(map(str, cells))} |"


def _measured(database: str, rounds: int) -> dict[str, Any]:
    runs: dict[str, list[dict[str, Any]]] = {OURS: [], BARE: []}
    given: dict[str, Any] = {}
    for turn in range(rounds):
        given = _one_round(database, turn, runs)
    return {**given, "runs": runs}


def _one_round(database: str, turn: int, runs: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Asks both in turn on a record of its own: a dose can be given once only."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ostara-bench-")))
        environment = stack.enter_context(_record(database, scratch))
        given: dict[str, Any] = json.loads((scratch / "given.json").read_text(encoding="utf-8"))
        ports = {OURS: free_port(), BARE: free_port()}
        serve = [*OSTARA, "serve", "--port", str(ports[OURS]), "--workers", str(CPUS), "--no-access-log"]
        bare = [sys.executable, "-m", "granian", "bench.web_bare:application", "--interface", "wsgi"]
        bare += ["--port", str(ports[BARE]), "--workers", str(CPUS), "--blocking-threads", str(THREADS)]
        for command, port in ((serve, ports[OURS]), (bare, ports[BARE])):
            stack.enter_context(served(command, port, environment))
        for whose, desks in ((OURS, given["ours"]), (BARE, given["bare"])):
            wait_for_quiet()
            run = asked(ports[whose], SECONDS, turn, desks)
            if run["wrong"]:
                raise StopError(f"{database}: {whose} gave answers of the wrong kind: {run['wrong']}")
            print(f"{database}: {whose}: {run['milliseconds'][1]:,.0f} ms, 95 of 100", flush=True)
            runs[whose].append(run)
    return {name: given[name] for name in ("rulebook", "cost")}


@contextmanager
def _record(database: str, scratch: Path) -> Iterator[dict[str, str]]:
    """A record with a made-up area, and the environment in which it is served."""
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ostara.web.settings",
            "OSTARA_DEMO": "1",
            "OSTARA_FILES": str(scratch / "files"),
        }
        if database == "PostgreSQL":
            environment["OSTARA_DATABASE"] = stack.enter_context(postgresql())
        print(f"{database}: making up an area, and looking through it", flush=True)
        for command in ([*OSTARA, "record", "create"], [sys.executable, "-c", GIVEN, str(scratch / "given.json")]):
            said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
            if said.returncode:
                raise StopError(said.stderr.strip()[-2000:])
        yield environment
