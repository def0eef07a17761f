"""Serving the record: a server for every core, and a log of what was asked for that names nobody."""

import logging
import os
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from ostara.knowledge.refusal import RefusalError

ACCESS = '%(time)s %(addr)s "%(method)s %(path)s" %(status)d %(dt_ms).0f ms'
THREADS = 4  # of each process: some wait for the database while others work
BACKLOG = 512


class OnlyRoutes(logging.Formatter):
    """Writes a line of the access log with the route, such as `/people/<uuid:person>/`, in place of the address.

    Anything can be typed after our name, and some addresses are secrets (a link that sets a password).
    """

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line."""
        asked = dict(record.args) if isinstance(record.args, dict) else {}
        return str(record.msg) % {**asked, "path": _route(str(asked.get("path", "")))}


def _route(path: str) -> str:
    if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return "/static/…"
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "(no such address)"


LOGS: dict[str, Any] = {
    "formatters": {
        "plain": {"()": "ostara.web.logs.WithoutPeople"},
        "access": {"()": "ostara.web.keeping.serving.OnlyRoutes"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"},
        "access": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}


def serve(*, host: str, port: int, workers: int, access_log: bool) -> None:
    """Serves the record until it is told to stop.

    Raises:
        RefusalError: something else listens there.
    """
    from granian import Granian  # noqa: PLC0415 - its own settings of processes, only where it serves
    from granian.constants import Interfaces  # noqa: PLC0415 - as above
    from granian.log import LogLevels  # noqa: PLC0415 - as above

    refuse_taken(host, port)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
    server = Granian(
        "ostara.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        log_level=LogLevels.warning,
        log_dictconfig=LOGS,
        log_access=access_log,
        log_access_format=ACCESS,
    )
    server.serve()


def cores() -> int:
    """Returns how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def refuse_taken(host: str, port: int) -> None:
    """Says so where something listens already, before any process is started.

    Raises:
        RefusalError: it does, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RefusalError(f"{host}:{port}", f"cannot be listened at: {error.strerror}") from None


def private_folder(path: Path) -> None:
    """Makes a folder that its owner alone may look into, where there is none."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
