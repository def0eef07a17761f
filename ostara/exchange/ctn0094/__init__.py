"""The first door: real patients. The public CTN-0094 tables become a store on the relative clock (day 0 is consent).

Three US trials of methadone, buprenorphine and naltrexone, published as the R package public.ctn0094data (MIT).
"""

from collections.abc import Callable
from pathlib import Path

from ostara import __version__
from ostara.exchange.ctn0094.account import ImportResult, Ledger
from ostara.exchange.ctn0094.contacts import write_contacts
from ostara.exchange.ctn0094.people import write_interventions, write_people
from ostara.exchange.ctn0094.reading import Reading, read_folder
from ostara.exchange.ctn0094.specimens import write_findings, write_specimens
from ostara.exchange.ctn0094.supplies import write_supplies
from ostara.exchange.ctn0094.use_days import write_use_days
from ostara.tables.column import Clock
from ostara.tables.engine import engine
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter

# The one trial that randomised between methadone and buprenorphine and gave either for 24 weeks. The others compared
# something else for another length of time, so their starts do not compare with these.
START_COHORT = "CTN-0027"

STEPS: tuple[tuple[str, Callable[[Ledger], None]], ...] = (
    ("people", write_people),
    ("randomisations", write_interventions),
    ("doses", write_supplies),
    ("specimens", write_specimens),
    ("findings", write_findings),
    ("days of use", write_use_days),
    ("visits", write_contacts),
    ("rows set aside", Ledger.write_set_aside),
)


def _in_silence(_: str) -> None:
    """Say nothing of a step."""


def import_ctn0094(
    folder: Path, to: Path, *, replace: bool = False, step: Callable[[str], None] = _in_silence
) -> ImportResult:
    """Read the tables in `folder` and write a store at `to`; `step` hears what is being done.

    Raises RefusalError naming file, column and row for a folder that is not what it claims to be. Then, and whenever
    the import stops half-way, nothing is left at `to`, and an older store there stays as it was.
    """
    reading = read_folder(folder, step)
    with StoreWriter(to, Clock.RELATIVE, _origin(reading), start_cohort=START_COHORT, replace=replace) as writer:
        with engine(folder) as connection:
            ledger = Ledger(connection, writer, reading.tables)
            for words, write in STEPS:
                step(f"writing {words}")
                write(ledger)
        step("checking the store")
    return ImportResult(
        store=to,
        accounts=writer.accounts,
        reasons=ledger.reasons,
        written=ledger.written,
        remarks=tuple(ledger.remarks),
        not_read=reading.not_read,
        absent=reading.absent,
    )


def _origin(reading: Reading) -> Origin:
    return Origin(
        door="ctn0094",
        words="public CTN-0094 tables (CTN-0027, CTN-0030, CTN-0051); days count from consent",
        version=__version__,
        inputs=reading.inputs,
    )
