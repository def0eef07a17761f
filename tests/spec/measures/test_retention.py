"""Who is still in treatment after 24 weeks, and how long people stay."""

from datetime import date

import pytest

from ostara.analysis.measures.retention import RETAINED
from tests.people import a_person

FIRST_DAY = date(2024, 1, 1)

STAYS = [
    # says, person, retained
    ("a dose on day 154", a_person().on_methadone(60).on_day(154).took(60), 1),
    ("a last dose on day 153", a_person().on_methadone(60).on_day(153).took(60), 0),
    (
        "days count from the start, not from the first dose",
        a_person().started().on_day(5).took(60).on_day(154).took(60),
        1,
    ),
    ("a start without any dose is not retained", a_person().started(), 0),
    ("a monthly depot lasts 28 days", a_person().had_depot(96).on_day(127).had_depot(96), 1),
    ("a day less", a_person().had_depot(96).on_day(126).had_depot(96), 0),
    (
        "a weekly depot lasts seven days",
        a_person().had_depot(24, monthly=False).on_day(148).had_depot(24, monthly=False),
        1,
    ),
    ("a change of medicine is staying", a_person().on_methadone(60).on_day(154).took(12, medicine="buprenorphine"), 1),
    (
        "a change recorded as a new intervention the next day is the same stay",
        a_person().on_methadone(60, days=20).left("transferred").started("buprenorphine").took(12).on_day(154).took(12),
        1,
    ),
    (
        "a day between them ends the stay",
        a_person().on_methadone(60, days=20).left().on_day(21).started("buprenorphine").took(12).on_day(154).took(12),
        0,
    ),
    ("an implant lasts 26 weeks", a_person().had_implant(), 1),
    (
        "coming back after leaving is another stay",
        a_person().on_methadone(60, days=20).left().on_day(200).started().took(60),
        0,
    ),
    ("going to prison counts as not retained", a_person().on_methadone(60, days=20).left("prison"), 0),
]


@pytest.mark.parametrize(("says", "person", "retained"), STAYS, ids=[case[0] for case in STAYS])
def test_retained(ask, says, person, retained):
    overall = ask(RETAINED, person).overall
    assert (overall.numerator, overall.denominator) == (retained, 1)


def test_somebody_who_started_too_recently_is_not_asked(ask):
    recent = a_person().on_methadone(60, days=100)
    assert ask(RETAINED, recent, first_day=FIRST_DAY, until=153).overall.denominator == 0
    assert ask(RETAINED, recent, first_day=FIRST_DAY, until=154).overall.denominator == 1


def test_medicines_are_told_apart(ask):
    answer = ask(RETAINED, a_person().on_methadone(60, days=155), a_person().on_buprenorphine(16, days=20))
    by = answer.by["medicine"]
    assert (by["methadone"].numerator, by["methadone"].denominator) == (1, 1)
    assert (by["buprenorphine"].numerator, by["buprenorphine"].denominator) == (0, 1)
