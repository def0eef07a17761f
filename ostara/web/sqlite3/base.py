"""Django's SQLite, with writers that wait in a queue.

SQLite lets one write at a time; whoever finds it busy asks again after up to a tenth of a second, in no order, so that
with twenty desks somebody waits for seconds. Here the next one goes on as soon as the one before is done.
"""

import os
from collections import defaultdict
from threading import Lock
from time import monotonic, sleep
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # Windows: processes wait as SQLite has them wait, threads in the queue
    fcntl = None  # type: ignore[assignment]  # none there

BESIDE = ".queue"  # the file beside the record in which processes wait for each other; it holds nothing
LONGEST = 20.0  # seconds; as long as SQLite itself is told to wait
TOO_LONG = "database is locked"  # as SQLite says it
BETWEEN = 0.001  # seconds until a process asks again whether it is its turn: those of a record are few
_threads: defaultdict[str, Lock] = defaultdict(Lock)


class Turn:
    """The right to write to one file, from `__init__` until `end`, among threads and processes."""

    def __init__(self, name: str) -> None:
        """Waits for it. Raises OperationalError where another has it for too long."""
        until = monotonic() + LONGEST
        self.lock, self.file = _threads[name], -1
        if not self.lock.acquire(timeout=LONGEST):
            raise OperationalError(TOO_LONG)
        try:
            self.file = os.open(name + BESIDE, os.O_RDWR | os.O_CREAT, 0o600)
            while not self._is_ours():
                if monotonic() > until:
                    raise OperationalError(TOO_LONG)
                sleep(BETWEEN)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Lets the next one write. A process that is killed lets it as well: the lock goes with its file."""
        if self.file >= 0:
            os.close(self.file)
        self.lock.release()

    def _is_ours(self) -> bool:
        if fcntl is None:
            return True
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    turn: Turn | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            self.turn = Turn(str(self.settings_dict["NAME"]))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own, which its stubs leave out
        except BaseException:
            self._end_turn()
            raise

    def _set_autocommit(self, autocommit: bool) -> Any:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # Django's own, which its stubs leave out
        if autocommit:  # after commit or rollback
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's own, which its stubs leave out
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.end()
