"""A record of its own for a test that needs a real server, real threads or real commits: a copy of the empty record.

The other tests roll back what they did; these cannot, and history refuses to be deleted. So each gets a database of
its own, which is thrown away whole. The empty record is migrated once in a run, by whichever process needs it first.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases

from tests.settings import ON, SCRATCH

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
EMPTY = f"empty_{RUN}"  # a copy nobody is connected to, as PostgreSQL asks of what is copied


@dataclass
class OwnRecord:
    """A running record: its address in a browser, and that of its database."""

    url: str
    database: str


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> None:
    """Gives this process its own copy of the empty record. (pytest-django would only for tests that roll back.)"""
    with django_db_blocker.unblock(), _one_at_a_time() as made:
        if made.exists():
            of_this_process = connection.settings_dict["TEST"]["NAME"]
            _copy(_named(EMPTY), of_this_process)
            _pointed_at(of_this_process)
            return
        setup_databases(verbosity=0, interactive=False, aliases={"default"})
        connections.close_all()
        _copy(connection.settings_dict["NAME"], _named(EMPTY))
        made.touch()


@contextmanager
def _one_at_a_time() -> Iterator[Path]:
    """Holds up the other processes of this run; yields what is there once the empty record is."""
    with (SCRATCH / f"{EMPTY}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield SCRATCH / f"{EMPTY}.made"


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """One server of this process, of whichever record it is pointed at: the address stays, and so do open browsers."""
    server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def own_record(django_db_setup, django_db_blocker, served: str, tmp_path: Path) -> Iterator[OwnRecord]:
    """A fresh record that is served; builders of the test write into it."""
    with django_db_blocker.unblock():
        of_this_process = connection.settings_dict["NAME"]
        copy = _named(f"own_{os.getpid()}_{tmp_path.name}".lower()[:60])
        _copy(_named(EMPTY), copy)
        _pointed_at(copy)
        settings.ALLOWED_HOSTS = ["*"]
        yield OwnRecord(served, copy)
        _pointed_at(of_this_process)
        _dropped(copy)


def _named(name: str) -> str:
    return name if ON == "postgresql" else str(SCRATCH / f"{name}.sqlite")


def _copy(source: str, target: str) -> None:
    if ON == "postgresql":
        _of_the_server(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        return
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)  # with what still lies in the log beside the file


def _dropped(copy: str) -> None:
    if ON == "postgresql":
        _of_the_server(f'DROP DATABASE "{copy}" WITH (FORCE)')
        return
    for each in ("", "-wal", "-shm"):
        Path(copy + each).unlink(missing_ok=True)


def _pointed_at(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _of_the_server(statement: str) -> None:
    import psycopg  # noqa: PLC0415 - only where the server is

    with psycopg.connect(os.environ["OSTARA_TEST_POSTGRESQL"], autocommit=True) as server:
        server.execute(statement)
