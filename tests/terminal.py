"""The command line as it is typed, run in this process: the same answer, without the second that a new one takes.

What only a process of its own shows (a kill, a full disk, a signal, the settings of a record) is asked of one.
"""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

from ostara.cli import main


def typed(*arguments: object) -> CompletedProcess[str]:
    """What the command line says of these words, and the code with which it ends."""
    words = ["ostara", *map(str, arguments)]
    before, sys.argv = sys.argv, words
    out, told = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    try:
        with redirect_stdout(out), redirect_stderr(told):
            code = main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.argv = before
    return CompletedProcess(words, code, _read(out), _read(told))


def _read(written: io.TextIOWrapper) -> str:
    written.flush()
    return written.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined] - the bytes given above
