"""`ostara targets`, `calibrate` and `validate`: what a person types, and what comes out."""

import json

import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.calibrate import calibrate
from ostara.cli.targets import targets
from ostara.cli.validate import validate
from ostara.knowledge.refusal import RefusalError
from ostara.planning.calibration.targets import targets_named
from tests.national import a_nation, somebody

app = typer.Typer()
app.command()(calibrate)
app.command()(targets)
app.command()(validate)


def run(*words):
    return CliRunner().invoke(app, words, catch_exceptions=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    people = [
        somebody().in_treatment(f"202{1 + turn % 2}-05-01", left=80, until=f"202{2 + turn % 2}-09-01")
        for turn in range(60)
    ]
    return str(a_nation(tmp_path_factory.mktemp("targets") / "store", *people).folder)


def test_a_stores_figures_are_targets_that_can_be_read_back(store, tmp_path):
    out = tmp_path / "targets.toml"
    assert run("targets", store, "--period", "2021/22..2023/24", "--out", str(out)).exit_code == 0
    found = {one.id: one for one in targets_named(str(out)).of}
    assert found["caseload_2022"].value == 60
    assert found["caseload_2022"].low < 60 < found["caseload_2022"].high
    assert found["completion_2022"].value == pytest.approx(50)
    assert found["starts_2021"].source.startswith("store ")


def test_what_is_withheld_is_no_target_and_is_said(tmp_path):
    few = [somebody().in_treatment("2023-05-01", left=80, until="2023-09-01") for _ in range(2)]
    done = run("targets", str(a_nation(tmp_path / "few", *few).folder), "--period", "2023/24")
    assert isinstance(done.exception, RefusalError)
    assert "nothing to fit to" in str(done.exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calibrate", "made-up", "england-2011", "--to", "nowhere/fit.json"), "does not exist"),
        (("calibrate", "made-up", "england-2011", "--to", "fit.json", "--page", "nowhere/fit.html"), "does not exist"),
        (("calibrate", "made-up", "england-2011", "--to", "fit.json", "--runs", "3"), "--runs"),
        (("calibrate", "nowhere", "england-2011", "--to", "fit.json"), "nowhere"),
        (("validate", "--draws", "1"), "--draws"),
        (("validate", "--fit", "nowhere.json"), "is no file"),
    ],
)
def test_what_cannot_be_done_is_refused(words, said):
    assert said in str(run(*words).exception)


def test_validation_is_told_as_data_and_as_a_page(tmp_path):
    done = run("validate", "--draws", "2", "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert len(data["scored"]) == 10 and data["bar"] == 7
    assert data["conflicts"][0]["implied"] == 655
