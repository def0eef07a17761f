"""Long work: one background task that runs a verb of the command line as a process of its own and keeps its files.

What may be run is the closed list of `works`; a page gives names and codes, never words that become a command.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django_tasks import TaskContext, task

from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError
from ostara.web.works import WORKS

OSTARA = (sys.executable, "-P", "-c", "from ostara.cli import main; raise SystemExit(main())")
PRINTED, TOLD = "printed.txt", "told.txt"
UNUSABLE = 2  # the exit status of a refusal, as from the command line
DAY = 24 * 60 * 60
MOST_TOLD = 500  # letters of a refusal; it is one line


class Outcome(TypedDict):
    """How it ended: the exit status, the refusal in words where there is one, and the names of the files it left."""

    status: int
    told: str
    files: list[str]


@task(takes_context=True)
def run_verb(context: TaskContext, name: str, arguments: Mapping[str, str], user: str) -> Outcome:
    """Runs a verb of the closed list and keeps what it writes.

    Args:
        context: the task's own, whose key names the folder of its files.
        name: which work.
        arguments: codes and names, as the work's form allowed them.
        user: who asked, so that they find it again.
    """
    clear_old()
    folder = folder_of(context.task_result.id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        command = WORKS[name].command(arguments, folder)
    except RefusalError as refusal:
        return Outcome(status=UNUSABLE, told=str(refusal), files=[])
    status = _run([*OSTARA, *command], folder)
    return Outcome(status=status, told=_told(folder), files=sorted(each.name for each in folder.iterdir()))


def results_folder() -> Path:
    """Returns where the files of all work lie."""
    files: Path = settings.SAID.files
    return files.absolute() / "results"


def folder_of(key: str) -> Path:
    """Returns where the files of a piece of work lie."""
    return results_folder() / str(key)


def clear_old() -> None:
    """Takes away files that nobody should need any more."""
    oldest = time.time() - parameter("figures.results_kept_days").whole * DAY
    results = results_folder()
    for folder in results.iterdir() if results.is_dir() else ():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> int:
    with (folder / PRINTED).open("wb") as printed, (folder / TOLD).open("wb") as told:
        try:
            done = subprocess.run(  # noqa: S603 - a verb of the closed list with checked arguments, no shell
                command, stdout=printed, stderr=told, timeout=parameter("figures.work_seconds").whole, check=False
            )
        except subprocess.TimeoutExpired:
            told.write(b"took longer than it may\n")
            return -1
    return done.returncode


def _told(folder: Path) -> str:
    lines = (folder / TOLD).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].removeprefix("ostara: ")[:MOST_TOLD] if lines else ""
