"""`ostara view`: what a person types, and what comes out."""

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from ostara.analysis.national.registry import NATIONAL
from ostara.analysis.view.dimensions import DIMENSIONS
from ostara.cli.view import view as command
from ostara.knowledge.refusal import RefusalError
from tests.national import a_nation, somebody

app = typer.Typer()
app.command()(command)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    people = [somebody(sex=sex).in_treatment("2023-05-01", left=80, until="2023-09-01") for sex in ("male", "female")]
    return str(a_nation(tmp_path_factory.mktemp("command") / "store", *people).folder)


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def run(*words):
    return CliRunner().invoke(app, words, catch_exceptions=True)


def test_a_figure_is_printed_with_its_definition(store):
    done = run(store, "--measure", "in_treatment", "--by", "year,sex", "--period", "2022/23..2023/24")
    assert done.exit_code == 0
    assert "People in treatment" in done.output
    assert "2023/24  female" in done.output


def test_what_there_is_can_be_listed():
    assert "completed_of_treated" in run("--measures").output
    listed = run("--dimensions").output
    assert "substance_group" in listed and "non-opiate only" in listed


def test_names_to_be_typed_stand_whole_in_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert set(NATIONAL) <= set(run("--measures").output.split())
    assert set(DIMENSIONS) <= set(run("--dimensions").output.split())


@pytest.mark.parametrize("format_", ["table", "csv", "json", "html", "xlsx"])
def test_each_format_is_written_where_asked(store, tmp_path, format_):
    out = tmp_path / f"view.{format_}"
    assert (
        run(store, "--measure", "in_treatment", "--period", "2023/24", "--format", format_, "--out", str(out)).output
        == ""
    )
    assert out.stat().st_size > 100
    assert [file.name for file in tmp_path.iterdir()] == [out.name]


def test_people_behind_a_figure(store):
    done = run(
        store, "--measure", "in_treatment", "--period", "2023/24", "--where", "sex=male", "--people", "--format", "json"
    )
    assert json.loads(done.output) == [{"period": "2023/24", "person": 1, "journey": 1, "counts": "yes"}]


REFUSED = [
    # asked, place
    ((), "ostara view"),
    (("{store}", "--measure", "happiness"), "measure happiness"),
    (("{store}", "--measure", "in_treatment", "--where", "sex = "), "--where column 7"),
    (("{store}", "--measure", "in_treatment", "--people", "--publish"), "--people"),
    (("{store}", "--measure", "in_treatment", "--people", "--format", "html"), "--people"),
    (("{store}", "--measure", "in_treatment", "--format", "xlsx"), "--format xlsx"),
    (("{store}", "--measure", "in_treatment", "--publish", "--by", "age"), "--publish"),
    (("{store}", "--measure", "in_treatment", "--out", "{store}/no/file.csv"), "{store}/no/file.csv"),
]


@pytest.mark.parametrize(("asked", "place"), REFUSED, ids=[case[1] for case in REFUSED])
def test_a_mistake_is_refused_with_its_place(store, asked, place):
    refusal = run(*(word.format(store=store) for word in asked)).exception
    assert isinstance(refusal, RefusalError)
    assert refusal.place == place.format(store=store)


def test_other_verbs_do_not_load_what_writes_spreadsheets():
    loaded = "import sys, ostara.cli; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
