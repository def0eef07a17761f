"""A folder of published files: which are known, how they may be packed and encoded, and that everything adds up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ostara.cli.import_ import import_app
from ostara.exchange.england import import_england
from ostara.exchange.england.labels import number
from ostara.exchange.england.ledger import _account
from ostara.exchange.england.lists import rows_of
from ostara.exchange.england.methods import methods
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import sources
from ostara.tables.published import read_published
from tests.unit.exchange.england.published_files import (
    FINGERTIPS,
    LOCAL,
    NATIONAL,
    fingertips,
    local,
    national,
    put,
    read,
    seen,
)


@pytest.fixture
def folder(tmp_path):
    put(tmp_path / "in", "export.csv", NATIONAL, national("opiate", 7), national("alcohol only", "*"), "A note")
    put(tmp_path / "in", "again.csv.gz", NATIONAL, national("opiate", 7), national("alcohol only", 9))
    put(tmp_path / "in", "README.md", "nothing to read")
    put(tmp_path / "in", "table.xlsx", "no CSV")
    put(tmp_path / "in", ".hidden.csv", "x")
    return put(tmp_path / "in", "other.csv", "a,b", "1,2")


def test_files_are_known_by_what_is_in_them(folder, tmp_path):
    result = import_england(folder, tmp_path / "figures.parquet")
    assert {name: account.source for name, account in result.accounts.items()} == {
        "again.csv.gz": "viewit",
        "export.csv": "viewit",
    }
    assert set(result.not_read) == {"other.csv", "table.xlsx"}
    assert result.not_read["table.xlsx"] == "a workbook: save its tables as CSV"


def test_a_figure_in_two_files_is_kept_once(folder, tmp_path):
    result = import_england(folder, tmp_path / "figures.parquet")
    figures = read_published(result.file)
    assert seen(figures, "value", "file") == [(9, "again.csv.gz"), (7, "again.csv.gz")]
    assert {why: said.first_lines for why, said in result.accounts["export.csv"].set_aside.items()} == {
        "the same figure again": [2],
        "the same place, period and group again, with another value": [3],
    }


def test_everything_adds_up(folder, tmp_path):
    result = import_england(folder, tmp_path / "figures.parquet")
    for account in result.accounts.values():
        for counts, reasons in ((account.lines, account.without_figures), (account.figures, account.set_aside)):
            assert counts.read == counts.kept + counts.set_aside
            assert counts.set_aside == sum(why.count for why in reasons.values())
    assert result.written == sum(account.figures.kept for account in result.accounts.values())


def test_an_account_that_does_not_add_up_is_refused():
    with pytest.raises(RefusalError, match="3 read, but 2 kept and 0 set aside"):
        _account("a.csv", 3, 2, {})


def test_csv_in_csv_out(folder, tmp_path):
    import_england(folder, tmp_path / "figures.csv")
    import_england(folder, tmp_path / "figures.parquet")
    assert read_published(tmp_path / "figures.csv") == read_published(tmp_path / "figures.parquet")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path, encoding):
    rows = [fingertips("W06000001", "Isle of Anglesey / Ynys Môn", 7), fingertips("E07000146", "King’s Lynn", 8)]
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, *rows, encoding=encoding))
    assert {one.area_name for one in figures} == {"Isle of Anglesey / Ynys Môn", "King's Lynn"}


def test_lines_are_counted_over_quoted_line_ends(tmp_path):
    rows = [fingertips("E12000001", '"North\nEast"', 7), fingertips("E12000002", "North West", 8)]
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, *rows))
    assert seen(figures, "area_name", "line") == [("North East", 2), ("North West", 4)]


def test_a_long_file_is_read_to_its_end(tmp_path):
    rows = [local(f"Place {number}", "Total", 5, 5, 5, 5, 5) for number in range(3_000)]
    figures, result = read(put(tmp_path / "in", "a.csv.gz", LOCAL, *rows))
    assert (len(figures), result.accounts["a.csv.gz"].lines.kept) == (15_000, 3_000)


BROKEN = {
    "cut off": (b"\x1f\x8b\x08\x00abc", "a.csv", "broken or cut off"),
    "UTF-16": ("a,b".encode("utf-16"), "a.csv", "is not text that can be read"),
    "endless quote": (b'a,"' + b"x" * 200_000, "a.csv line 1", "is not a line of CSV"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_are_refused_by_name(tmp_path, case):
    data, place, says = BROKEN[case]
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_bytes(data)
    with pytest.raises(RefusalError) as refusal:
        import_england(tmp_path / "in", tmp_path / "figures.csv")
    assert refusal.value.place.endswith(place)
    assert says in refusal.value.reason
    assert not (tmp_path / "figures.csv").exists()


def test_folders_that_hold_nothing(tmp_path):
    with pytest.raises(RefusalError, match="there is no such folder"):
        import_england(tmp_path / "none", tmp_path / "figures.csv")
    with pytest.raises(RefusalError, match="holds no file of published figures"):
        import_england(put(tmp_path / "in", "a.csv", "x,y"), tmp_path / "figures.csv")


def test_an_older_file_stays_unless_told(folder, tmp_path):
    (tmp_path / "figures.csv").write_text("mine")
    with pytest.raises(RefusalError, match="already exists"):
        import_england(folder, tmp_path / "figures.csv")
    assert (tmp_path / "figures.csv").read_text() == "mine"
    import_england(folder, tmp_path / "figures.csv", replace=True)
    assert len(read_published(tmp_path / "figures.csv")) == 2


@given(st.text())
def test_a_cell_without_a_digit_is_never_a_number(text):
    if not any(mark.isdigit() for mark in text):
        assert number(text).value is None


def test_every_row_of_the_lists_names_a_known_source():
    for name in ("prevalence_methods", "prevalence_totals", "drug_deaths_totals"):
        assert {row["source"] for row in rows_of(name)} <= set(sources())
    assert {row["method"] for row in rows_of("prevalence_totals")} <= {method.name for method in methods()}


def test_the_verb_says_what_became_of_every_file(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    done = CliRunner().invoke(import_app, ["england", str(folder), "--to", str(tmp_path / "figures.csv")])
    assert done.exit_code == 0, done.output
    assert "│ export.csv   │ viewit  │     2 │          2 │    0 │        0 │         2 │" in done.output
    assert "export.csv: lines without figures: 1 a note (line 4)." in done.output
    assert "Not read: table.xlsx: a workbook: save its tables as CSV." in done.output
    assert f"Wrote 2 figures to {tmp_path / 'figures.csv'}." in done.output


def test_the_verb_in_json(folder, tmp_path):
    done = CliRunner().invoke(import_app, ["england", str(folder), "--to", str(tmp_path / "f.csv"), "--format", "json"])
    told = json.loads(done.output)
    assert told["written"] == 2
    assert told["accounts"]["export.csv"]["without_figures"] == {"a note": {"count": 1, "first_lines": [4]}}
