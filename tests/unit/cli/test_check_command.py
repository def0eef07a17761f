"""`ostara check ndtms`: what people and programs are shown, and how it ends."""

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.check import check_app
from ostara.knowledge.refusal import RefusalError
from tests.ndtms_rows import a_row, told_apart, write_csv

SECRET = {"FINITIAL": "Q", "SINITIAL": "X", "DOB": "1977-11-13", "PC": "ZE1 9", "CLIENTID": "secret7", "CLIENT": "cl9"}


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.add_typer(check_app, name="check")
    return lambda *arguments: CliRunner().invoke(app, ["check", "ndtms", *map(str, arguments), "--on", "2014-06-30"])


def test_a_good_file(run, tmp_path):
    done = run(write_csv(tmp_path / "file.csv", [a_row()]), "--dataset", "K")
    assert done.exit_code == 0
    assert done.output.startswith("1 rows: 1 accepted, 0 rejected.")
    assert "not the set in force" in done.output


def test_json_is_exactly_as_promised(run, tmp_path):
    path = write_csv(tmp_path / "file.csv", told_apart([a_row(), a_row(OPIUSE="29"), a_row(DRUG2="1011")]))
    done = run(path, "--dataset", "k", "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.output)
    assert list(told) == ["rows", "accepted", "findings"]
    assert (told["rows"], told["accepted"]) == (3, 2)
    assert [list(one) for one in told["findings"]] == [["line", "column", "value", "rule", "severity", "message"]] * 2
    assert [(one["line"], one["rule"], one["severity"]) for one in told["findings"]] == [
        (3, "K-RANGE-OPIUSE", "reject"),
        (4, "K-DRUG2-DRUG1", "warn"),
    ]


def test_json_without_findings(run, tmp_path):
    done = run(write_csv(tmp_path / "file.csv", []), "--dataset", "K", "--format", "json")
    assert (done.exit_code, json.loads(done.output)) == (0, {"rows": 0, "accepted": 0, "findings": []})


def test_warnings_alone_end_well(run, tmp_path):
    done = run(write_csv(tmp_path / "file.csv", [a_row(DRUG2="1011")]), "--dataset", "K")
    assert done.exit_code == 0
    assert "(unverified)" in done.output
    assert "What is marked unverified" in done.output


def test_text_groups_by_rule_and_shows_first_lines(run, tmp_path):
    rows = told_apart([a_row(OPIUSE="29" if number < 7 else "1") for number in range(9)])
    output = " ".join(run(write_csv(tmp_path / "file.csv", rows), "--dataset", "K").output.split())
    assert "K-RANGE-OPIUSE reject OPIUSE 7 2, 3, 4, 5, 6, … OPIUSE is not between 0 and 28" in output
    assert "9 rows: 2 accepted, 7 rejected." in output


def test_text_never_shows_what_could_identify_somebody(run, tmp_path):
    bad = {**SECRET, "DOB": "13.11.1977", "SINITIAL": "Xy"}
    rows = [a_row(**SECRET), a_row(**SECRET), a_row(**bad), a_row(**{**SECRET, "EPISODID": "e9", "SEX": "Ω"})]
    output = run(write_csv(tmp_path / "file.csv", rows), "--dataset", "K").output
    assert "K-FILE-REPEATED" in output
    for value in ("1977", "Xy", "ZE1", "secret7", "cl9", "e9", "Ω"):
        assert value not in output


def test_a_column_that_nobody_knows_cannot_paint_the_terminal(run, tmp_path):
    rows = [{**a_row(), "[red]\x1b[31m\x07": "1"}]
    path = write_csv(tmp_path / "file.csv", rows, headers=[*a_row(), "[red]\x1b[31m\x07"])
    output = run(path, "--dataset", "K").output
    assert "[RED][31M" in output
    assert "\x1b" not in output
    assert "\x07" not in output


def ostara(*arguments):
    command = [sys.executable, "-c", "from ostara.cli import main; raise SystemExit(main())", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_what_cannot_be_read_is_one_line_and_ends_with_2(tmp_path):
    path = write_csv(tmp_path / "file.csv", [], headers=[header for header in a_row() if header not in {"DOB", "SEX"}])
    for asked, says in (
        ((path, "--dataset", "K"), f"ostara: {path} line 1: lacks the columns DOB, SEX\n"),
        ((tmp_path / "no.csv", "--dataset", "K"), f"ostara: {tmp_path / 'no.csv'}: No such file or directory\n"),
        ((path, "--dataset", "P"), "ostara: data set P: is known (from 1 April 2020), but its fields are not here"),
    ):
        done = ostara("check", "ndtms", *asked)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(says)
        assert len(done.stderr.splitlines()) == 1


def test_some_rejected_ends_with_1(tmp_path):
    path = write_csv(tmp_path / "file.csv", [a_row(OPIUSE="29")])
    assert ostara("check", "ndtms", path, "--dataset", "K").returncode == 1


@pytest.mark.parametrize("name", ["P", "R", "ZZ"])
def test_other_data_sets_are_refused(run, tmp_path, name):
    done = run(write_csv(tmp_path / "file.csv", [a_row()]), "--dataset", name)
    assert isinstance(done.exception, RefusalError)
