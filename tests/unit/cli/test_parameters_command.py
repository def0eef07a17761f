"""`ostara parameters`: what a person and a program see of a number."""

import json

import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.parameters import parameters as command
from ostara.knowledge.parameters import parameters
from ostara.knowledge.refusal import RefusalError

app = typer.Typer()
app.command()(command)


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")


def run(*words):
    return CliRunner().invoke(app, words)


def test_all_are_listed_with_unit_status_and_source():
    lines = run().output.splitlines()
    names = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert names == list(parameters())
    first, second = lines[
        (at := next(n for n, line in enumerate(lines) if "methadone.adequate_dose_mg" in line)) : at + 2
    ]
    assert first.split() == ["methadone.adequate_dose_mg", "60", "mg", "quoted"]
    assert "usual maintenance dose" in second


def test_doubt_is_in_words():
    (line,) = (line for line in run("buprenorphine").output.splitlines() if "buprenorphine.adequate_dose_mg" in line)
    assert line.endswith("unverified")


def test_a_prefix_lists_what_begins_so():
    names = [one["name"] for one in json.loads(run("missed_days.", "--format", "json").stdout)]
    assert names == [name for name in parameters() if name.startswith("missed_days.")]
    assert len(names) > 3


def test_a_whole_name_is_shown_in_full_even_where_others_begin_alike():
    output = run("methadone.first_dose_high_mg").output
    for said in ("30 mg", "IND-02", "20 to 40", "cybercemetery.unt.edu archive", "was not opened"):
        assert said in output


def test_json_keeps_numbers_as_numbers():
    (level,) = json.loads(run("measures.confidence_level", "--format", "json").stdout)
    assert (level["value"], level["unit"], level["unverified"]) == (0.95, "probability", False)


def test_a_wrong_name_is_refused_with_its_neighbours():
    refused = run("methadone.adequate_dos_mg").exception
    assert isinstance(refused, RefusalError)
    assert "did you mean methadone.adequate_dose_mg" in str(refused)
