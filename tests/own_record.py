"""A record of its own for a test that needs a real server, real threads or real commits: a copy of the empty record.

The other tests roll back what they did; these cannot, and history refuses to be deleted. So each gets a database of
its own, which is thrown away whole.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases

from tests.settings import ON

EMPTY = "_empty"  # a copy nobody is connected to, as PostgreSQL asks of what is copied


@dataclass
class OwnRecord:
    """A running record: its address in a browser, and that of its database."""

    url: str
    database: str


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> None:
    """Migrates the one empty record of this process. (pytest-django would only for tests that roll back.)"""
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, aliases={"default"})
        connections.close_all()
        _copy(connection.settings_dict["NAME"], connection.settings_dict["NAME"] + EMPTY)


@pytest.fixture
def own_record(django_db_setup, django_db_blocker, tmp_path: Path) -> Iterator[OwnRecord]:
    """A fresh record that is served on a port of its own; builders of the test write into it."""
    with django_db_blocker.unblock():
        empty = connection.settings_dict["NAME"]
        copy = str(tmp_path / "record.sqlite") if ON == "sqlite" else f"{empty}_{tmp_path.name}".lower()[:60]
        _copy(empty + EMPTY, copy)
        _pointed_at(copy)
        server = LiveServerThread("localhost", StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        settings.ALLOWED_HOSTS = ["*"]
        yield OwnRecord(f"http://localhost:{server.port}", copy)
        server.terminate()
        _pointed_at(empty)
        _dropped(copy)


def _copy(source: str, target: str) -> None:
    if ON == "postgresql":
        _of_the_server(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        return
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)  # with what still lies in the log beside the file


def _dropped(copy: str) -> None:
    if ON == "postgresql":
        _of_the_server(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _pointed_at(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _of_the_server(statement: str) -> None:
    import psycopg  # noqa: PLC0415 - only where the server is

    with psycopg.connect(os.environ["OSTARA_TEST_POSTGRESQL"], autocommit=True) as server:
        server.execute(statement)
