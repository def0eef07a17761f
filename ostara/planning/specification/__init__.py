"""The model as declarations: places, ages, flags, the clock, moves between places, and what a week counts for.

Nothing here computes. A reader who wants to know what the model believes reads these files and nothing else.
"""

from ostara.planning.specification.model import MODEL, Model

__all__ = ["MODEL", "Model"]
