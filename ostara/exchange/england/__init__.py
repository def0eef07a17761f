"""A door for published English figures: ViewIt, Fingertips, ONS deaths from drugs, estimates of prevalence.

A folder of CSV files goes in, known by what stands in them and not by their names; one file of published figures comes
out, with an account of every line.
"""

from collections.abc import Callable
from pathlib import Path

from ostara.exchange.england import drug_deaths, fingertips, prevalence, viewit
from ostara.exchange.england.ledger import EnglandResult, Ledger
from ostara.exchange.england.reading import SUFFIXES, Record, Sheet, SourceFile, source_file
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import refuse_place, write_published

# Fingertips has columns of an estimate too, so it is asked first. The order is also that of reading: ViewIt comes last,
# because it has names only and takes their codes from the others.
KINDS: tuple[Callable[[tuple[Record, ...], str], Sheet | None], ...] = (
    fingertips.recognise,
    drug_deaths.recognise,
    prevalence.recognise,
    viewit.recognise,
)
ORDER = tuple(module.SOURCE for module in (fingertips, drug_deaths, prevalence, viewit))
WORKBOOKS = (".xlsx", ".xls", ".ods")
UNKNOWN = "its header is none of ViewIt, Fingertips, ONS counts of drug deaths, or estimates with intervals"


def _in_silence(_: str) -> None:
    """Say nothing of a step."""


def import_england(
    folder: Path, to: Path, *, replace: bool = False, step: Callable[[str], None] = _in_silence
) -> EnglandResult:
    """Read the published files in `folder` and write their figures to the file `to`; `step` hears what is being done.

    Raises RefusalError naming file, line and column for a file that is not what it claims to be. Then nothing is
    written, and an older file there stays as it was.
    """
    refuse_place(to, replace=replace)
    known, not_read = _known(folder)
    if not known:
        raise RefusalError(str(folder), f"holds no file of published figures ({UNKNOWN})")
    ledger = Ledger()
    for file, sheet in known:
        step(f"reading {file.name}")
        ledger.enter(file, sheet)
    step("checking and writing")
    written = write_published(to, ledger.figures, replace=replace)
    return EnglandResult(to, written, ledger.accounts, not_read)


def _known(folder: Path) -> tuple[list[tuple[SourceFile, Sheet]], dict[str, str]]:
    """The files that can be read, in the order of reading, and why the others are not."""
    if not folder.is_dir():
        raise RefusalError(str(folder), "there is no such folder")
    known: list[tuple[SourceFile, Sheet]] = []
    not_read: dict[str, str] = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
        if path.suffix in WORKBOOKS:
            not_read[path.name] = "a workbook: save its tables as CSV"
        elif path.name.endswith(SUFFIXES):
            file = source_file(path)
            head = file.head()
            sheet = next((found for recognise in KINDS if (found := recognise(head, file.name))), None)
            if sheet:
                known.append((file, sheet))
            else:
                not_read[path.name] = UNKNOWN
    return sorted(known, key=lambda one: (ORDER.index(one[1].source), one[0].name)), not_read
