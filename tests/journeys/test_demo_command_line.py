"""`ostara demo` from nothing to a record to look at; it never touches a record of real people."""

import sqlite3
from pathlib import Path

import pytest

from tests.journeys.test_keeping_command_line import ostara


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo of a few people, made once, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = ostara(folder, "demo", "--to", str(folder), "--people", "3", "--no-serve")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_it_says_who_may_sign_in_and_where_to_look(made):
    folder, told = made
    assert "service.manager@harbour.test" in told and "commissioner@area.test" in told
    assert "made-up people only" in told and "docs/people_of_the_demo.md" in told
    assert (folder / "record/record.sqlite").stat().st_size > 1_000_000
    assert [one.name for one in (folder / "record").iterdir() if "making" in one.name] == []


def test_a_second_time_it_is_there_already(made):
    folder, _ = made
    before = (folder / "record/record.sqlite").stat().st_mtime_ns
    again = ostara(folder, "demo", "--to", str(folder), "--people", "3", "--no-serve")
    assert again.returncode == 0 and "Making up" not in again.stdout
    assert (folder / "record/record.sqlite").stat().st_mtime_ns == before


def test_it_does_not_touch_a_record_it_did_not_make(made, tmp_path):
    folder, _ = made
    (tmp_path / "record").mkdir()
    real = tmp_path / "record/record.sqlite"
    real.write_bytes((folder / "record/record.sqlite").read_bytes())
    with sqlite3.connect(real) as record:
        record.execute("UPDATE accounts_service SET agency_code = 'A0001' WHERE agency_code = 'X9901'")
    for more in ([], ["--again"]):
        told = ostara(tmp_path, "demo", "--to", str(tmp_path), "--no-serve", *more)
        assert told.returncode == 2 and "the demo does not touch it" in told.stderr


def test_the_report_is_still_one_word_away(tmp_path):
    done = ostara(tmp_path, "demo", "--to", str(tmp_path), "--report")
    assert done.returncode == 0 and (tmp_path / "quality.html").exists()
