"""Gaps in the dose log, and what was given when methadone began again."""

from datetime import date

import pytest

from ostara.analysis.measures.gaps import GAPS_3, GAPS_5, RESTARTS
from tests.people import a_person

GAPS = [
    # says, person, gaps of 3+, gaps of 5+, steps
    ("daily doses have no gap", a_person().on_methadone(60, days=4), 0, 0, 3),
    ("two days are not three", a_person().on_methadone(60).who_missed(days=2).took(60), 0, 0, 1),
    ("three whole days between", a_person().on_methadone(60).who_missed(days=3).took(60), 1, 0, 1),
    ("four", a_person().on_methadone(60).who_missed(days=4).took(60), 1, 0, 1),
    ("five whole days between", a_person().on_methadone(60).who_missed(days=5).took(60), 1, 1, 1),
    ("a gap at the end is leaving", a_person().on_methadone(60, days=2).who_missed(days=30), 0, 0, 1),
    ("two rows of a day are one day", a_person().on_methadone(60).again_today(20).took(40), 0, 0, 1),
    (
        "not collected is not a dose",
        a_person().on_methadone(60).reported("not_collected").who_missed(days=4).took(60),
        1,
        1,
        1,
    ),
    (
        "not reported is not a dose",
        a_person().on_methadone(60).reported("not_reported").who_missed(days=2).took(60),
        1,
        0,
        1,
    ),
    ("nought milligrams is not a dose", a_person().on_methadone(60).took(0).who_missed(days=2).took(60), 1, 0, 1),
    ("buprenorphine is not counted here", a_person().on_buprenorphine(12).who_missed(days=9).took(12), 0, 0, 0),
]


@pytest.mark.parametrize(("says", "person", "three", "five", "steps"), GAPS, ids=[case[0] for case in GAPS])
def test_gaps(ask, says, person, three, five, steps):
    assert (ask(GAPS_3, person).overall.numerator, ask(GAPS_5, person).overall.numerator) == (three, five)
    assert ask(GAPS_5, person).overall.denominator == steps


def test_events_and_people_are_both_counted(ask):
    twice = a_person("South").on_methadone(60).who_missed(days=5).took(60).who_missed(days=6).took(60)
    once = a_person().on_methadone(60).who_missed(days=5).took(60)
    never = a_person().on_methadone(60, days=2)
    answer = ask(GAPS_5, twice, once, never)
    assert answer.overall.numerator == 3
    assert (answer.people.overall.numerator, answer.people.overall.denominator) == (2, 3)
    assert {name: part.numerator for name, part in answer.by["service"].items()} == {"North": 1, "South": 2}


def test_dates_and_relative_days_give_the_same_answer(ask):
    person = a_person().on_methadone(60).who_missed(days=5).took(60)
    relative = ask(GAPS_5, person)
    dated = ask(GAPS_5, person, first_day=date(2024, 2, 26))  # across 29 February
    assert relative.overall == dated.overall


RESTART = [
    # says, person, restarts above 30 mg, gaps
    ("back at the full dose", a_person().on_methadone(60).who_missed(days=5).took(60), 1, 1),
    ("30 mg is not above 30 mg", a_person().on_methadone(60).who_missed(days=5).took(30), 0, 1),
    ("a little above counts", a_person().on_methadone(60).who_missed(days=5).took("30.5"), 1, 1),
    ("four days are another rule", a_person().on_methadone(60).who_missed(days=4).took(60), 0, 0),
    (
        "two rows on the first day back add up",
        a_person().on_methadone(60).who_missed(days=5).again_today(20).took(20),
        1,
        1,
    ),
]


@pytest.mark.parametrize(("says", "person", "above", "gaps"), RESTART, ids=[case[0] for case in RESTART])
def test_restarts(ask, says, person, above, gaps):
    answer = ask(RESTARTS, person)
    assert (answer.overall.numerator, answer.overall.denominator) == (above, gaps)
    assert answer.unverified  # both the fifth day and the 30 mg await a check against the Orange Book
