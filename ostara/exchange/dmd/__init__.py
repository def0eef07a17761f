"""A door for the NHS dictionary of medicines and devices (dm+d): its release fills in the codes of our products.

A code is taken only where moiety, form and strength are exactly ours; everything else is listed, for a person to look.
"""

import os
import tempfile
from collections.abc import Callable
from csv import writer
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from ostara.exchange.dmd.matching import Unmatched, matched
from ostara.exchange.dmd.release import read_release
from ostara.knowledge.codes import code_list
from ostara.knowledge.dmd import COLUMNS, DmdCode, dmd_codes
from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class DmdResult:
    """What an import did. `known_absent`: codes of our own list that this release does not have."""

    file: Path
    codes: tuple[DmdCode, ...]
    unmatched: tuple[Unmatched, ...]
    withdrawn: int
    known_absent: tuple[str, ...]
    read: dict[str, str]
    not_read: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values for JSON."""
        return {**asdict(self), "file": str(self.file)}


def _in_silence(_: str) -> None:
    """Say nothing of a step."""


def import_dmd(
    folder: Path, to: Path, *, replace: bool = False, step: Callable[[str], None] = _in_silence
) -> DmdResult:
    """Read the XML files of a dm+d release in `folder` and write the codes of our products to the CSV file `to`.

    Raises RefusalError naming file and line for what is no release of the known shape. Then nothing is written, and an
    older file there stays as it was.
    """
    _refuse_place(to, replace=replace)
    release = read_release(folder, step)
    step("matching")
    codes, unmatched = matched(release)
    if not codes:
        raise RefusalError(str(folder), "holds no product that is exactly one of ours; nothing is written")
    step("writing")
    _write(to, codes)
    return DmdResult(
        file=to,
        codes=codes,
        unmatched=unmatched,
        withdrawn=release.withdrawn,
        known_absent=tuple(code for code in code_list("dmd") if code not in release.products),
        read=release.files,
        not_read=release.not_read,
    )


def _refuse_place(to: Path, *, replace: bool) -> None:
    if to.suffix != ".csv":
        raise RefusalError(str(to), "is not .csv")
    if to.is_dir() or (to.exists() and not replace):
        raise RefusalError(str(to), "already exists (give --replace to write a new file in its place)")
    if not to.absolute().parent.is_dir():
        raise RefusalError(str(to.parent), "there is no such folder")


def _write(to: Path, codes: tuple[DmdCode, ...]) -> None:
    """Write beside the place, read back, and move there in one step."""
    with tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.absolute().parent) as beside:
        made = Path(beside) / to.name
        with made.open("w", encoding="utf-8", newline="") as file:
            rows = writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows(map(astuple, codes))
            file.flush()
            os.fsync(file.fileno())
        if dmd_codes(made) != codes:
            raise RefusalError(to.name, "does not read back as it was written")
        made.replace(to)
