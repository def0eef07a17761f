"""Log lines without people: where something went wrong and of what kind it was, never what was typed.

A message of an exception may hold a name (a database says which value it refused), so only its kind is written.
"""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutPeople(logging.Formatter):
    """Writes a line as `instant LEVEL logger: message`, and a failure as its places in the code and its kind."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Returns the line; an address loses what follows its question mark, or all of it where it leads nowhere."""
        failed = record.exc_info[1] if record.exc_info else None
        if failed is not None and str(failed) and str(failed) in record.getMessage():
            record.message = type(failed).__name__  # some loggers make the exception's message their own
        elif record.args:
            args = record.args if isinstance(record.args, tuple) else (record.args,)
            record.message = str(record.msg) % tuple(_address(arg, record) for arg in args)
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Returns where it went wrong, without the exception's message."""
        kind, _, place = ei
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(place)]
        return "\n".join(
            [*lines, f"  {kind.__name__ if kind else 'nothing'} (its message is not written: it may name a person)"]
        )


def _address(arg: object, record: logging.LogRecord) -> object:
    if not isinstance(arg, str):
        return arg
    asked = getattr(record, "request", None)
    nowhere = asked is not None and getattr(asked, "resolver_match", None) is None and arg == asked.path
    return "an address that leads nowhere" if nowhere else arg.partition("?")[0]  # somebody may have typed a name there
