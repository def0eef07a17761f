"""A made-up national file of treatment: ten years or so of episodes in every area, streamed into a store.

Nothing here is about anyone, any service or any area. What an evaluation should find again is planted in `planted.py`.
"""

from collections.abc import Callable
from pathlib import Path

from ostara import __version__
from ostara.exchange.made_up import EventWriter
from ostara.exchange.made_up_nation.blocks import Nation
from ostara.exchange.made_up_nation.calendar import Calendar
from ostara.exchange.made_up_nation.chance import Chance
from ostara.exchange.made_up_nation.planted import Planted
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter

BLOCK = 40_000


def make_up_nation(
    journeys: int,
    years: int,
    seed: int,
    to: EventWriter,
    *,
    planted: Planted | None = None,
    progress: Callable[[int], None] = lambda done: None,
    block_size: int = BLOCK,
) -> None:
    """Write the rows of made-up people, block by block, until there are so many journeys. `progress` hears how many."""
    nation, done, first = Nation(Chance(seed), planted or Planted(), Calendar(years)), 0, 1
    while done < journeys:
        rows, made = nation.block(range(first, first + block_size), journeys - done)
        for table, columns in rows.items():
            to.write(table, columns)
        done, first = done + made, first + block_size
        progress(done)


def make_up_nation_store(
    folder: Path,
    *,
    journeys: int,
    years: int,
    seed: int,
    planted: Planted | None = None,
    replace: bool = False,
    progress: Callable[[int], None] = lambda done: None,
    block_size: int = BLOCK,
) -> None:
    """Write a store of a made-up nation. Raises RefusalError where the store cannot be written."""
    truth = planted or Planted()
    inputs = {"journeys": str(journeys), "years": str(years), "seed": str(seed), **truth.as_inputs()}
    words = "a made-up nation; nothing here is about anyone"
    origin = Origin("made_up_nation", words, __version__, made_up=True, inputs=inputs)
    until = Calendar(years).last_day.isoformat()
    with StoreWriter(folder, Clock.CALENDAR, origin, observed_until=until, replace=replace) as writer:
        make_up_nation(journeys, years, seed, writer, planted=truth, progress=progress, block_size=block_size)
