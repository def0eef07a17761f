"""`ostara rulebook`: what a clinical safety officer and a program see of a rule."""

import json

import pytest
from typer.testing import CliRunner

from ostara.cli.rulebook import rulebook_app
from ostara.guidance.finding import version
from ostara.guidance.page import rulebook_page
from ostara.guidance.rulebook import not_encoded, rulebook
from ostara.knowledge.refusal import RefusalError


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")


def run(*words):
    return CliRunner().invoke(rulebook_app, words)


def test_all_are_listed_and_those_not_asked_with_their_reason():
    lines = run().output.splitlines()
    keys = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert keys == [*rulebook(), *(row.id for row in not_encoded())]
    (line,) = (line for line in lines if line.startswith("CON-02 "))
    assert line.rstrip().endswith("not asked (never): asked by BUP-03 and BUP-04, which it refers to")


def test_one_rule_says_its_response_its_doubt_and_its_source():
    question, said, *_ = run("IND-02.3").output.splitlines()
    assert question.split()[-2:] == ["ask", "unverified"]
    assert "40 mg (unverified)" in said and "decision 12" in said


def test_json_holds_what_is_signed():
    (rule,) = json.loads(run("MISS-03", "--format", "json").output)["rules"]
    assert rule["response"] == "stop" and rule["unverified"] is False
    assert rule["parameters"] == ["missed_days.consult"]
    assert rule["hazards"] == ["H3", "H7", "H8"]
    assert rule["version"] == version(rulebook()["MISS-03"], {})
    assert rule["specs passed"] == rule["specs"] >= 3
    assert rule["facts"]["gap.prescriber_decided"] == "a prescriber decided after this gap"


def test_the_verb_show_may_be_left_out():
    assert run("MISS-03").output == run("show", "MISS-03").output
    assert "sign" in run("--help").output


def test_an_id_nobody_knows_is_refused_with_the_nearest():
    refused = run("MISS-99").exception
    assert isinstance(refused, RefusalError)
    assert "did you mean MISS-0" in str(refused)


def test_the_page_holds_every_rule_once_and_says_that_none_is_signed():
    rows = [line.split(" | ")[0].removeprefix("| ") for line in rulebook_page().splitlines() if line.startswith("| ")]
    for key in (*rulebook(), *(row.id for row in not_encoded())):
        assert rows.count(key) == 1, key
    assert "None of it is signed" in rulebook_page()
