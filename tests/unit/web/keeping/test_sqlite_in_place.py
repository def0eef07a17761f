"""A file of SQLite in the way of one that came back: moved aside whole, and never while it is used."""

import sqlite3
from contextlib import closing

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.sqlite import put_in_place


def a_record(file, *, holding):
    record = sqlite3.connect(file, isolation_level=None)
    record.execute("PRAGMA journal_mode=WAL")
    record.execute("CREATE TABLE what (ever)")
    record.execute("INSERT INTO what VALUES (?)", (holding,))
    return record


def held(file):
    with closing(sqlite3.connect(file)) as record:
        return record.execute("SELECT ever FROM what").fetchone()[0]


def test_one_that_is_used_stays(tmp_path):
    place, aside = tmp_path / "record.sqlite", tmp_path / "aside.sqlite"
    a_record(tmp_path / "new.sqlite", holding="new").close()
    with closing(a_record(place, holding="old")), pytest.raises(RefusalError, match="is being used"):
        put_in_place(tmp_path / "new.sqlite", place, aside)
    assert held(place) == "old" and not aside.exists()


def test_one_that_rests_is_moved_aside_with_all_it_held(tmp_path):
    place, aside = tmp_path / "record.sqlite", tmp_path / "aside.sqlite"
    a_record(tmp_path / "new.sqlite", holding="new").close()
    a_record(place, holding="old").close()
    assert put_in_place(tmp_path / "new.sqlite", place, aside) == aside
    assert (held(place), held(aside)) == ("new", "old")


def test_one_that_was_made_meanwhile_stays(tmp_path):
    a_record(tmp_path / "new.sqlite", holding="new").close()
    a_record(tmp_path / "record.sqlite", holding="old").close()
    with pytest.raises(RefusalError, match="meanwhile"):
        put_in_place(tmp_path / "new.sqlite", tmp_path / "record.sqlite", None)
