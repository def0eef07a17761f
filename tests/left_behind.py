"""Folders in which runs keep databases, named after the process: the next run clears what one that was killed left."""

import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

from ostara.tables.writer import runs


def a_folder(kind: str, within: Path) -> Path:
    """Makes a folder of this process, `ostara-KIND-PROCESS-…`, which the process is to remove when it ends."""
    return Path(tempfile.mkdtemp(prefix=f"ostara-{kind}-{os.getpid()}-", dir=within))


def clear(within: Path) -> None:
    """Removes what processes that no longer run left in a folder, and ends the servers that still work there."""
    for folder in within.glob("ostara-*-*-*"):
        _, _, process, _ = folder.name.split("-", 3)
        if process.isdecimal() and not runs(int(process)):
            _end_server_of(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _end_server_of(folder: Path) -> None:
    """Ends the PostgreSQL of a folder. It works in it, which tells it from a later process of the same number."""
    with suppress(OSError, ValueError, IndexError):  # no server, or none that can be told from others
        server = int((folder / "postmaster.pid").read_text().split()[0])
        if Path(f"/proc/{server}/cwd").resolve() == folder.resolve():
            os.kill(server, signal.SIGQUIT)
