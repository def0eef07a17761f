"""Low doses with use on top, use on top that nobody tested for, tests and contacts: yes, no, and not known."""

from datetime import date

import pytest

from ostara.analysis.measures.attendance import ATTENDANCE
from ostara.analysis.measures.testing import POSITIVE
from ostara.analysis.measures.use_on_top import LOW_DOSE, UNTESTED
from tests.people import a_person


def established(mg=40, medicine="methadone"):
    """Somebody in the first period of 84 days, on its last day."""
    person = a_person()
    return (person.on_methadone if medicine == "methadone" else person.on_buprenorphine)(mg, days=84).on_day(80)


LOW = [
    # says, person, hits, known, not known
    ("low and two positive tests", established().tested(positive=("heroin",)).tested(positive=("opioid",)), 1, 1, 0),
    ("low and one positive test", established().tested(positive=("heroin",)), 0, 1, 0),
    ("low and clean tests", established().tested(negative=("heroin",)), 0, 1, 0),
    ("low and nobody asked or tested", established(), 0, 0, 1),
    ("not low needs no evidence", established(60), 0, 1, 0),
    ("60 mg is not low", established(60).tested(positive=("heroin",)).tested(positive=("heroin",)), 0, 1, 0),
    ("59 mg is", established(59).tested(positive=("heroin",)).tested(positive=("heroin",)), 1, 1, 0),
    ("buprenorphine below 12 mg", established(8, "buprenorphine").reviewed(heroin_days=4), 1, 1, 0),
    ("buprenorphine at 12 mg", established(12, "buprenorphine").reviewed(heroin_days=28), 0, 1, 0),
    ("three days of heroin in 28", established().reviewed(heroin_days=3), 0, 1, 0),
    (
        "what the prescription explains is not use on top",
        established().tested(positive=("opioid",), prescribed=True).tested(positive=("opioid",), prescribed=True),
        0,
        1,
        0,
    ),
    ("an unclear result says nothing", established().tested(unclear=("heroin",)), 0, 0, 1),
    ("cocaine is not an opioid", established().tested(positive=("cocaine",)), 0, 0, 1),
    ("twelve reported days in 84 are four in 28", established().used(days_ago=0), 0, 1, 0),
    ("a reduction that the person leads is left out", established().chose_less(40).reviewed(heroin_days=28), 0, 0, 0),
    ("somebody gone before the last 28 days is not asked", a_person().on_methadone(40, days=50), 0, 0, 0),
]


@pytest.mark.parametrize(("says", "person", "hits", "known", "unknown"), LOW, ids=[case[0] for case in LOW])
def test_low_dose(ask, says, person, hits, known, unknown):
    answer = ask(LOW_DOSE, person)
    assert (answer.overall.numerator, answer.overall.denominator, answer.unknown) == (hits, known, unknown)


def test_twelve_reported_days_of_84_count_and_eleven_do_not(ask):
    twelve, eleven = established(), established()
    for days_ago in range(12):
        twelve.used(days_ago=days_ago)
    for days_ago in range(11):
        eleven.used(days_ago=days_ago)
    assert ask(LOW_DOSE, twelve).overall.numerator == 1
    assert ask(LOW_DOSE, eleven).overall.numerator == 0


def in_treatment():
    """Somebody treated for 100 days; it is day 40."""
    return a_person().on_methadone(60, days=100).on_day(40)


UNTESTED_CASES = [
    # says, person, untested, months
    ("nobody tested", in_treatment().used(), 1, 1),
    ("tested the same day", in_treatment().used().tested(), 0, 1),
    ("tested 30 days later", in_treatment().used().on_day(70).tested(), 0, 1),
    ("tested 31 days later", in_treatment().used().on_day(71).tested(), 1, 1),
    ("a test before the use says nothing of it", in_treatment().used().on_day(39).tested(), 1, 1),
    ("two days of one month are one month", in_treatment().used().on_day(45).used(), 1, 1),
    ("two months", in_treatment().used().on_day(70).used(), 2, 2),
    ("use before the start is not on top", in_treatment().on_day(-5).used(), 0, 0),
    ("use after the last dose is not on top", in_treatment().on_day(120).used(), 0, 0),
    ("cannabis is not asked about here", in_treatment().used("cannabis"), 0, 0),
]


@pytest.mark.parametrize(("says", "person", "hits", "of"), UNTESTED_CASES, ids=[case[0] for case in UNTESTED_CASES])
def test_untested(ask, says, person, hits, of):
    overall = ask(UNTESTED, person).overall
    assert (overall.numerator, overall.denominator) == (hits, of)


def test_use_whose_thirty_days_are_not_over_is_not_judged(ask):
    person = in_treatment().used()
    assert ask(UNTESTED, person, first_day=date(2024, 1, 1), until=69).overall.denominator == 0
    assert ask(UNTESTED, person, first_day=date(2024, 1, 1), until=70).overall.denominator == 1


POSITIVES = [
    # says, person, positive specimens, specimens
    ("heroin found", in_treatment().tested(positive=("heroin",)), 1, 1),
    ("nothing found", in_treatment().tested(negative=("heroin",)), 0, 1),
    ("two opioids in one specimen are one", in_treatment().tested(positive=("heroin", "other_opioid")), 1, 1),
    ("explained by the prescription", in_treatment().tested(positive=("opioid",), prescribed=True), 0, 1),
    ("an unclear result is left out", in_treatment().tested(unclear=("heroin",)), 0, 0),
    ("not tested for opioids", in_treatment().tested(positive=("cocaine",)), 0, 0),
]


@pytest.mark.parametrize(("says", "person", "hits", "of"), POSITIVES, ids=[case[0] for case in POSITIVES])
def test_positive_tests(ask, says, person, hits, of):
    overall = ask(POSITIVE, person).overall
    assert (overall.numerator, overall.denominator) == (hits, of)


CONTACTS = [
    # says, person, kept, known, not known
    ("came", in_treatment().was_to_come("attended"), 1, 1, 0),
    ("did not come", in_treatment().was_to_come("missed"), 0, 1, 0),
    ("called off", in_treatment().was_to_come("cancelled"), 0, 0, 0),
    ("nobody wrote it down", in_treatment().was_to_come("unknown"), 0, 0, 1),
    ("before the start", in_treatment().on_day(-3).was_to_come("attended"), 0, 0, 0),
]


@pytest.mark.parametrize(("says", "person", "hits", "known", "unknown"), CONTACTS, ids=[case[0] for case in CONTACTS])
def test_attendance(ask, says, person, hits, known, unknown):
    answer = ask(ATTENDANCE, person)
    assert (answer.overall.numerator, answer.overall.denominator, answer.unknown) == (hits, known, unknown)
