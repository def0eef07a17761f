"""Takes a national file in: rows that pass the checks become a store, all others are set aside with their reasons."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ostara import __version__
from ostara.exchange.ndtms_files import account
from ostara.exchange.ndtms_files.account import Imported, NotHeld, Remark
from ostara.exchange.ndtms_files.checking import Checked, Progress, checked_file
from ostara.exchange.ndtms_files.filling import Filling
from ostara.exchange.ndtms_files.folding import fold_all
from ostara.exchange.ndtms_files.grouping import group
from ostara.exchange.ndtms_files.judging import Kept, judge
from ostara.exchange.ndtms_files.losing import cut_postcodes, lose, never_held
from ostara.exchange.ndtms_files.records import BLOCK
from ostara.exchange.ndtms_files.setting_aside import PARTS_OF_ROWS, accounts, set_aside
from ostara.exchange.ndtms_files.staging import Staging, staging_beside
from ostara.ndtms.data_set import DataSet
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.store import sha256
from ostara.tables.writer import StoreWriter

DOOR = "ndtms"
MEMORY = "400MB"  # what does not fit goes by way of the disk; reading and writing take as much again


def import_ndtms(
    path: Path,
    to: Path,
    data_set: DataSet,
    *,
    on: date,
    replace: bool = False,
    progress: Progress = lambda done, size: None,
    step: Callable[[str], None] = lambda words: None,
    block_size: int = BLOCK,
) -> Imported:
    """Check a file as on this day and write a store at `to` from the rows that pass; `step` hears what is being done.

    Raises RefusalError for a file that cannot be read as one of the data set at all. Then, and whenever the import
    stops half-way, nothing is left at `to`, and an older store there stays as it was.
    """
    origin = Origin(DOOR, f"national file, data set {data_set.name}", __version__, inputs={_name(path): sha256(path)})
    with (
        StoreWriter(to, Clock.CALENDAR, origin, replace=replace) as writer,
        staging_beside(writer.folder) as staging,
        checked_file(
            path, data_set, on=on, progress=progress, block_size=block_size, keep=staging, memory=MEMORY
        ) as checked,
    ):
        staging.close()
        imported = _taken_in(checked, staging, writer, _name(path), on, step)
        step("checking the store")
    return imported


def _taken_in(
    checked: Checked, staging: Staging, writer: StoreWriter, name: str, on: date, step: Callable[[str], None]
) -> Imported:
    step("grouping rows into people and episodes")
    kept = judge(checked, staging)
    group(kept)
    unlike = fold_all(kept)
    lose(kept)
    filling = Filling(kept, writer, {})
    for table in filling.everything():
        step(f"writing {table.replace('_', ' ')}")
    step("writing what is set aside")
    filling.write("set_aside", set_aside(kept), {"name": name, "parts": PARTS_OF_ROWS.format(name=name)})
    writer.accounts = accounts(kept, name, checked.rows)
    writer.observed_until = account.observed_until(kept, on.isoformat())
    return Imported(
        store=writer.folder,
        data_set=checked.data_set.name,
        accounts=dict(writer.accounts),
        reasons=account.reasons(kept),
        written=filling.written,
        not_held=tuple(NotHeld(header, count, why) for header, (count, why) in never_held(kept).items()),
        remarks=(*account.differing(kept), *account.of_several_episodes(kept), *_remarks(kept, unlike)),
        observed_until=writer.observed_until,
        not_in_force=checked.data_set.why_not,
    )


def _remarks(kept: Kept, unlike: dict[str, int]) -> list[Remark]:
    found = [
        *(
            Remark(f"{table.replace('_', ' ')} of which rows with the same id differ; the first row stands", count)
            for table, count in unlike.items()
        ),
        Remark("rows with a whole postcode, of which the sector is kept", cut_postcodes(kept)),
        Remark("people who left because they died, without a day", account.died_without_a_day(kept)),
    ]
    return [remark for remark in found if remark.count]


def _name(path: Path) -> str:
    """The name of a file as text, whatever its bytes are."""
    return path.name.encode("utf-8", "replace").decode("utf-8")
