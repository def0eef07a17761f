"""`ostara simulate`: what a person types, and what comes out."""

import json

import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.simulate import simulate as command
from ostara.knowledge.refusal import RefusalError

app = typer.Typer()
app.command()(command)
QUICK = ("--years", "1", "--draws", "0", "--people", "300")


def run(*words):
    return CliRunner().invoke(app, words, catch_exceptions=True)


@pytest.mark.parametrize("area", ["made-up", "england"])
@pytest.mark.parametrize(
    "name", ["one-year-time-limit", "all-doses-optimal", "gate-75", "cut-25", "heroin-assisted-20"]
)
def test_each_question_is_answered_for_a_town_and_for_england(name, area):
    done = run(name, "--area", area, "--years", "1", "--draws", "0", "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["horizon_years"] == 1
    assert data["population"]["people"] == (1600 if area == "made-up" else 261294)
    assert any(one["difference"]["middle"] for one in data["outcomes"])


def test_a_page_is_written_whole(tmp_path):
    done = run("gate-75", *QUICK, "--out", str(tmp_path / "gate.html"))
    assert done.exit_code == 0
    page = (tmp_path / "gate.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert [file.name for file in tmp_path.iterdir()] == ["gate.html"]


def test_scenarios_areas_and_levers_are_listed():
    said = run("--list").output
    for name in ("gate-75", "england", "contingency_management", "re_procurement"):
        assert name in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "needs a scenario"),
        (("gate-75", "--people", "0"), "--people"),
        (("gate-75", "--draws", "-1"), "--draws"),
        (("gate-75", "--years", "0"), "--years"),
        (("gate-75", "--area", "atlantis"), "--area atlantis"),
        (("nowhere.toml",), "scenario nowhere.toml"),
        (("gate-75", "--out", "nowhere/gate.html"), "nowhere/gate.html: is in a folder that does not exist"),
        ((*QUICK, "gate-75", "--engine", "individuals", "--people", "1e9"), "--people"),
    ],
)
def test_what_cannot_be_run_is_refused(words, says):
    done = run(*words)
    assert isinstance(done.exception, RefusalError)
    assert says in str(done.exception)
