"""One instant of a record that goes on being used: what stood in it then, and its bytes.

Rows are counted in the very transaction that is copied, so the counts are those of the copy and not of a moment later.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from ostara.web.keeping.places import Settings, is_sqlite

Progress = Callable[[int, int], None]  # how much is done, of how much; the second is nought where nobody knows
Ask = Callable[[str], Iterable[tuple[Any, ...]]]

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}


@dataclass(frozen=True)
class Stands:
    """What stands in a record at an instant.

    Attributes:
        rows: how many rows, by table.
        migrations: those applied, as `app.name`, in order of name.
        last_seal: the number and hash of the audit's last seal; none where nothing is sealed.
    """

    rows: Mapping[str, int]
    migrations: tuple[str, ...]
    last_seal: tuple[int, str] | None


@dataclass(frozen=True)
class Snapshot:
    """A record held still: what stands in it, and its bytes, which can be read once."""

    stands: Stands
    made_by: str
    read: Callable[[Progress], Iterator[bytes]]


def snapshot(database: Settings) -> AbstractContextManager[Snapshot]:
    """Holds a record still while it goes on being used.

    Raises:
        RefusalError: it cannot be reached, or the tool that copies it is missing.
    """
    from ostara.web.keeping import postgresql, sqlite  # noqa: PLC0415 - they build on this module

    return sqlite.snapshot(database) if is_sqlite(database) else postgresql.snapshot(database)


def what_stands(ask: Ask, kind: str) -> Stands:
    """Asks an open transaction what stands in it."""
    tables = [name for (name,) in ask(TABLES[kind])]
    rows = {name: next(iter(ask(f'SELECT count(*) FROM "{name}"')))[0] for name in tables}  # noqa: S608 - names of our own tables
    applied = ask("SELECT app, name FROM django_migrations") if "django_migrations" in rows else ()
    seals = ask("SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1") if "audit_seal" in rows else ()
    last = next(iter(seals), None)
    return Stands(rows, tuple(sorted(f"{app}.{name}" for app, name in applied)), last and (last[0], last[1]))
