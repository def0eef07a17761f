"""First doses, first weeks and rises from one day to the next."""

import pytest

from ostara.analysis.measures.maximum_dose import MAXIMUM_DOSE
from ostara.analysis.measures.starting import FIRST_DOSE, FIRST_WEEK, SINGLE_RISE
from tests.people import a_person

FIRST = [
    # says, person, above 30 mg, people
    ("30 mg is within the range", a_person().on_methadone(30), 0, 1),
    ("40 mg is above it", a_person().on_methadone(40), 1, 1),
    ("two part doses of a first day add up", a_person().started().again_today(20).took(20), 1, 1),
    ("a later dose is not the first", a_person().on_methadone(30).took(60), 0, 1),
    ("a nought before it is not the first dose", a_person().started().took(0).took(40), 1, 1),
    ("buprenorphine is not counted here", a_person().on_buprenorphine(32), 0, 0),
    ("somebody who never had a dose is not counted", a_person().started(), 0, 0),
]


@pytest.mark.parametrize(("says", "person", "hits", "of"), FIRST, ids=[case[0] for case in FIRST])
def test_first_dose(ask, says, person, hits, of):
    overall = ask(FIRST_DOSE, person).overall
    assert (overall.numerator, overall.denominator) == (hits, of)


WEEK = [
    # says, person, rose by more than 30 mg
    ("30 to 60 in the week is the limit itself", a_person().on_methadone(30, days=3).took(60), 0),
    ("30 to 65 on day 6", a_person().on_methadone(30, days=6).took(65), 1),
    ("30 to 65 on day 7 is the second week", a_person().on_methadone(30, days=7).took(65), 0),
    ("up and down again still rose", a_person().on_methadone(30).took(65).took(30), 1),
    ("days count from the first dose, gap or not", a_person().on_methadone(30).who_missed(days=6).took(65), 0),
]


@pytest.mark.parametrize(("says", "person", "hits"), WEEK, ids=[case[0] for case in WEEK])
def test_first_week(ask, says, person, hits):
    overall = ask(FIRST_WEEK, person).overall
    assert (overall.numerator, overall.denominator) == (hits, 1)


RISES = [
    # says, person, rises above 10 mg, days that follow a day with methadone
    ("10 mg is the limit itself", a_person().on_methadone(30).took(40), 0, 1),
    ("10.5 mg is above it", a_person().on_methadone(30).took("40.5"), 1, 1),
    ("a fall is not a rise", a_person().on_methadone(60).took(30), 0, 1),
    ("after a day without a dose it is a restart", a_person().on_methadone(30).who_missed(days=1).took(60), 0, 0),
    ("twice", a_person().on_methadone(30).took(45).took(60), 2, 2),
]


@pytest.mark.parametrize(("says", "person", "hits", "of"), RISES, ids=[case[0] for case in RISES])
def test_single_rise(ask, says, person, hits, of):
    overall = ask(SINGLE_RISE, person).overall
    assert (overall.numerator, overall.denominator) == (hits, of)


def test_somebody_with_two_rises_is_one_person(ask):
    answer = ask(SINGLE_RISE, a_person().on_methadone(30).took(45).took(60), a_person().on_methadone(60, days=2))
    assert (answer.people.overall.numerator, answer.people.overall.denominator) == (1, 2)


MAXIMA = [
    # says, person, reached 60 mg
    ("60 mg is enough", a_person().on_methadone(30).took(60), 1),
    ("59.5 mg is not", a_person().on_methadone("59.5"), 0),
    ("two rows of one day add up", a_person().started().again_today(40).took(20), 1),
    ("two days do not", a_person().on_methadone(40, days=2), 0),
]


@pytest.mark.parametrize(("says", "person", "hits"), MAXIMA, ids=[case[0] for case in MAXIMA])
def test_maximum_dose(ask, says, person, hits):
    overall = ask(MAXIMUM_DOSE, person).overall
    assert (overall.numerator, overall.denominator) == (hits, 1)


def test_a_day_that_adds_up_to_kilograms_is_not_known_and_breaks_nothing(ask):
    person = a_person().started()
    for _ in range(300):
        person.again_today(10_000)
    answer = ask(FIRST_DOSE, person)
    assert (answer.overall.denominator, answer.unknown) == (0, 1)


def test_only_the_cohort_whose_starts_compare_is_asked(ask):
    inside, outside = a_person(cohort="CTN-0027").on_methadone(60), a_person(cohort="CTN-0030").on_methadone(60)
    assert ask(MAXIMUM_DOSE, inside, outside, cohort="CTN-0027").overall.denominator == 1
    assert ask(MAXIMUM_DOSE, inside, outside).overall.denominator == 2
