"""A made-up drug treatment service: one generator of events, behind whatever can write them.

Nothing here is about anyone. What an evaluation should find again is planted in `planted.py`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ostara import __version__
from ostara.exchange.made_up.blocks import Numbers, block
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter

BLOCK = 500


class EventWriter(Protocol):
    """Whatever takes events: a store now, a care record later. Rows of a table come in the table's order."""

    def write(self, table: str, rows: Rows, /) -> None:
        """Take more rows of a table, as a column for each name."""


def make_up(
    people: int,
    years: int,
    seed: int,
    to: EventWriter,
    *,
    planted: Planted | None = None,
    progress: Callable[[int], None] = lambda done: None,
    block_size: int = BLOCK,
) -> None:
    """Write the events of made-up people, block by block. `progress` hears how many people are done."""
    numbers, truth, calendar = Numbers(), planted or Planted(), Calendar(years)
    for first in range(1, people + 1, block_size):
        those = range(first, min(first + block_size, people + 1))
        for table, rows in block(those, seed, truth, calendar, numbers).items():
            to.write(table, rows)
        progress(those.stop - 1)


def make_up_store(
    folder: Path,
    *,
    people: int,
    years: int,
    seed: int,
    planted: Planted | None = None,
    replace: bool = False,
    progress: Callable[[int], None] = lambda done: None,
    block_size: int = BLOCK,
) -> None:
    """Write a store of made-up people. Raises RefusalError where the store cannot be written."""
    truth = planted or Planted()
    inputs = {"people": str(people), "years": str(years), "seed": str(seed), **truth.as_inputs()}
    origin = Origin("made_up", "made-up people; nothing here is about anyone", __version__, made_up=True, inputs=inputs)
    until = Calendar(years).last_day.isoformat()
    with StoreWriter(folder, Clock.CALENDAR, origin, observed_until=until, replace=replace) as writer:
        make_up(people, years, seed, writer, planted=truth, progress=progress, block_size=block_size)
