"""From declarations and numbers to plain arrays: where things are, how fast they go, what they count for."""

from ostara.planning.compiling.whole import compile_area

__all__ = ["compile_area"]
