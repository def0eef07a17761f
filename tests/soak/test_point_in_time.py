"""PostgreSQL taken back to an instant, as deploy/README.md says: what was committed before it is there, what came
after it is not. A real server, its real tools, and the files of deploy/."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.clusters import AS_ROOT, NOT_ROOT, ROOT, a_cluster, a_place, ask, ostara, started, tool

pytestmark = pytest.mark.soak

DEPLOY = ROOT / "deploy/postgresql"


@pytest.fixture
def place() -> Iterator[Path]:
    with a_place() as folder:
        yield folder


def a_manager(place: Path, name: str) -> None:
    where = ["--organisation", "Harbour Trust", "--service", "Harbour", "--agency-code", "A0001", "--area", "P31B"]
    ostara(place, "staff", "add", "--email", f"{name}@example.test", "--name", name, *where)


def with_archive(place: Path) -> None:
    """Makes a server with the very settings and script of deploy/, its folders moved here."""
    script, wal = place / "archive-wal", place / "wal"
    shutil.copy(DEPLOY / "archive-wal", script)
    script.chmod(0o755)
    settings = (DEPLOY / "point-in-time.conf").read_text()
    a_cluster(place, settings.replace("/opt/ostara/deploy/postgresql/archive-wal", str(script)))
    wal.mkdir()
    if AS_ROOT:
        shutil.chown(wal, NOT_ROOT, NOT_ROOT)


def archived(place: Path) -> None:
    """Finishes the present piece of the log and waits until the archive has it."""
    piece = ask(place, "SELECT pg_walfile_name(pg_switch_wal())")
    for _ in range(300):
        if (place / "wal" / str(piece)).exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{piece} was not archived: {ask(place, 'SELECT last_failed_wal FROM pg_stat_archiver')}")


def test_the_record_is_taken_back_to_an_instant(place):
    with_archive(place)
    started(place, "data")
    ostara(place, "record", "create")
    tool("pg_basebackup", "-h", place, "-U", "postgres", "-D", place / "base", "--checkpoint=fast", place=place)
    a_manager(place, "before")
    instant = ask(place, "SELECT clock_timestamp()")
    time.sleep(1)
    a_manager(place, "after")
    archived(place)
    tool("pg_ctl", "-D", place / "data", "-m", "immediate", "stop", place=place)  # the machine is gone

    shutil.copytree(place / "base", place / "restored", symlinks=True)
    back_to(place / "restored", place / "wal", instant)
    if AS_ROOT:
        for path in (place / "restored", *(place / "restored").rglob("*")):
            shutil.chown(path, NOT_ROOT, NOT_ROOT)
    (place / "restored").chmod(0o700)
    started(place, "restored")
    while ask(place, "SELECT pg_is_in_recovery()"):
        time.sleep(0.1)

    there = "SELECT count(*) FROM accounts_user WHERE name = '{}'"
    assert ask(place, there.format("before")) == 1
    assert ask(place, there.format("after")) == 0
    ostara(place, "check-record")
    a_manager(place, "afterwards")  # and it goes on


def back_to(cluster: Path, wal: Path, instant: object) -> None:
    """Adds the lines of deploy/README.md to a cluster, with this instant and these folders."""
    assert isinstance(instant, datetime)
    (lines,) = [
        part.split("END\n")[0]
        for part in (ROOT / "deploy/README.md").read_text().split("postgresql.auto.conf <<'END'\n")[1:]
    ]
    lines = lines.replace("/var/backups/ostara-wal", str(wal)).replace("2026-03-03 14:05:00+00", instant.isoformat(" "))
    with (cluster / "postgresql.auto.conf").open("a") as conf:
        conf.write(lines.replace("port = 5433\n", ""))
    (cluster / "recovery.signal").touch()


def test_a_piece_of_the_log_is_never_replaced_by_another(tmp_path):
    first, other = tmp_path / "first", tmp_path / "other"
    first.write_bytes(b"1")
    other.write_bytes(b"2")
    (tmp_path / "kept").mkdir()
    environment = {**os.environ, "OSTARA_WAL": str(tmp_path / "kept")}

    def kept(piece: Path) -> int:
        return subprocess.run([DEPLOY / "archive-wal", piece, "0001"], env=environment, check=False).returncode

    assert kept(first) == 0
    assert kept(first) == 0  # the server asks again after a crash
    assert kept(other) != 0
    assert (tmp_path / "kept/0001").read_bytes() == b"1"
