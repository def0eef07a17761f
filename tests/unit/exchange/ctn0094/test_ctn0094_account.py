"""What an import says of itself: accounts, remarks, what was not read and what was not there."""

import json

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from ostara.cli.import_ import import_app
from ostara.exchange.ctn0094 import import_ctn0094
from ostara.exchange.ctn0094.layout import NOT_READ, SOURCES
from ostara.exchange.ctn0094.lists import CODED, door_list, rows_of
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store
from tests.ctn0094 import nobody_else, write_folder

ROWS = {
    "treatment": [(27, 60, 0), (27, 0, 1), (27, None, 2), (99, 5, 5), (98, 5, 5), (27, 5, None)],
    "uds": [(27, "Opioid", 3)],
    "uds_temp": [(30, "1", 3), (30, "1", 3)],
    "visit": [(27, "WK1", "no visit", None, None, "1", 7), (27, "WK2", "no visit", "1", None, None, None)],
}


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "source", {**nobody_else(), **ROWS})


def test_reasons_are_counted(folder, tmp_path):
    result = import_ctn0094(folder, tmp_path / "store")
    assert result.reasons["treatment"] == {"the person is not in everybody": 2, "no day": 1}
    assert (result.accounts["treatment"].read, result.accounts["treatment"].kept) == (6, 3)


def test_the_manifest_holds_the_account(folder, tmp_path):
    result = import_ctn0094(folder, tmp_path / "store")
    assert open_store(result.store).manifest.accounts == result.accounts


def test_a_row_set_aside_stays_as_it_came(folder, tmp_path):
    result = import_ctn0094(folder, tmp_path / "store")
    rows = pq.read_table(result.store / "set_aside.parquet").to_pylist()
    kept = {(row["source"], row["row"]): json.loads(row["content"]) for row in rows}
    assert kept["treatment", 4] == {"who": 99, "amount": 5.0, "when": 5}
    assert kept["visit", 2]["is_dead"] is True


def test_remarks(folder, tmp_path):
    result = import_ctn0094(folder, tmp_path / "store")
    assert {(one.source, one.rows, one.says.split()[0]) for one in result.remarks} == {
        ("treatment", 1, "doses"),
        ("uds", 1, "specimens"),
        ("uds_temp", 1, "further"),
        ("visit", 1, "people"),
        ("visit", 1, "visits"),
    }
    assert len(result.remarks) == 7


def test_people_without_description_or_site(folder, tmp_path):
    write_folder(folder, {"demographics": [], "site_masked": [(27, "1"), (30, None)]})
    result = import_ctn0094(folder, tmp_path / "store")
    counts = {one.source: one.rows for one in result.remarks if one.says.startswith("people of everybody")}
    assert counts == {"demographics": 3, "site_masked": 2}


def test_other_tables_are_named_with_the_reason(folder, tmp_path):
    write_folder(folder, {"detox": [(27, "admission", 0)]})
    (folder / "all_drugs.csv").write_text("anything")
    (folder / "notes.csv").write_text("anything")
    (folder / "LICENSE").write_text("MIT")
    (folder / "uds.csv").write_text("who,what,when,shoe\n")
    result = import_ctn0094(folder, tmp_path / "store")
    assert result.not_read["detox"] == "the seam has no table for it"
    assert result.not_read["all_drugs"] == "tlfb and uds hold the same, grouped"
    assert result.not_read["notes"] == "not a table of the package that Ostara knows"
    assert result.not_read["uds column shoe"] == "not in the documentation of the package"
    assert result.not_read["demographics column job"] == "the seam has no place for it"
    assert "LICENSE" not in result.not_read
    assert set(result.absent) == {"withdrawal"}


def test_what_is_absent_is_said(folder, tmp_path):
    for name in ("visit", "tlfb", "uds_temp"):
        (folder / f"{name}.csv").unlink()
    result = import_ctn0094(folder, tmp_path / "store")
    assert set(result.absent) == {"visit", "tlfb", "uds_temp", "detox", "withdrawal"}
    assert "too high" in result.absent["uds_temp"]
    parts = open_store(result.store).manifest.parts
    assert [parts[name].rows for name in ("contacts", "use_days", "deaths", "specimens")] == [0, 0, 0, 1]


@pytest.mark.parametrize("name", CODED)
def test_every_list_holds_codes_and_sources(name):
    rows = door_list(name)
    assert rows.column("source").null_count == 0
    assert rows.num_rows == len({tuple(row.values())[:2] for row in rows.to_pylist()})


def test_a_list_with_a_word_that_is_no_code(monkeypatch):
    rows_of.cache_clear()
    monkeypatch.setattr("ostara.exchange.ctn0094.lists.CODED", {"panel": {"substance": "sex"}})
    with pytest.raises(RefusalError, match=r"panel.csv line 2: alcohol is not one of the code list sex"):
        rows_of("panel")
    rows_of.cache_clear()


def test_a_table_is_read_or_not_read():
    assert not set(SOURCES) & set(NOT_READ)


def test_the_command_prints_the_account(folder, tmp_path):
    answer = CliRunner().invoke(import_app, ["ctn0094", str(folder), "--to", str(tmp_path / "store")])
    assert answer.exit_code == 0, answer.output
    for words in ("treatment", "2 the person is not", "Custody is empty", "Not in the folder: withdrawal", "3 people"):
        assert words in answer.output
    assert open_store(tmp_path / "store").manifest.parts["people"].rows == 3


def test_the_command_in_json(folder, tmp_path):
    arguments = ["ctn0094", str(folder), "--to", str(tmp_path / "store"), "--format", "json"]
    answer = CliRunner().invoke(import_app, arguments)
    assert json.loads(answer.stdout)["accounts"]["treatment"] == {"read": 6, "kept": 3, "set_aside": 3}


def test_the_command_leaves_a_refusal_to_the_one_place_that_prints_it(tmp_path):
    answer = CliRunner().invoke(import_app, ["ctn0094", str(tmp_path / "none"), "--to", str(tmp_path / "store")])
    assert isinstance(answer.exception, RefusalError)
