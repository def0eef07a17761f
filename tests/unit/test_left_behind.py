"""What a killed run of the tests left is cleared by the next; what belongs to a run that goes on is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.left_behind import a_folder, clear

WAITS = (sys.executable, "-c", "import time; time.sleep(600)")


@pytest.fixture
def waits():
    """`waits(folder)` starts a process that works in a folder; all are ended after the test."""
    started = []

    def at(folder: Path) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(WAITS, cwd=folder))
        return started[-1]

    yield at
    for one in started:
        one.kill()
        one.wait()


@pytest.fixture
def of_a_dead_run(tmp_path):
    """A folder as a run leaves it that was killed."""
    dead = subprocess.Popen((sys.executable, "-c", ""))
    dead.wait()
    folder = tmp_path / f"ostara-pg-{dead.pid}-x1"
    folder.mkdir()
    return folder


def test_only_what_a_dead_run_left_goes(tmp_path, of_a_dead_run):
    (of_a_dead_run / "record.sqlite").touch()
    ours = a_folder("tests", tmp_path)
    others = tmp_path / "ostara-notes-of-somebody"
    others.mkdir()
    clear(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([ours, others])


def test_its_server_ends_with_it(tmp_path, of_a_dead_run, waits):
    server = waits(of_a_dead_run)
    (of_a_dead_run / "postmaster.pid").write_text(f"{server.pid}\n{of_a_dead_run}\n")
    clear(tmp_path)
    assert server.wait(timeout=60) < 0
    assert not of_a_dead_run.exists()


def test_a_later_process_of_the_same_number_goes_on(tmp_path, of_a_dead_run, waits):
    later = waits(tmp_path)
    (of_a_dead_run / "postmaster.pid").write_text(f"{later.pid}\n")
    clear(tmp_path)
    assert later.poll() is None
    assert not of_a_dead_run.exists()
