"""Writers of a SQLite record wait in a queue, threads and processes alike; whoever ends or dies lets the next write."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest
from django.db import connection, connections, transaction
from django.db.utils import OperationalError

from ostara.web.sqlite3 import base
from ostara.web.sqlite3.base import BESIDE, Turn

HELD = """
import sys, time
from ostara.web.sqlite3.base import Turn
turn = Turn(sys.argv[1])
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "record.sqlite")


def waited_for(name, within=10.0):
    """How long it takes to get a turn, in seconds."""
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        turn = pool.submit(Turn, name).result(timeout=within)
    turn.end()
    return time.monotonic() - begun


def test_the_next_one_writes_as_soon_as_the_one_before_is_done(file):
    turn, got = Turn(file), Event()

    def next_one():
        other = Turn(file)
        got.set()
        other.end()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next_one)
        assert not got.wait(0.2)
        turn.end()
        waiting.result(timeout=10)
    assert got.is_set()


def test_a_process_that_is_killed_lets_the_next_one_write(file):
    process = subprocess.Popen([sys.executable, "-c", HELD, file], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    assert waited_for(file) < 5


def test_a_process_that_hangs_does_not_stop_the_others_for_ever(file, monkeypatch):
    process = subprocess.Popen([sys.executable, "-c", HELD, file], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    monkeypatch.setattr(base, "LONGEST", 0.05)
    with pytest.raises(OperationalError, match="locked"):
        Turn(file)
    process.kill()
    process.wait(timeout=10)
    assert waited_for(file) < 5


def test_whoever_waits_for_too_long_is_told_as_sqlite_tells_it(file, monkeypatch):
    monkeypatch.setattr(base, "LONGEST", 0.05)
    turn = Turn(file)
    with pytest.raises(OperationalError, match="locked"):
        Turn(file)
    turn.end()
    assert waited_for(file) < 5


@pytest.mark.parametrize("how", ["committed", "rolled back", "closed"])
def test_a_transaction_ends_its_turn_however_it_ends(own_record, how):
    if connection.vendor != "sqlite":
        assert not hasattr(connection, "turn")  # PostgreSQL has its own queue, row by row
        return
    with suppress(ZeroDivisionError), transaction.atomic():
        assert connection.turn is not None
        if how == "rolled back":
            raise ZeroDivisionError
        if how == "closed":
            connections.close_all()
    assert connection.turn is None
    assert waited_for(str(connection.settings_dict["NAME"])) < 5


def test_the_file_beside_the_record_holds_nothing(file, tmp_path):
    Turn(file).end()
    assert (tmp_path / f"record.sqlite{BESIDE}").read_bytes() == b""
