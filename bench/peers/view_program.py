"""How every program of the national questions is run: what it is given, how it is timed and what it writes.

Run as: python PROGRAM.py plain|prepared STORE GIVEN.json OUT.json ROUNDS. Nothing here knows an answer.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Given = Mapping[str, Any]
Rows = list[list[Any]]
Plain = Callable[[Path, Given], Mapping[str, Rows]]
Prepared = Callable[[Path, Given], Rows]


def run(plain: Plain, prepared: Mapping[str, Prepared]) -> None:
    """Answer every question once from the store's own tables, or each of them in rounds from the prepared ones."""
    mode, store, given_in, out, rounds = sys.argv[1:]
    given = json.loads(Path(given_in).read_text(encoding="utf-8"))
    if mode == "plain":
        write(Path(out), {name: list(rows) for name, rows in plain(Path(store), given).items()}, {})
        return
    folder = Path(store) / "prepared"
    write(Path(out), *in_rounds({name: (lambda ask=ask: ask(folder, given)) for name, ask in prepared.items()}, rounds))


def in_rounds(asked: Mapping[str, Callable[[], Rows]], rounds: str) -> tuple[dict[str, Rows], dict[str, list[float]]]:
    """Ask all once to warm up, then all in rounds: the answers, and the seconds of each round."""
    answers = {name: ask() for name, ask in asked.items()}
    seconds: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(int(rounds)):
        for name, ask in asked.items():
            began = time.perf_counter()
            ask()
            seconds[name].append(time.perf_counter() - began)
    return answers, seconds


def write(out: Path, answers: Mapping[str, Rows], seconds: Mapping[str, list[float]], **more: float) -> None:
    """Rows as JSON; numbers of other libraries become plain ones."""
    said = {"answers": answers, "seconds": seconds, **more}
    out.write_text(json.dumps(said, default=lambda number: number.item()), encoding="utf-8")
