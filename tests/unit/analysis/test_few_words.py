"""Words that take few values are numbers while tables are made, and words again in what is made."""

import duckdb
import pytest

from ostara.analysis.journeys import few_words as of_words
from ostara.analysis.journeys.few_words import FEW, few_words, shortened
from ostara.analysis.journeys.prepared import FOLDER, kept, prepared
from tests.national import a_nation, somebody


@pytest.fixture
def connection():
    """Three people, of one of whom no sex is recorded, and nothing else."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE people AS SELECT unnest(['male', NULL, 'female']) AS sex, 'A' AS ethnicity")
        for sql in FEW.values():
            word, table = sql.split(" AS word FROM ")
            name = word.removeprefix("SELECT ")
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT 0 AS nothing")
            connection.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {name} VARCHAR")
        yield connection


def test_a_column_of_few_words_is_held_as_numbers_and_read_as_words(connection):
    columns = few_words(connection)
    short = shortened(connection, "SELECT sex, ethnicity || '!' AS other FROM people", columns)
    assert connection.sql(short).types[0] == "ENUM('', 'female', 'male')"
    assert connection.sql(short).types[1] == "VARCHAR"
    assert connection.sql(short).fetchall() == [("male", "A!"), (None, "A!"), ("female", "A!")]


def test_a_column_without_a_word_is_one_too(connection):
    assert "service" in few_words(connection)
    assert connection.execute("SELECT CAST(NULL AS words_of_service)").fetchall() == [(None,)]


def test_a_column_of_many_words_stays_as_it_is(connection, monkeypatch):
    monkeypatch.setattr(of_words, "MOST", 1)
    columns = few_words(connection)
    assert "sex" not in columns
    assert "ethnicity" in columns
    assert shortened(connection, "SELECT sex FROM people", columns) == "SELECT sex FROM people"


def test_prepared_files_hold_words(tmp_path):
    store = a_nation(tmp_path / "store", somebody().in_treatment("2022-05-01"))
    with prepared(store) as connection:
        kinds = {
            kind
            for name in kept()
            for column, kind, *_ in connection.execute(
                f"DESCRIBE SELECT * FROM '{store.folder / FOLDER / name}.parquet'"
            ).fetchall()
            if column in FEW
        }
    assert kinds == {"VARCHAR"}
