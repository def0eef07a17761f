"""The rulebook over a caseload and an area, and giving a dose at twenty desks beside a bare Django view that asks as
many questions, reads as many rows, inserts as many and commits once; on both databases, the two in turn."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.care_page import SECONDS, care_page
from bench.quality import HERE
from bench.stores import OSTARA, StopError
from bench.timing import CPUS, wait_for_quiet
from bench.web import ROOT, THREADS, asked, free_port, postgresql, served
from bench.web_page import BARE, OURS

RESULTS = HERE / "results" / "care.md"
GIVEN = (
    "import sys, django; django.setup(); from bench.care_given import main, Path; "
    "main(Path(sys.argv[1]), int(sys.argv[2]))"
)
KEPT_FROM_ROUNDS, AREA = 3, 20_000  # less does not replace what is kept


def bench_care(*, rounds: int, people: int) -> int:
    """Measures, and writes down. 0, or 2 where the benchmark cannot be run. `people` live in the area."""
    try:
        found = {name: _measured(name, rounds, people) for name in ("SQLite", "PostgreSQL")}
    except StopError as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2
    text = care_page(found, rounds=rounds, people=people)
    print("\n" + text)
    if rounds >= KEPT_FROM_ROUNDS and people >= AREA:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(ROOT)}")
    return 0


def _measured(database: str, rounds: int, people: int) -> dict[str, Any]:
    """The rulebook is asked in the first round; the others make no larger area than the desks need."""
    runs: dict[str, list[dict[str, Any]]] = {OURS: [], BARE: []}
    first = _one_round(database, 0, people, runs)
    for turn in range(1, rounds):
        _one_round(database, turn, 0, runs)
    return {**first, "runs": runs}


def _one_round(database: str, turn: int, people: int, runs: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Asks both in turn on a record of its own: a dose is given once only. `people` 0: the rulebook is not asked."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ostara-bench-")))
        environment = stack.enter_context(_record(database, scratch, people))
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
def _record(database: str, scratch: Path, people: int) -> Iterator[dict[str, str]]:
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
        given = [sys.executable, "-c", GIVEN, str(scratch / "given.json"), str(people)]
        for command in ([*OSTARA, "record", "create"], given):
            said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
            if said.returncode:
                raise StopError(said.stderr.strip()[-2000:])
        yield environment
