"""Plain counts: what the store holds."""

from ostara.analysis.measures.counts import COUNTS
from tests.people import a_person

PEOPLE, DOSED, ROWS, DAYS, SPECIMENS, FINDINGS = COUNTS


def service_of_three():
    return (
        a_person().on_methadone(60, days=3).again_today(10).took(50).tested(positive=("heroin", "methadone")),
        a_person("South").on_buprenorphine(12, days=2).took(0).reported("not_collected").tested(negative=("heroin",)),
        a_person("South"),
    )


def test_everybody_is_counted_once(ask):
    answer = ask(PEOPLE, *service_of_three())
    assert answer.overall.numerator == 3
    assert {name: part.numerator for name, part in answer.by["medicine"].items()} == {
        "buprenorphine": 1,
        "methadone": 1,
        "none": 1,
    }


def test_somebody_with_two_medicines_is_one_person(ask):
    answer = ask(DOSED, a_person().on_methadone(60, days=2).on_buprenorphine(8, days=2))
    assert answer.overall.numerator == 1
    assert {name: part.numerator for name, part in answer.by["medicine"].items()} == {
        "buprenorphine": 1,
        "methadone": 1,
    }


def test_rows_are_as_the_source_has_them_and_days_are_not_counted_twice(ask):
    # five rows of methadone on four days; four of buprenorphine, one of them nought and one not collected
    people = service_of_three()
    assert ask(ROWS, *people).overall.numerator == 9
    assert ask(DAYS, *people).overall.numerator == 6


def test_specimens_and_what_was_found(ask):
    people = service_of_three()
    assert ask(SPECIMENS, *people).overall.numerator == 2
    assert ask(FINDINGS, *people).overall.numerator == 2
