"""A record in PostgreSQL: held still by an exported snapshot, copied and brought back by PostgreSQL's own tools."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.places import Settings
from ostara.web.keeping.snapshots import Progress, Snapshot, what_stands

_READ = 1 << 20
_PACKAGED = Path("/usr/lib/postgresql")
_PARTS = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
_OPTIONS = {"host", "service", "passfile", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"}


@contextmanager
def snapshot(database: Settings) -> Iterator[Snapshot]:
    """Holds a record still in a transaction whose snapshot pg_dump takes over; whoever writes meanwhile writes on.

    Raises:
        RefusalError: it cannot be reached, or there is no pg_dump as new as the server.
    """
    with connected(database) as record:
        record.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        record.read_only = True
        with record.transaction():
            (taken,) = record.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            stands = what_stands(lambda question: record.execute(question.encode()), "postgresql")
            tool = newest("pg_dump", record)
            yield Snapshot(stands, _version(tool), lambda progress: _dumped(tool, database, taken, progress))


@contextmanager
def connected(database: Settings, *, autocommit: bool = False) -> Iterator[psycopg.Connection[Any]]:
    """Connects to a database.

    Raises:
        RefusalError: it cannot be reached.
    """
    try:
        connection = psycopg.connect(**_said(database), autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise RefusalError(f"database {database['NAME']}", f"cannot be reached: {_first(str(error))}") from None
    with connection:
        yield connection


@contextmanager
def new_database(name: str, beside: Settings) -> Iterator[Settings]:
    """Makes an empty database on the server of another; it is taken away again where what is done in it fails.

    Raises:
        RefusalError: there is one of that name, or the role may not make one.
    """
    made = {**beside, "NAME": name}
    with connected({**beside, "NAME": "postgres"}, autocommit=True) as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.DuplicateDatabase:
            raise RefusalError(f"database {name}", "is there already: name one that is not") from None
        except psycopg.Error as error:
            raise RefusalError(f"database {name}", f"could not be made: {_first(str(error))}") from None
        try:
            yield made
        except BaseException:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            raise


def bring_back(database: Settings, pieces: Iterable[bytes]) -> None:
    """Reads a dump into an empty database.

    Raises:
        RefusalError: pg_restore is missing or older than the server, or does not take the dump.
    """
    with connected(database) as server:
        tool = newest("pg_restore", server)
    command = [tool, "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={database['NAME']}"]
    with tempfile.TemporaryFile() as complaints:
        tools = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=complaints, env=_environment(database))  # noqa: S603 - PostgreSQL's own tool
        assert tools.stdin is not None  # noqa: S101 - it is a pipe, as asked for
        try:
            with suppress(BrokenPipeError):  # it has stopped reading; its own words follow
                for piece in pieces:
                    tools.stdin.write(piece)
                tools.stdin.close()
        except BaseException:
            tools.kill()
            raise
        finally:
            tools.wait()
        if tools.returncode:
            raise RefusalError(f"database {database['NAME']}", f"pg_restore: {_read(complaints)}")


def newest(tool: str, connection: psycopg.Connection[Any]) -> str:
    """Returns the newest of a tool on this machine, which must be no older than the server.

    Raises:
        RefusalError: there is none, with where it was looked for.
    """
    wanted = connection.info.server_version // 10000
    packaged = sorted(_PACKAGED.glob(f"*/bin/{tool}")) if _PACKAGED.is_dir() else []
    found = {path: _major(path) for path in {shutil.which(tool), *map(str, packaged)} if path}
    best = max(found, key=lambda path: found[path], default="")
    if not best or found[best] < wanted:
        having = f"the newest here is {found[best]}" if best else "there is none"
        raise RefusalError(tool, f"is needed in version {wanted} or later, in PATH or {_PACKAGED}; {having}")
    return best


def _dumped(tool: str, database: Settings, taken: str, progress: Progress) -> Iterator[bytes]:
    command = [tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={taken}"]
    with tempfile.TemporaryFile() as complaints:
        dumping = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, env=_environment(database))  # noqa: S603 - PostgreSQL's own tool
        assert dumping.stdout is not None  # noqa: S101 - it is a pipe, as asked for
        done = 0
        try:
            while some := dumping.stdout.read(_READ):
                done += len(some)
                progress(done, 0)
                yield some
        finally:
            dumping.stdout.close()
            dumping.wait()
        if dumping.returncode:
            raise RefusalError(f"database {database['NAME']}", f"pg_dump: {_read(complaints)}")


def _environment(database: Settings) -> dict[str, str]:
    """A password stands in the environment, where other users of the machine cannot read it, not in a command."""
    return {
        **os.environ,
        **{f"PG{name.upper().replace('DBNAME', 'DATABASE')}": said for name, said in _said(database).items()},
    }


def _said(database: Settings) -> dict[str, Any]:
    parts = {name: database[key] for key, name in _PARTS.items() if database.get(key)}
    options = {name: said for name, said in database.get("OPTIONS", {}).items() if name in _OPTIONS}
    return {name: str(said) for name, said in {**parts, **options}.items()}


def _version(tool: str) -> str:
    return subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - PostgreSQL's own tool


def _major(tool: str) -> int:
    found = re.search(r"\) (\d+)", _version(tool))
    return int(found[1]) if found else 0


def _read(complaints: Any) -> str:
    complaints.seek(0)
    return _first(complaints.read().decode(errors="replace"))


def _first(words: str) -> str:
    """The first line only: those after it may show the row that was refused."""
    return next((line.strip() for line in words.splitlines() if line.strip()), "it did not say why")
