"""Periods as people say them, and how they are split."""

from datetime import date
from itertools import pairwise

import pytest

from ostara.analysis.view.periods import Split, asked_periods, unobserved, year_of
from ostara.knowledge.refusal import RefusalError

UNTIL = date(2024, 9, 30)

SAID = [
    # words, split, names and first and last days of the first and the last period, how many
    (None, None, "2023/24", "2023-04-01", "2023/24", "2024-03-31", 1),
    (None, Split.YEAR, "2019/20", "2019-04-01", "2023/24", "2024-03-31", 5),
    ("2023/24", None, "2023/24", "2023-04-01", "2023/24", "2024-03-31", 1),
    ("1999/00", None, "1999/00", "1999-04-01", "1999/00", "2000-03-31", 1),
    ("2019/20..2023/24", None, "2019/20 to 2023/24", "2019-04-01", "2019/20 to 2023/24", "2024-03-31", 1),
    ("2019/20..2023/24", Split.YEAR, "2019/20", "2019-04-01", "2023/24", "2024-03-31", 5),
    ("2023-04-01..2024-03-31", Split.YEAR, "2023/24", "2023-04-01", "2023/24", "2024-03-31", 1),
    ("2023Q1..2024Q2", Split.QUARTER, "January to March 2023", "2023-01-01", "April to June 2024", "2024-06-30", 6),
    ("2023/24Q1", None, "April to June 2023", "2023-04-01", "April to June 2023", "2023-06-30", 1),
    ("2024-02", None, "February 2024", "2024-02-01", "February 2024", "2024-02-29", 1),
    ("2023-12..2024-01", Split.MONTH, "December 2023", "2023-12-01", "January 2024", "2024-01-31", 2),
    ("12m to 2024-09-30", None, "12 months to 30 September 2024", "2023-10-01", "12 months to 30 September 2024",
     "2024-09-30", 1),
    ("12m to 2024-02-29", None, "12 months to 29 February 2024", "2023-03-01", "12 months to 29 February 2024",
     "2024-02-29", 1),
    ("rolling quarters", None, "12 months to 31 December 2022", "2022-01-01", "12 months to 30 September 2024",
     "2024-09-30", 8),
    ("rolling months 2024-01-31..2024-03-31", None, "12 months to 31 January 2024", "2023-02-01",
     "12 months to 31 March 2024", "2024-03-31", 3),
]  # fmt: skip


@pytest.mark.parametrize(("words", "split", "name", "first", "last_name", "last", "many"), SAID, ids=str)
def test_periods(words, split, name, first, last_name, last, many):
    periods = asked_periods(words, split, UNTIL).periods
    assert len(periods) == many
    assert (periods[0].name, periods[0].first.isoformat()) == (name, first)
    assert (periods[-1].name, periods[-1].last.isoformat()) == (last_name, last)


def test_split_periods_follow_each_other_without_a_gap():
    for split in Split:
        periods = asked_periods("2019/20..2023/24", split, UNTIL).periods
        assert all((after.first - before.last).days == 1 for before, after in pairwise(periods))


NOT_UNDERSTOOD = [
    # words, split, what is said
    ("2023/25", None, "2023/24 would be"),
    ("lately", None, "it may be 2023/24"),
    ("2023-13", None, "is not understood"),
    ("2023-02-30", None, "is no day"),
    ("2024/25..2023/24", None, "ends before it begins"),
    ("12m to spring", None, "is no day"),
    ("12m to 0001-01-01", None, "is no day"),
    ("", None, "is not understood"),
    ("2023-05-01..2024-03-31", Split.YEAR, "cannot be split into whole financial years"),
    ("2023-04-02..2023-06-30", Split.QUARTER, "cannot be split into whole calendar quarters"),
    ("rolling quarters 2023-01-02..2023-01-03", None, "no quarter ends between"),
    ("rolling quarters", Split.YEAR, "rolling years are split already"),
    ("1950/51..2023/24", Split.MONTH, "at most 400"),
]


@pytest.mark.parametrize(("words", "split", "said"), NOT_UNDERSTOOD, ids=str)
def test_what_is_not_understood_is_said(words, split, said):
    with pytest.raises(RefusalError, match=f"^--period: .*{said}"):
        asked_periods(words, split, UNTIL)


def test_whole_financial_years_are_told_from_other_years():
    assert asked_periods("2019/20..2023/24", Split.YEAR, UNTIL).years
    assert not asked_periods("2019/20..2023/24", None, UNTIL).years
    assert not asked_periods("12m to 2024-09-30", None, UNTIL).years


def test_periods_that_go_on_after_the_last_day_observed_are_named():
    assert unobserved(asked_periods("2022/23..2024/25", Split.YEAR, UNTIL), UNTIL) == ("2024/25",)


def test_a_day_in_march_belongs_to_the_year_that_began_before():
    assert year_of(asked_periods("2024-03", None, UNTIL).periods[0]).name == "2023/24"
