"""The bench of the check: its files are what they say, a planted difference is found, the page says what was met."""

import json
import sys
from datetime import date

import pytest

from bench.__main__ import parser
from bench.check import Found, differences, ours_found, theirs_found
from bench.check_page import CUT, OURS, THEIRS, goals
from bench.planted import CLEAN, FAULTY, FAULTY_ONE_IN, PLANTED, write_files
from bench.table_schema import rules_of_type, table_schema
from bench.timing import FailedError, Run, timed
from ostara.exchange.ndtms_files import checked_file
from ostara.ndtms import data_set
from ostara.ndtms.rules import rules_of

K = data_set("K")
ROWS = 6_000
PLANTED_HERE = Found(10, frozenset({(3, "DOB")}), frozenset({(3, "K-TYPE-DOB"), (5, "K-REQUIRED-SEX")}))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    write_files(ROWS, 1, folder)
    return folder


def found_in(file):
    with checked_file(file, K, on=date(2026, 1, 1)) as checked:
        findings = [json.loads(text) for text in checked.findings.as_json()]
        return ours_found({"rows": checked.rows, "findings": findings})


def test_the_clean_file_is_accepted_without_a_word(files):
    assert found_in(files / CLEAN) == Found(ROWS, frozenset(), frozenset())


def test_in_the_faulty_file_all_that_was_planted_is_found_and_nothing_else(files):
    told = json.loads((files / PLANTED).read_text(encoding="utf-8"))
    planted = Found(ROWS, *(frozenset((line, what) for line, what in told[kind]) for kind in ("types", "rules")))
    assert list(differences(found_in(files / FAULTY), planted)) == []
    assert len(planted.rules) == ROWS // FAULTY_ONE_IN
    assert len(planted.types) * 2 == len(planted.rules)


def test_the_same_seed_makes_the_same_files(files, tmp_path):
    write_files(ROWS, 1, tmp_path)
    assert (tmp_path / FAULTY).read_bytes() == (files / FAULTY).read_bytes()
    write_files(100, 2, tmp_path)
    assert not (files / CLEAN).read_bytes().startswith((tmp_path / CLEAN).read_bytes())


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (Found(9, PLANTED_HERE.types, PLANTED_HERE.rules), "read 9 rows of 10"),
        (Found(10, frozenset()), "missed a fault of type in line 3, DOB"),
        (Found(10, PLANTED_HERE.types | {(4, "DOB")}), "found a fault of type in line 4, DOB"),
        (
            Found(10, PLANTED_HERE.types, PLANTED_HERE.rules - {(5, "K-REQUIRED-SEX")}),
            "missed K-REQUIRED-SEX in line 5",
        ),
        (Found(10, PLANTED_HERE.types, PLANTED_HERE.rules | {(6, "K-ADULT")}), "found K-ADULT in line 6"),
        (Found(10, PLANTED_HERE.types, others=2), "found 2 faults that are not of type"),
    ],
)
def test_a_difference_is_said(found, says):
    assert list(differences(found, PLANTED_HERE)) == [says]


def test_a_tool_without_rules_is_asked_for_types_alone():
    assert list(differences(theirs_found({"rows": 10, "types": [[3, "DOB"]], "others": 0}), PLANTED_HERE)) == []


def test_the_schema_has_every_field_in_its_type():
    fields = {field["name"]: field for field in table_schema(K)["fields"]}
    assert tuple(fields) == K.headers
    assert fields["DOB"] == {"name": "DOB", "type": "date", "missingValues": [""]}
    assert fields["OPIUSE"] == {"name": "OPIUSE", "type": "integer", "missingValues": ["", "NA"]}
    assert fields["HRISK"]["type"] == "boolean"
    assert fields["ETHNIC"]["type"] == "string"


def test_rules_of_type_are_those_of_fields_that_have_a_type():
    ours = {rule.column for rule in rules_of(K) if rule.id in rules_of_type(K)}
    assert ours == {field["name"] for field in table_schema(K)["fields"] if field["type"] != "string"}


def test_arguments():
    given = parser().parse_args(["check", "--rows", "5_000", "--alone", "1_000_000"])
    assert (given.rows, given.runs, given.their_runs, given.alone) == (5_000, 5, 1, 1_000_000)


def test_a_process_may_end_as_foreseen_and_its_output_is_kept(tmp_path):
    said = [sys.executable, "-c", "print('said'); raise SystemExit(1)"]
    assert timed(said, out=tmp_path / "out", ends=(0, 1)).wall > 0
    assert (tmp_path / "out").read_text() == "said\n"
    with pytest.raises(FailedError):
        timed(said, out=tmp_path / "out")


def test_what_this_process_holds_is_not_counted_as_the_childs():
    held = bytearray(300_000_000)
    assert timed([sys.executable, "-I", "-S", "-c", "pass"]).peak < len(held) / 3


@pytest.mark.parametrize(
    ("theirs", "words"), [(30, ["met", "met"]), (20, ["met", "missed"]), (19, ["missed", "missed"])]
)
def test_goals_count_the_file_on_which_less_was_reached(theirs, words):
    best = {OURS: [Run(1, 1, 1)], THEIRS: [Run(40, 1, 1)], CUT: [Run(1, 1, 1)]}
    worst = {OURS: [Run(2, 1, 1)], THEIRS: [Run(theirs, 1, 1)], CUT: [Run(1, 1, 1)]}
    lines = list(goals({"clean.csv": best, "faulty.csv": worst}))
    assert [line.split("**")[1] for line in lines] == words
