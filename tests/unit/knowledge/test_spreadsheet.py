"""Cells that a spreadsheet would run."""

import pytest

from ostara.knowledge.spreadsheet import cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1"])
def test_what_would_run_gets_a_mark(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "all", "a=1", "60-80", "'=1"])
def test_other_words_stay_as_they_are(text):
    assert cell(text) == text
