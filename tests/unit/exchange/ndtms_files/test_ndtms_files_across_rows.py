"""Checks across the rows of a file, case by case: when they speak, of which line, and when they cannot know."""

import json

import pytest

from ostara.exchange.ndtms_files import checked_file
from tests.ndtms_rows import DISCHARGED, ON, K, a_row, write_csv


def found(tmp_path, rule, rows):
    with checked_file(write_csv(tmp_path / "file.csv", rows), K, on=ON) as checked:
        every = [json.loads(text) for text in checked.findings.as_json()]
    return [(one["line"], one["value"]) for one in every if one["rule"] == rule]


FIRST = a_row(**DISCHARGED)  # from 9 April 2013 to 31 January 2014


def another(start, end="", **given):
    days = {"REFLD": start, "TRIAGED": start, "DISD": end}
    return a_row(**{"EPISODID": "e2", **days, **given})


OVERLAPS = {
    "starts within the first": ([FIRST, another("2013-06-01", "2014-03-01")], [(3, "e2")]),
    "lies within the first": ([FIRST, another("2013-06-01", "2013-07-01")], [(3, "e2")]),
    "starts on its last day": ([FIRST, another("2014-01-31")], []),
    "starts after it": ([FIRST, another("2014-02-01")], []),
    "the first is still open": ([a_row(), another("2014-02-01")], [(3, "e2")]),
    "the later episode stands first": ([another("2013-06-01"), FIRST], [(2, "e2")]),
    "rows of one episode": ([FIRST, {**FIRST, "TOPID": "t2"}], []),
    "several rows of each": (
        [FIRST, {**FIRST, "TOPID": "t2"}, another("2013-06-01"), another("2013-06-01", TOPID="t4")],
        [(4, "e2")],
    ),
    "another client": ([FIRST, another("2013-06-01", CLIENTID="c2")], []),
    "another agency": ([FIRST, another("2013-06-01", AGNCY="N0001")], []),
    "an end that cannot be read": ([{**FIRST, "DISD": "31.1.2014"}, another("2014-02-01")], []),
    "a start that cannot be read": ([FIRST, another("June")], []),
    "nobody says which episode": ([FIRST, another("2013-06-01", EPISODID="")], []),
    "a long one before two short ones": (
        [a_row(), another("2013-06-01", "2013-06-30"), another("2013-08-01", "2013-08-30", EPISODID="e3")],
        [(3, "e2"), (4, "e3")],
    ),
}


@pytest.mark.parametrize("case", OVERLAPS)
def test_overlapping_episodes(tmp_path, case):
    rows, expected = OVERLAPS[case]
    assert found(tmp_path, "K-FILE-OVERLAP", rows) == expected


def later(**given):
    return a_row(**{"TOPID": "t2", **given})


KEYS = {
    "the same person": ([a_row(), later()], []),
    "another initial": ([a_row(), later(FINITIAL="K")], [(3, "e1")]),
    "another date of birth": ([a_row(), later(DOB="1980-02-28")], [(3, "e1")]),
    "another sex": ([a_row(), later(SEX="M", PREGNANT="")], [(3, "e1")]),
    "the second does not say": ([a_row(), later(DOB="")], []),
    "the first does not say": ([a_row(DOB=""), later(), later(DOB="1980-02-28", TOPID="t3")], [(4, "e1")]),
    "the first cannot be read": ([a_row(DOB="1980-02-30"), later(), later(DOB="1980-02-28", TOPID="t3")], [(4, "e1")]),
    "the second cannot be read": ([a_row(), later(DOB="28 Feb 1980")], []),
    "the first is of no list": ([a_row(SEX="Q"), later()], []),
    "the first was born tomorrow": ([a_row(DOB="2080-02-29"), later()], []),
    "two against one": ([a_row(), later(SEX="M"), later(SEX="M", TOPID="t3")], [(3, "e1"), (4, "e1")]),
    "another episode": ([a_row(), later(SEX="M", EPISODID="e2")], []),
}


@pytest.mark.parametrize("case", KEYS)
def test_one_episode_key_is_one_person(tmp_path, case):
    rows, expected = KEYS[case]
    assert found(tmp_path, "K-FILE-KEY", rows) == expected


REPEATS = {
    "twice": ([a_row(), a_row()], [(3, "e1")]),
    "three times": ([a_row(), later(), a_row(), a_row()], [(4, "e1"), (5, "e1")]),
    "one field differs": ([a_row(), later()], []),
}


@pytest.mark.parametrize("case", REPEATS)
def test_repeated_rows(tmp_path, case):
    rows, expected = REPEATS[case]
    assert found(tmp_path, "K-FILE-REPEATED", rows) == expected


def test_a_last_line_without_its_end_is_still_the_same_row(tmp_path):
    path = write_csv(tmp_path / "file.csv", [a_row(), a_row()])
    path.write_text(path.read_text().rstrip("\n"))
    with checked_file(path, K, on=ON) as checked:
        assert [json.loads(text)["rule"] for text in checked.findings.as_json()] == ["K-FILE-REPEATED"]
