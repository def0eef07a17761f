"""What a parameter must have: each bad entry beside the words in which it is refused."""

from textwrap import dedent

import pytest

from ostara.knowledge.parameters import parameters
from ostara.knowledge.refusal import RefusalError

GOOD = dedent("""
    [methadone.test_mg]
    meaning = "a dose"
    value = 30
    unit = "mg"
    low = 20
    high = 40
    source = "ostara"
    place = "this test"
    status = "assumed"
    rules = ["IND-02", "Q1", "CD-08b"]
""")

# what is wrong, what stands in the good entry, what the bad one has instead, how it is refused
CASES = [
    ("no unit", 'unit = "mg"\n', "", "has no unit"),
    ("no source", 'source = "ostara"\n', "", "has no source"),
    ("no place", 'place = "this test"\n', "", "has no place"),
    ("no status", 'status = "assumed"\n', "", "has no status"),
    ("no meaning", 'meaning = "a dose"\n', "", "has no meaning"),
    ("no value", "value = 30\n", "", "has no value"),
    ("blank unit", 'unit = "mg"', 'unit = " "', "unit is not words, or is blank"),
    ("unknown source", '"ostara"', '"hearsay"', "source hearsay is not in sources.toml"),
    (
        "unknown status",
        '"assumed"',
        '"sure"',
        "status sure is none of quoted, estimated, calibrated, assumed, unverified",
    ),
    ("unknown field", "value = 30", 'value = 30\ncolour = "blue"', "has a field nobody knows: colour"),
    ("value below its range", "value = 30", "value = 19.9", "value 19.9 is below its own low of 20"),
    ("value above its range", "value = 30", "value = 41", "value 41 is above its own high of 40"),
    ("value in words", "value = 30", 'value = "30"', "value is not a number"),
    ("value yes or no", "value = 30", "value = true", "value is not a number"),
    ("value without end", "value = 30", "value = inf", "value is not a finite number"),
    ("range in words", "low = 20", 'low = "20"', "low is not a number"),
    (
        "no such form of rule",
        '"IND-02"',
        '"rule 2"',
        "rule 2 does not look like the id of a rule (IND-02) or a quality gap (Q1)",
    ),
    ("rules not a list", '["IND-02", "Q1", "CD-08b"]', '"IND-02"', "rules is not a list"),
    ("written twice", GOOD, GOOD + GOOD, "is written twice"),
]


def test_the_good_entry_loads(tmp_path):
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    one = parameters(tmp_path)["methadone.test_mg"]
    assert (one.value, one.unit, one.low, one.high, one.file) == (30, "mg", 20, 40, "good.toml")
    assert one.rules == ("IND-02", "Q1", "CD-08b")


@pytest.mark.parametrize(("was", "instead", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_bad_entry_is_refused_by_file_and_name(tmp_path, was, instead, reason):
    assert was in GOOD
    (tmp_path / "bad.toml").write_text(GOOD.replace(was, instead), encoding="utf-8")
    with pytest.raises(RefusalError) as refusal:
        parameters(tmp_path)
    assert (refusal.value.place, refusal.value.reason) == ("bad.toml methadone.test_mg", reason)


def test_the_same_name_in_two_files_is_refused(tmp_path):
    (tmp_path / "first.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "second.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RefusalError) as refusal:
        parameters(tmp_path)
    assert str(refusal.value) == "second.toml methadone.test_mg: is written in first.toml already"


@pytest.mark.parametrize(
    ("text", "place"), [("loose = 3\n", "bad.toml loose"), ("[methadone]\nloose = 3\n", "bad.toml methadone.loose")]
)
def test_a_number_outside_any_entry_is_refused(tmp_path, text, place):
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RefusalError) as refusal:
        parameters(tmp_path)
    assert refusal.value.place == place
