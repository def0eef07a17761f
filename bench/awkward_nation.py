"""Small made-up nations with what a tidy one has little of: empty cells, codes of no list, prison, reviews on one day.

Equal answers on tidy rows prove little; these are where two readings of one definition part.
Run as: python -m bench.awkward_nation SEED FOLDER
"""

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL, run

import pyarrow as pa
import pyarrow.parquet as pq

from bench.stores import OSTARA
from ostara.tables import TABLES
from ostara.tables.column import Clock
from ostara.tables.store import Store, open_store
from ostara.tables.writer import StoreWriter

JOURNEYS = 5_000
SUBSTANCES = (None, "1011", "3201", "5000", "7000", "7000", "9997", "0000", "no code")
# What stands in some cells instead of what was there: how many of them, and one of these.
DAMAGE: dict[str, dict[str, tuple[float, Sequence[object]]]] = {
    "people": {"area": (0.3, (None,)), "birth_year": (0.2, (None, 1950))},
    "episodes": {
        "area": (0.1, (None,)),
        "age": (0.1, (None, 17, 18, 64, 65)),
        "substance": (0.2, ("heroin", "alcohol", "cocaine", "unknown")),
        "national_substance_1": (0.2, SUBSTANCES),
        "national_substance_2": (0.1, SUBSTANCES),
        "national_substance_3": (0.1, SUBSTANCES),
        "discharge_code": (0.2, (None, None, "80", "82", "83", "88", "13", "89", "no code")),
        "end_reason": (0.1, (None, "completed", "dropped_out")),
        "ended": (0.02, (None,)),
    },
    "interventions": {
        "kind": (0.3, ("advice", "assessment", "psychosocial", "other")),
        "setting": (0.2, ("prison", "community")),
    },
    "reviews": {"heroin_days": (0.3, (None, 0, 3, 4, 28)), "stage": (0.2, ("start", "review", "exit", "after"))},
}
SAME_DAY = 0.1  # of reviews stand on the day of the review before


def write_awkward_nation(seed: int, folder: Path, *, journeys: int = JOURNEYS) -> Store:
    """Write the awkward nation of this seed."""
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose
    with tempfile.TemporaryDirectory(prefix="ostara-bench-") as scratch:
        tidy = tidy_nation(journeys, seed, Path(scratch) / "tidy")
        made = tidy.manifest
        with StoreWriter(
            folder, Clock.CALENDAR, made.origin, observed_until=made.observed_until, replace=True
        ) as writer:
            for name, part in made.parts.items():
                if part.rows:
                    writer.write(name, damaged(name, pq.read_table(tidy.file(name)), chance))
    return open_store(folder)


def tidy_nation(journeys: int, seed: int, folder: Path) -> Store:
    """A nation as it is made up."""
    what = ["--journeys", str(journeys), "--seed", str(seed), "--to", str(folder)]
    run([*OSTARA, "synth", "national", *what], check=True, stdout=DEVNULL)
    return open_store(folder)


def damaged(name: str, rows: pa.Table, chance: random.Random) -> pa.Table:
    """The rows of a table with some cells changed, in the order that the table wants."""
    for column, (share, values) in DAMAGE.get(name, {}).items():
        old = rows[column].to_pylist()
        new = [chance.choice(values) if chance.random() < share else value for value in old]
        rows = _with(rows, column, new)
    if name == "reviews":
        rows = _with(rows, "reviewed_on", _same_days(rows["episode"].to_pylist(), rows["reviewed_on"], chance))
    return rows.sort_by([(column, "ascending") for column in TABLES[name].order])


def _same_days(episodes: list[int], days: pa.ChunkedArray, chance: random.Random) -> list[object]:
    found: list[object] = days.to_pylist()
    for row in range(1, len(found)):
        if episodes[row] == episodes[row - 1] and chance.random() < SAME_DAY:
            found[row] = found[row - 1]
    return found


def _with(rows: pa.Table, column: str, values: list[object]) -> pa.Table:
    place = rows.schema.get_field_index(column)
    return rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))


if __name__ == "__main__":
    write_awkward_nation(int(sys.argv[1]), Path(sys.argv[2]))
