"""Derived tables kept beside a store: made once, made again when they no longer fit, and never half."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from ostara.analysis.journeys.derive import derive
from ostara.analysis.journeys.prepared import FILE, FOLDER, is_ready, kept, prepared
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import Period, ask, set_periods
from ostara.analysis.national.registry import NATIONAL
from ostara.tables.engine import engine
from tests.national import a_nation, somebody
from tests.spec.national.conftest import YEAR


@pytest.fixture
def store(tmp_path):
    people = [
        somebody().in_treatment("2022-05-01", until="2023-09-01", left=80).in_treatment("2024-01-10", area="B01B"),
        somebody().in_treatment("2023-05-01").reviewed("2023-05-01", "start", heroin_days=20),
        somebody().in_treatment("2021-05-01", until="2023-06-01", left=85).released("2023-06-20"),
    ]
    return a_nation(tmp_path / "store", *people)


def answers(connection):
    set_periods(connection, [Period("one", *map(date.fromisoformat, YEAR))])
    return {
        (name, scope): ask(connection, measure, scope, {"area": "area"})
        for name, measure in NATIONAL.items()
        for scope in Scope
    }


def test_prepared_tables_give_the_answers_that_fresh_ones_give(store):
    with engine(store.folder) as connection:
        derive(connection, store)
        fresh = answers(connection)
    assert not is_ready(store)
    for _ in range(2):  # made, and then found
        with prepared(store) as connection:
            assert answers(connection) == fresh
        assert is_ready(store)


def test_only_what_is_asked_later_is_kept(store):
    with prepared(store):
        pass
    files = {file.stem for file in (store.folder / FOLDER).glob("*.parquet")}
    assert files == set(kept())
    assert not list(store.folder.glob(".prepared*"))


@pytest.mark.parametrize("what", ["store", "version", "national.journey_gap_days"])
def test_tables_that_no_longer_fit_are_made_again(store, what):
    with prepared(store):
        pass
    file = store.folder / FOLDER / FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {what: "another"}))
    assert not is_ready(store)
    heard = []
    with prepared(store, say=heard.append):
        assert heard
    assert is_ready(store)


def test_a_store_that_cannot_be_written_is_answered_all_the_same(store, monkeypatch):
    monkeypatch.setattr("pathlib.Path.mkdir", lambda self, **how: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with prepared(store) as connection:
        assert connection.execute("SELECT count(*) FROM journeys").fetchall() == [(4,)]
    assert not (store.folder / FOLDER).exists()


def test_what_a_kill_left_is_taken_away(store):
    dead = subprocess.Popen(["true"])
    dead.wait()
    left, somebodys = (store.folder / f".{FOLDER}.{process}.writing" for process in (dead.pid, os.getppid()))
    for folder in (left, somebodys):
        folder.mkdir()
    with prepared(store):
        pass
    assert not left.exists()
    assert somebodys.exists()


PREPARE = """
import sys
from pathlib import Path
from ostara.analysis.journeys.prepared import prepared
from ostara.tables.store import open_store
with prepared(open_store(Path(sys.argv[1]))):
    pass
"""


def test_tables_that_another_process_made_meanwhile_stay(store):
    heard = []

    def another_is_faster(name):
        if not heard:
            subprocess.run([sys.executable, "-c", PREPARE, store.folder], check=True)
            (store.folder / FOLDER / "theirs").touch()
        heard.append(name)

    with prepared(store, say=another_is_faster) as connection:
        assert connection.execute("SELECT count(*) FROM journeys").fetchall() == [(4,)]
    assert heard
    assert (store.folder / FOLDER / "theirs").exists()
    assert not list(store.folder.glob(".prepared*"))
