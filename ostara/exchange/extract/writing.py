"""Writes a store from the record, a few hundred people at a time, and accounts for every row that was read."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from ostara import __version__
from ostara.care.rows.days import LONDON, london_day
from ostara.exchange.extract.care_events import care_events
from ostara.exchange.extract.choosing import Unshared, at_services, unshared, without
from ostara.exchange.extract.episodes import episodes, presentations
from ostara.exchange.extract.everybody import everybody
from ostara.exchange.extract.gathering import Gathered, gather
from ostara.exchange.extract.help import interventions, sub_interventions, weekly_hours
from ostara.exchange.extract.instant import one_instant
from ostara.exchange.extract.medicines import orders, supplies
from ostara.exchange.extract.outcomes import reviews
from ostara.exchange.extract.people import custody, deaths, people
from ostara.exchange.extract.rows import Aside, Taken
from ostara.exchange.extract.specimens import findings, specimens
from ostara.tables import TABLES
from ostara.tables.column import Clock
from ostara.tables.manifest import Account, Origin
from ostara.tables.rows import Row
from ostara.tables.writer import StoreWriter

DOOR = "extract"
AT_ONCE = 400  # people; a question names their records one by one, and databases limit how many
Progress = Callable[[int, int], None]
ROWS_PER_GROUP = 20_000


class Purpose(Enum):
    """What a store is for."""

    INSIDE = "inside"  # figures within the area: nobody's initials, postcode or reference
    NATIONAL = "national"  # the national file: those, of people who agree to it


@dataclass
class Extracted:
    """What an extraction did.

    Attributes:
        store: where it was written.
        taken_at: the instant of the record.
        people: how many people are in it, joined records as one.
        written: rows by table.
        aside: rows that have no place in a store, by table and reason.
        emptied: values left empty as beyond what their column can hold, by column.
        left_out: who does not agree to a national file; empty inside.
    """

    store: Path
    taken_at: datetime
    people: int = 0
    written: Counter[str] = field(default_factory=Counter)
    aside: Counter[tuple[str, str]] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)
    left_out: list[Unshared] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Returns the account as plain values for JSON, without who is left out: only how many, and why."""
        return {
            "store": str(self.store),
            "taken_at": self.taken_at.isoformat(),
            "people": self.people,
            "written": dict(self.written),
            "set_aside": [{"table": of, "reason": why, "rows": rows} for (of, why), rows in self.aside.items()],
            "left_empty": dict(self.emptied),
            "left_out": dict(Counter(one.reason for one in self.left_out)),
        }


def extract(
    to: Path,
    *,
    at: datetime,
    purpose: Purpose = Purpose.INSIDE,
    services: frozenset[UUID] | None = None,
    replace: bool = False,
    progress: Progress = lambda done, of: None,
) -> Extracted:
    """Writes the record as it stands at an instant to a store.

    Args:
        to: folder of the store.
        at: the instant, from which the last complete day follows.
        purpose: what it is for.
        services: only episodes of these services; none for all.
        replace: whether an older store there gives way.
        progress: hears how many people are done, of how many.

    Returns:
        The account.

    Raises:
        RefusalError: the store cannot be written there.
    """
    done = Extracted(to, at)
    aside: list[Aside] = []
    until = (london_day(at) - timedelta(days=1)).isoformat()
    writer = StoreWriter(to, Clock.CALENDAR, _origin(at, purpose), observed_until=until, replace=replace)
    with one_instant(), writer:
        everyone = everybody()
        pile = Pile(writer, done.written)
        for read, batch in enumerate(everyone.batches(AT_ONCE), start=1):
            taken = _taken(gather({one: everyone.records[one] for one in batch}), purpose, services, done)
            pile.add(taken.kept)
            aside += taken.aside
            done.emptied += taken.emptied
            progress(min(read * AT_ONCE, len(everyone.in_order)), len(everyone.in_order))
        pile.add({"set_aside": list(_set_aside(aside))})
        pile.write_rest()
        done.people = done.written["people"]
        done.aside.update((one.table, one.reason) for one in aside)
        writer.accounts = dict(_accounts(done))
    return done


@dataclass(frozen=True)
class Pile:
    """Rows gathered until they are worth a group of their own in the file."""

    writer: StoreWriter
    written: Counter[str]
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, kept: Mapping[str, list[Row]]) -> None:
        """Puts the rows of some people after those of others, in the order that each table wants."""
        for table, rows in kept.items():
            waiting = self.rows.setdefault(table, [])
            waiting += sorted(rows, key=partial(_place, table))
            if len(waiting) >= ROWS_PER_GROUP:
                self._write(table)

    def write_rest(self) -> None:
        """Writes what is left."""
        for table in list(self.rows):
            self._write(table)

    def _write(self, table: str) -> None:
        rows = self.rows.pop(table)
        self.writer.write(table, {name: [row.get(name) for row in rows] for name in TABLES[table].names})
        self.written[table] += len(rows)


def _taken(gathered: Gathered, purpose: Purpose, services: frozenset[UUID] | None, done: Extracted) -> Taken:
    """Every row of some people, in the order in which tables build on each other."""
    national, taken = purpose is Purpose.NATIONAL, Taken()
    if services is not None:
        gathered = at_services(gathered, services)
    if national:
        out = list(unshared(gathered))
        done.left_out += out
        gathered = without(gathered, {one.person for one in out})
    taken.take(people(gathered, national=national))
    taken.take(episodes(gathered, national=national))
    for part in (presentations, interventions, sub_interventions, weekly_hours, reviews):
        taken.take(part(gathered, national=national))
    if not national:  # the national file knows help, neither doses nor tests
        taken.take(specimens(gathered, services))
        taken.take(findings(gathered, services))
        taken.take(orders(gathered, services))
        taken.take(supplies(gathered, services, until=london_day(done.taken_at) - timedelta(days=1)))
        taken.take(care_events(gathered, services))
    taken.take(deaths(gathered))
    taken.take(custody(gathered))
    return taken


def _place(table: str, row: Row) -> tuple[Any, ...]:
    """Where a row stands; what has no day comes last, as the store wants it."""
    return tuple((row.get(name) is None, row.get(name)) for name in TABLES[table].order)


def _set_aside(aside: list[Aside]) -> Iterator[Row]:
    """Rows set aside as the store keeps them: which row of which table it was, and nothing of what it says."""
    numbers: Counter[str] = Counter()
    for one in sorted(aside, key=lambda one: (one.table, str(one.of))):
        numbers[one.table] += 1
        yield {
            "source": one.table,
            "row": numbers[one.table],
            "reason": one.reason,
            "content": json.dumps({"record": str(one.of)}),
        }


def _accounts(done: Extracted) -> Iterator[tuple[str, Account]]:
    lost = Counter({table: 0 for table in done.written if table != "set_aside"})
    for (table, _), rows in done.aside.items():
        lost[table] += rows
    for table, rows in lost.items():
        yield table, Account(done.written[table] + rows, done.written[table], rows)


def _origin(at: datetime, purpose: Purpose) -> Origin:
    """Where the store comes from; made up where the record is the demo's."""
    said = settings.SAID
    words = f"the care record as at {at.astimezone(LONDON):%Y-%m-%d %H:%M}"
    if said.demo:
        words = f"a made-up record, as at {at.astimezone(LONDON):%Y-%m-%d %H:%M}; nothing here is about anyone"
    inputs = {"taken_at": at.isoformat(), "purpose": purpose.value}
    return Origin(DOOR, words, __version__, made_up=said.demo, inputs=inputs)
