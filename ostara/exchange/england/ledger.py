"""The account of a folder of published files: every line and every place for a figure is kept, or set aside and why.

A figure that stands twice is kept once: the same place, period, group and method must not be read as two.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from ostara.exchange.england.areas import Names
from ostara.exchange.england.reading import Aside, Record, Sheet, SourceFile
from ostara.knowledge.refusal import RefusalError
from ostara.tables.manifest import Account
from ostara.tables.published import PUBLISHED, PublishedFigure

FIRST_LINES = 5
KEY: Callable[[PublishedFigure], tuple[str | None, ...]] = attrgetter(*PUBLISHED.key)
AGAIN = "the same figure again"
AGAIN_OTHERWISE = "the same place, period and group again, with another value"


@dataclass
class Why:
    """A reason, how often it was one, and the first lines of the file where it was."""

    count: int = 0
    first_lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first_lines) < FIRST_LINES:
            self.first_lines.append(line)


@dataclass(frozen=True)
class FileAccount:
    """What became of one file. `lines` do not count its header; `figures` counts the places where one may stand.

    Of the figures kept, `withheld` have no value because the publisher hid it, `not_given` because it gave none.
    """

    source: str
    sha256: str
    lines: Account
    figures: Account
    withheld: int
    not_given: int
    without_figures: Mapping[str, Why]
    set_aside: Mapping[str, Why]
    columns_not_read: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class EnglandResult:
    """What an import did: `written` figures stand in `file`; `not_read` says why a file of the folder is none."""

    file: Path
    written: int
    accounts: Mapping[str, FileAccount]
    not_read: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values for JSON."""
        return {**asdict(self), "file": str(self.file)}


class Ledger:
    """The figures read so far, and the account of each file."""

    def __init__(self) -> None:
        self.figures: list[PublishedFigure] = []
        self.accounts: dict[str, FileAccount] = {}
        self._names = Names()
        self._seen: dict[tuple[str | None, ...], float | None] = {}

    def enter(self, file: SourceFile, sheet: Sheet) -> None:
        """Read a file and enter all that it holds. Raises RefusalError naming the line of one that is no CSV."""
        blank, aside = {}, {}  # type: dict[str, Why], dict[str, Why]
        counts: Counter[str] = Counter()
        if sheet.look:
            for record in islice(file.records(), sheet.header, None):
                sheet.look(record)
        for place, record in enumerate(file.records()):
            if place == sheet.header - 1:
                continue
            counts["lines"] += 1
            given = "above the header" if place < sheet.header else sheet.read(record)
            if isinstance(given, str):
                blank.setdefault(given, Why()).add(record.line)
                continue
            counts["with figures"] += 1
            for one in given:
                counts["places"] += 1
                self._enter(one, record, aside, counts)
        self.accounts[file.name] = FileAccount(
            source=sheet.source,
            sha256=file.sha256,
            lines=_account(file.name, counts["lines"], counts["with figures"], blank),
            figures=_account(file.name, counts["places"], counts["kept"], aside),
            withheld=counts["withheld"],
            not_given=counts["not given"],
            without_figures=blank,
            set_aside=aside,
            columns_not_read=sheet.not_read,
            remarks=tuple(sheet.remarks()),
        )

    def _enter(self, one: PublishedFigure | Aside, record: Record, aside: dict[str, Why], counts: Counter[str]) -> None:
        why = f"{one.column}: {one.why}" if isinstance(one, Aside) else ""
        if isinstance(one, PublishedFigure):
            self._names.learn(one)
            one = self._names.with_code(one)
            key = KEY(one)
            if key in self._seen:
                why = AGAIN if self._seen[key] == one.value else AGAIN_OTHERWISE
            else:
                self._seen[key] = one.value
                self.figures.append(one)
                counts["kept"] += 1
                counts["withheld"] += one.suppressed
                counts["not given"] += one.value is None and not one.suppressed
        if why:
            aside.setdefault(why, Why()).add(record.line)


def _account(name: str, read: int, kept: int, aside: Mapping[str, Why]) -> Account:
    set_aside = sum(why.count for why in aside.values())
    if read != kept + set_aside:
        raise RefusalError(name, f"{read} read, but {kept} kept and {set_aside} set aside")
    return Account(read=read, kept=kept, set_aside=set_aside)
