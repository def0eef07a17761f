"""A record from the terminal: made, served, sealed, checked, backed up and brought back, each problem as a line."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = "import sys; from ostara.cli import main; sys.argv[0] = 'ostara'; raise SystemExit(main())"
OURS = ("OSTARA_", "DJANGO_")


def environment(files: Path, **said: str) -> dict[str, str]:
    """An environment that says nothing of a record but what the test says."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**inherited, "OSTARA_FILES": str(files), **said}


def ostara(files: Path, *arguments: str, typed: str = "", **said: str) -> subprocess.CompletedProcess[str]:
    said = said or {"OSTARA_DEMO": "1"}
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment(files, **said),
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=False,  # how it ends is what is looked at
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record in it, a first manager and a key."""
    files = tmp_path_factory.mktemp("record")
    assert ostara(files, "record", "create").returncode == 0
    who = ["--email", "alex@example.test", "--name", "Alex Example", "--organisation", "Harbour Trust"]
    where = ["--service", "Harbour", "--agency-code", "A0001", "--area", "P31B"]
    added = ostara(files, "staff", "add", *who, *where)
    assert "Alex Example is a service manager of Harbour now." in added.stdout
    assert "/set-up/" in added.stdout
    assert ostara(files, "record", "key", str(files / "key")).returncode == 0
    return files


def test_an_unsafe_environment_is_told_line_by_line(tmp_path):
    told = ostara(tmp_path, "serve", **{"OSTARA_SECRET": "short"})
    assert told.returncode == 2 and "Traceback" not in told.stderr
    assert [line[:14] for line in told.stderr.splitlines()] == [
        "ostara: enviro",
        "- OSTARA_SECRE",
        "- OSTARA_HOSTS",
        "- OSTARA_BEHIN",
    ]


@pytest.mark.parametrize("verb", [["serve"], ["check-record"], ["record", "upgrade"]])
def test_without_a_record_it_says_what_to_type(tmp_path, verb):
    told = ostara(tmp_path, *verb)
    assert told.returncode == 2
    assert told.stderr.endswith("there is no record here. Type: ostara record create\n")


def test_an_address_that_is_none_is_not_repeated(tmp_path):
    told = ostara(tmp_path, "serve", OSTARA_DEMO="1", OSTARA_DATABASE="nosuch://ann:secret@host/name")
    assert told.returncode == 2 and "OSTARA_DATABASE" in told.stderr and "secret" not in told.stderr


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path):
    address = "postgresql://ann:secret@127.0.0.1:1/name"
    for verb in (["serve"], ["record", "create"]):
        told = ostara(tmp_path, *verb, OSTARA_DEMO="1", OSTARA_DATABASE=address)
        assert told.returncode == 2 and "cannot be" in told.stderr and "secret" not in told.stderr


def test_a_record_is_its_owners_alone_and_made_once(made):
    assert made.joinpath("record.sqlite").stat().st_mode & 0o777 == 0o600
    again = ostara(made, "record", "create")
    assert again.returncode == 2 and "there is a record here" in again.stderr
    assert "nothing to do" in ostara(made, "record", "upgrade").stdout


def test_a_first_manager_is_made_once(made):
    again = ostara(
        made, "staff", "add", "--email", "alex@example.test", "--name", "Alex", "--organisation", "Harbour Trust",
        "--service", "Harbour", "--agency-code", "A0001", "--area", "P31B",
    )  # fmt: skip
    assert again.returncode == 2 and again.stderr.startswith("ostara: --email: ")


def test_from_a_backup_to_a_record_elsewhere(made, tmp_path):
    sealed = ostara(made, "seal")
    last = sealed.stdout.strip().rpartition(" ")[2]
    assert sealed.returncode == 0 and last.startswith("1:")
    folder = tmp_path / "backups"
    folder.mkdir()
    backed_up = ostara(made, "backup", "--to", str(folder), "--key-file", str(made / "key"), "--keep", "3")
    assert backed_up.returncode == 0 and "read back" in backed_up.stdout and last in backed_up.stdout
    (file,) = folder.iterdir()
    place = tmp_path / "elsewhere" / "record.sqlite"
    restored = ostara(tmp_path, "restore", str(file), "--to", str(place), "--key-file", str(made / "key"))
    assert restored.returncode == 0, restored.stderr
    assert "check-record: no fault found" in restored.stdout
    checked = ostara(place.parent, "check-record", "--known-seal", last)
    assert checked.returncode == 0 and checked.stdout.endswith("No fault found.\n")
    wrong = ostara(place.parent, "check-record", "--known-seal", "9:" + "f" * 64, "--format", "json")
    assert wrong.returncode == 1 and '"sound": false' in wrong.stdout


def test_a_backup_asks_for_one_kind_of_key(made, tmp_path):
    words = "seven quiet herons over the reservoir\n"
    without = ostara(made, "backup", "--to", str(tmp_path / "a.backup"))
    assert without.returncode == 2 and "--key-file FILE" in without.stderr
    short = ostara(made, "backup", "--to", str(tmp_path / "a.backup"), "--passphrase", typed="short\n")
    assert short.returncode == 2 and "too short" in short.stderr
    said = ostara(made, "backup", "--to", str(tmp_path / "a.backup"), "--passphrase", typed=words)
    assert said.returncode == 0
    place = str(tmp_path / "record.sqlite")
    wrong = ostara(tmp_path, "restore", str(tmp_path / "a.backup"), "--to", place, "--key-file", str(made / "key"))
    assert wrong.returncode == 2 and "asks for the passphrase" in wrong.stderr and not Path(place).exists()
    right = ostara(tmp_path, "restore", str(tmp_path / "a.backup"), "--to", place, "--passphrase", typed=words)
    assert right.returncode == 0


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(files: Path, port: int):
    server = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", str(port), "--workers", "1"],
        env=environment(files, OSTARA_DEMO="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answered(port: int, path: str) -> int:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("nobody answered")


def test_it_serves_and_its_log_names_nobody(made):
    port = a_free_port()
    with served(made, port) as server:
        assert answered(port, "/sign-in/?next=Planted") == 200
        assert answered(port, "/static/ostara/ostara.css") == 200
        assert answered(port, "/people/Planted%20Name/") == 404
        assert answered(port, "/set-up/planted-secret/") in (200, 404, 410)
        taken = ostara(made, "serve", "--port", str(port))
        server.terminate()
        log, told = server.communicate(timeout=40)
    assert (
        taken.returncode == 2
        and taken.stderr == f"ostara: 127.0.0.1:{port}: cannot be listened at: Address already in use\n"
    )
    assert '"GET /sign-in/" 200' in log and '"GET (no such address)" 404' in log and "/set-up/<str:link>/" in log
    assert "planted" not in log.lower()
    assert f"http://127.0.0.1:{port}/" in told


def test_it_does_not_serve_a_record_of_an_older_ostara(made, tmp_path):

    older = tmp_path / "record.sqlite"
    older.write_bytes((made / "record.sqlite").read_bytes())
    with sqlite3.connect(older) as record:
        record.execute("DELETE FROM django_migrations WHERE app = 'outcomes'")
    told = ostara(tmp_path, "serve")
    assert told.returncode == 2 and "Make a backup, then type: ostara record upgrade" in told.stderr


def test_the_worker_ends_when_nothing_waits(made):
    assert ostara(made, "worker", "--once").returncode == 0
