"""Approved wordings: none is held here; a service loads the exact text with its source and check, or is refused."""

import re
from datetime import date
from pathlib import Path

import pytest

from ostara.knowledge.instalment_wordings import NOT_APPROVED, approved, instalment_wordings
from ostara.knowledge.parameters import Status, parameter
from ostara.knowledge.refusal import RefusalError

TEXT = "Words made up for this test; not the approved ones."
GOOD = f"""[closed_day]
text = "{TEXT}"
source = "a letter made up for this test"
place = "page 2"
checked_by = "A Person"
checked_on = 2026-11-22
"""


def own(tmp_path, text):
    file = tmp_path / "wordings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_there_are_as_many_as_were_approved_and_no_text_is_held():
    wordings = instalment_wordings()
    assert len(wordings) == parameter("prescriptions.approved_wordings").whole
    assert [one.letter for one in wordings.values()] == list("abcde")
    assert not any(one.loaded for one in wordings.values())
    assert all(one.status is Status.UNVERIFIED for one in wordings.values())


def test_until_then_our_own_words_are_printed_and_say_so():
    assert all(one.printed == f"{one.our_words} {NOT_APPROVED}" for one in instalment_wordings().values())


def test_a_loaded_text_is_printed_as_it_is_and_the_others_stay_ours(tmp_path):
    wordings = instalment_wordings(own(tmp_path, GOOD))
    closed = wordings["closed_day"]
    assert (closed.printed, closed.checked_by, closed.checked_on) == (TEXT, "A Person", date(2026, 11, 22))
    assert closed.status is Status.QUOTED
    assert [one.id for one in wordings.values() if one.loaded] == ["closed_day"]


def test_a_prescription_carries_approved_wordings_only_once_each_text_is_loaded(tmp_path):
    ours, some = instalment_wordings(), instalment_wordings(own(tmp_path, GOOD))
    assert approved("abcde", ours) is None and approved("ab", some) is None
    assert approved("a", some) is True and approved("", ours) is True
    assert approved("ax", some) is False, "x is the letter of none of them"


def test_the_example_in_the_documents_loads(tmp_path):
    page = (Path(__file__).parents[3] / "docs/what_a_service_loads.md").read_text(encoding="utf-8")
    example, _ = re.findall(r"```toml\n(.*?)```", page, re.S)
    wordings = instalment_wordings(own(tmp_path, example))
    assert wordings["closed_day"].loaded and all(f"`{id}`" in page for id in wordings)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace('source = "a letter made up for this test"\n', ""), "has no source"),
        (GOOD.replace('checked_by = "A Person"\n', ""), "has no checked_by"),
        (GOOD.replace("checked_on = 2026-11-22\n", ""), "has no checked_on"),
        (GOOD.replace("2026-11-22", '"yesterday"'), "checked_on is not a date"),
        (GOOD.replace('"A Person"', '"  "'), "checked_by is not words"),
        (GOOD.replace(TEXT, ""), "text is not words"),
        (GOOD.replace("[closed_day]", "[sunday]"), "is none of the wordings"),
        (GOOD + 'colour = "green"\n', "a field nobody knows"),
        (GOOD.replace(TEXT, instalment_wordings()["closed_day"].our_words), "our own words"),
        ("", "holds no wording"),
        ("[closed_day\n", "not readable as TOML"),
    ],
)
def test_a_file_without_source_or_check_is_refused(tmp_path, text, reason):
    with pytest.raises(RefusalError, match=reason):
        instalment_wordings(own(tmp_path, text))
