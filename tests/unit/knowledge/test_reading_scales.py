"""Reading scales: what does not hold together is refused by file and entry."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales import scale, scale_change, scales, score
from ostara.knowledge.scales.reading import every_version

GROUNDS = 'source = "ostara"\nplace = "this test"\nstatus = "quoted"\n'
GOOD = f"""id = "calm"
version = 1
name = "CALM"
title = "A made-up scale"
higher_is = "better"
total = [0, 5]

[licence]
says = "free"
wording_free = true
{GROUNDS}
[answers]
values = [0, 1, 2]
of = {{ 2 = [0, 3] }}
{GROUNDS}
[labels]
items = ["rest", "sleep"]
wording = ["Did you rest?", "Did you sleep?"]
{GROUNDS}
[[bands]]
name = "line"
steps = [{{ from = 0 }}, {{ from = 2.5, says = "calm" }}]
{GROUNDS}
[[heeds]]
item = 2
from = 3
says = "slept"
{GROUNDS}
[change]
points = 2
{GROUNDS}"""

# what is wrong, what the good file says, what a bad one has instead, the place, the reason
CASES = [
    ("no version", "version = 1\n", "", "", "has no version"),
    ("a field too many", "version = 1\n", 'version = 1\ncolour = "blue"\n', "", "has a field nobody knows: colour"),
    ("version in words", "version = 1", 'version = "1"', "", "version is not a whole number"),
    ("no direction", '"better"', '"up"', "", "higher_is up is none of worse, better"),
    ("a total that the items do not make", "[0, 5]", "[0, 6]", " total", "the items add up to 0 to 5"),
    ("an item nobody has", "2 = [0, 3]", "3 = [0, 3]", " answers of", "there is no item 3"),
    ("items in words", "{ 2 = [0, 3] }", '"2"', " answers of", "does not name items"),
    ("one answer only", "[0, 3]", "[3]", " answers item 2", "is not a list of two or more whole numbers"),
    ("answers in words", "[0, 3]", '[0, "3"]', " answers item 2", "is not a list of two or more whole numbers"),
    ("answers that fall", "[0, 3]", "[3, 0]", " answers item 2", "its answers do not rise"),
    ("a blank label", '"rest"', '" "', " labels item 1", "it is not words, or is blank"),
    ("one wording too few", ', "Did you sleep?"', "", " labels wording", "has another number of items"),
    (
        "wording without a licence",
        "wording_free = true",
        "wording_free = false",
        " labels wording",
        "the licence does not say that it may be shown",
    ),
    (
        "a free licence that nobody read",
        f"wording_free = true\n{GROUNDS}",
        "wording_free = true\n" + GROUNDS.replace("quoted", "unverified"),
        " licence",
        "wording_free, but no licence was read that says so",
    ),
    (
        "free in words",
        "wording_free = true",
        'wording_free = "yes"',
        " licence",
        "wording_free is neither true nor false",
    ),
    (
        "first band too high",
        "{ from = 0 }",
        "{ from = 1 }",
        " bands 1",
        "the first band does not begin at 0, the lowest total",
    ),
    ("bands that fall", "2.5", "0", " bands 1", "its bands do not rise"),
    ("a band above the total", "2.5", "6", " bands 1", "a band begins above 5, the highest total"),
    ("a band in words", "2.5", '"2"', " bands 1", "from is not a number"),
    (
        "an answer to heed that there is not",
        "from = 3",
        "from = 2",
        " heeds 1",
        "item 2 does not take 2, or there is no such item",
    ),
    ("a change of nothing", "points = 2", "points = 0", " change", "points is not above zero"),
    (
        "a source nobody wrote down",
        f"points = 2\n{GROUNDS}",
        "points = 2\n" + GROUNDS.replace("ostara", "hearsay"),
        " change",
        "source hearsay is not in sources.toml",
    ),
    (
        "a status nobody knows",
        f"points = 2\n{GROUNDS}",
        "points = 2\n" + GROUNDS.replace("quoted", "sure"),
        " change",
        "status sure is none of quoted, estimated, calibrated, assumed, unverified",
    ),
]


def read(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "calm.toml").write_text(text, encoding="utf-8")
    return every_version(folder)


def test_the_good_file_loads(tmp_path):
    calm = read(tmp_path, GOOD)["calm", 1]
    assert [(item.wording, item.takes) for item in calm.items] == [
        ("Did you rest?", "0, 1 or 2"),
        ("Did you sleep?", "0 or 3"),
    ]
    assert [band.totals for band in calm.bands[0].steps] == ["0 to 2", "3 to 5"]
    assert [heed.says for heed in score(calm, {1: 0, 2: 3}).heeded] == ["slept"]
    assert calm.doubts == ()


@pytest.mark.parametrize(
    ("was", "instead", "place", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_bad_file_is_refused_by_its_entry(tmp_path, was, instead, place, reason):
    assert was in GOOD
    with pytest.raises(RefusalError) as refusal:
        read(tmp_path, GOOD.replace(was, instead))
    assert (refusal.value.place, refusal.value.reason) == (f"calm.toml{place}", reason)


def test_one_version_in_two_files_is_refused(tmp_path):
    (tmp_path / "also.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RefusalError, match=r"calm.toml: calm version 1 is in another file too"):
        read(tmp_path, GOOD)


def test_scores_of_two_versions_are_not_compared(tmp_path):
    (tmp_path / "later.toml").write_text(GOOD.replace("version = 1", "version = 2"), encoding="utf-8")
    versions = read(tmp_path, GOOD)
    found = scale_change(*(score(versions["calm", number], {1: 0, 2: 0}) for number in (1, 2)))
    assert (found.points, found.why) == (None, "The two were asked with different versions of the scale.")


def test_a_scale_is_found_by_id_and_version():
    assert scale("audit") is scale("audit", 1) is scales()["audit"]
    with pytest.raises(RefusalError, match="scale adit: does not exist; did you mean audit"):
        scale("adit")
    with pytest.raises(RefusalError, match="scale audit: has no version 9 here, only 1"):
        scale("audit", 9)
