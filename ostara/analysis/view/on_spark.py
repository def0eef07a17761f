"""A view whose counting is done by Spark, for a store that is too large for one machine.

Journeys are derived there, not here; what is asked is read and checked here, against the store's own tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from ostara.analysis.journeys.derive import add_lookups, read_sources
from ostara.analysis.spark.ask import ask_on_spark
from ostara.analysis.view.answer import View, told
from ostara.analysis.view.question import Question, refuse_unknown_words
from ostara.analysis.view.where import limit
from ostara.tables.engine import engine
from ostara.tables.store import Store

# What a journey is called by its service, area and person, without journeys: enough to tell a slip from nobody.
_WORDS = """
CREATE VIEW local_journeys AS
SELECT coalesce(episodes.area, people.area, 'not recorded') AS area, episodes.service, people.ethnicity, people.sex
FROM episodes JOIN people ON people.person = episodes.person
"""


@contextmanager
def unprepared(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows what a store holds and until when, and has derived nothing."""
    with engine(store.folder) as connection:
        read_sources(connection, store)
        add_lookups(connection, store)
        connection.execute(_WORDS).fetchall()
        yield connection


def answered_on_spark(
    connection: duckdb.DuckDBPyConnection, store: Store, asked: Question, *, master: str | None = None
) -> View:
    """The view that answers a question, counted by Spark (`master` says where; see `analysis.spark.session`)."""
    refuse_unknown_words(connection, asked)
    limited = limit(asked.where)
    cut = {each.name: each.sql for each in asked.by}
    cells = ask_on_spark(store, asked.measure, asked.scope, cut, limited, asked.asked.periods, master=master)
    return told(connection, store, asked, cells)
