"""Protected counts, case by case."""

import pytest

from ostara.knowledge.disclosure import protect, protect_family, protect_share, protected, protected_family


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1234, 1235)],
)
def test_one_count(count, shown):
    assert protect(count) == shown


@pytest.mark.parametrize(
    ("family", "shown"),
    [
        ([20, 30, 40], [20, 30, 40]),
        ([3, 30, 40], [None, None, 40]),  # one hidden: the next smallest goes with it
        ([3, 2, 40], [None, None, 40]),  # two hidden protect each other
        ([1, 1, 40, 50], [None, None, None, 50]),  # but not when their sum can be made in one way only
        ([4, 4, 40, 50], [None, None, None, 50]),
        ([2, 2, 40], [None, None, 40]),
        ([3, 9, 9, 40], [None, None, None, 40]),  # equals go together
        ([3, 0, 40], [None, 0, None]),  # a zero is shown
        ([3, 0], [None, None]),  # unless nothing else can hide the other
        ([0, 0], [0, 0]),
        ([3], [None]),
        ([], []),
    ],
)
def test_a_family(family, shown):
    named = dict(zip("abcd", family, strict=False))
    assert list(protect_family(named).values()) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (20, 40, (20, 40)),
        (3, 40, (None, 40)),
        (38, 40, (None, 40)),  # the two who are left over are too few
        (40, 40, (40, 40)),
        (0, 40, (0, 40)),
        (0, 3, (None, None)),
        (3, 3, (None, None)),
        (0, 0, (0, 0)),
    ],
)
def test_a_share(numerator, denominator, shown):
    assert protect_share(numerator, denominator) == shown


def test_impossible_counts_are_mistakes_of_the_caller():
    with pytest.raises(ValueError, match="negative"):
        protect(-1)
    with pytest.raises(ValueError, match="some of its denominator"):
        protect_share(5, 4)


def test_words():
    assert [str(protected(count)) for count in (0, 3, 1234)] == ["0", "fewer than 5", "1,235"]


def test_a_family_never_says_which_of_the_hidden_is_small():
    assert {name: str(count) for name, count in protected_family({"a": 3, "b": 30, "c": 40}).items()} == {
        "a": "withheld",
        "b": "withheld",
        "c": "40",
    }


def test_a_protected_count_holds_nothing_of_what_it_hides():
    assert protected(1) == protected(4)
    assert protected_family({"a": 1, "b": 30, "c": 40}) == protected_family({"a": 4, "b": 31, "c": 41})
