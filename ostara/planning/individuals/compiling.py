"""Compiles loops over people at their first use and keeps them in the user's cache folder, never in the repository.

The arrays that a loop is given never overlap: said to the compiler, that lets it use vector instructions.
"""

import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit
from numba.core.compiler import Compiler

Loop = TypeVar("Loop", bound=Callable[..., Any])
ROOM = Path(__file__).parents[1]
LOOPS = (  # files with compiled loops, and what they rest on
    "individuals/chances.py",
    "individuals/columns.py",
    "individuals/compiling.py",
    "individuals/draws.py",
    "individuals/loops.py",
    "expectation/arrays.py",
    "expectation/cells.py",
    "expectation/push.py",
)


class Apart(Compiler):
    """Numba's own way of compiling, told that no two arguments share memory."""

    def define_pipelines(self) -> Any:  # noqa: ANN401  Numba's, which it does not name
        """As Numba asks for them."""
        self.state.flags.noalias = True
        return super().define_pipelines()  # type: ignore[no-untyped-call]  # Numba types it not


def cache_folder() -> Path:
    """Where compiled loops are kept: `NUMBA_CACHE_DIR`, or the user's cache; a new one when any loop was changed.

    (Numba looks for changes in the file of the outermost loop alone.)
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ostara" / "numba"
    wanted = Path(os.environ.get("NUMBA_CACHE_DIR") or home)
    written = b"".join((ROOM / name).read_bytes() for name in LOOPS)
    folder = wanted / sha256(written).hexdigest()[:12]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _of_this_process()
    return folder


@lru_cache(maxsize=1)
def _of_this_process() -> Path:
    """A folder that nobody else can have put code into."""
    return Path(tempfile.mkdtemp(prefix="ostara-numba-"))


def inner(loop: Loop) -> Loop:
    """A loop that compiled loops call."""
    return cast(Loop, njit(pipeline_class=Apart, error_model="numpy")(loop))


def outer(loop: Loop) -> Loop:
    """A loop that Python calls: compiled once for a machine, then read from the cache; other threads run meanwhile."""
    setattr(config, "CACHE_DIR", str(cache_folder()))  # noqa: B010  made from the environment, unknown to mypy
    return cast(Loop, njit(pipeline_class=Apart, error_model="numpy", nogil=True, cache=True)(loop))
