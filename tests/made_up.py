"""Made-up services for tests: a store on disk, and SQL over its tables."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from ostara.exchange.made_up import make_up_store
from ostara.exchange.made_up.planted import Planted
from ostara.tables import TABLES
from ostara.tables.engine import quoted
from ostara.tables.store import open_store


def a_service(folder: Path, *, people=1_500, years=2, seed=7, planted: Planted | None = None) -> "Service":
    make_up_store(folder, people=people, years=years, seed=seed, planted=planted, replace=True)
    return Service(folder, planted or Planted())


def truth(**changed) -> Planted:
    """The planted truth with some values changed."""
    return replace(Planted(), **changed)


class Service:
    """A store of a made-up service with its planted truth. `rows` answers SQL over the tables by name."""

    def __init__(self, folder: Path, planted: Planted) -> None:
        self.store, self.planted = open_store(folder), planted

    @contextmanager
    def tables(self):
        with duckdb.connect(":memory:") as connection:
            for name in TABLES:
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(self.store.file(name))})")
            yield connection

    def rows(self, sql: str) -> list[tuple]:
        with self.tables() as connection:
            return connection.execute(sql).fetchall()

    def arrays(self, sql: str):
        """Columns by name, as NumPy arrays."""
        with self.tables() as connection:
            return connection.execute(sql).fetchnumpy()

    def one(self, sql: str):
        ((value,),) = self.rows(sql)
        return value
