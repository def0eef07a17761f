"""Where a record is: its database, as an address in the environment and as Django's settings of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

Settings = dict[str, Any]


def the_record() -> Settings:
    """Returns the settings of the record's own database."""
    return connections.databases[DEFAULT_DB_ALIAS]


def is_sqlite(database: Mapping[str, Any]) -> bool:
    """Returns whether a database is a file of SQLite."""
    return str(database["ENGINE"]).endswith("sqlite3")


def kind_of(database: Settings) -> str:
    """Returns `sqlite` or `postgresql`."""
    return "sqlite" if is_sqlite(database) else "postgresql"


def file_of(database: Settings) -> Path:
    """Returns the file of a SQLite database."""
    return Path(database["NAME"])


def settings_of(address: str) -> Settings:
    """Returns the settings of a database at an address, with the options the record runs with."""
    database: Settings = {**connections.databases[DEFAULT_DB_ALIAS], **dj_database_url.parse(address)}
    same_kind = is_sqlite(database) == is_sqlite(settings.DATABASES[DEFAULT_DB_ALIAS])
    return database if same_kind else {**database, "OPTIONS": {}}


@contextmanager
def looking_at(database: Settings) -> Iterator[None]:
    """Every question of the record is put to another database within: a copy that is being proved."""
    own = connections.databases[DEFAULT_DB_ALIAS]
    _swap(database)
    try:
        yield
    finally:
        _swap(own)


def _swap(database: Settings) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    del connections[DEFAULT_DB_ALIAS]
    connections.databases[DEFAULT_DB_ALIAS] = database
