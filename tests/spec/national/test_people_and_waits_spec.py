"""Who is in treatment, who started, and how long people waited. The period is 2023/24 unless said."""

import pytest

from ostara.analysis.journeys.step import Scope
from tests.national import somebody

IN_TREATMENT = [
    # says, person, counted
    ("the whole year", somebody().in_treatment("2022-01-01"), 1),
    ("from the last day on", somebody().in_treatment("2024-03-31"), 1),
    ("from the day after", somebody().in_treatment("2024-04-01"), 0),
    ("until the first day", somebody().in_treatment("2022-01-01", until="2023-04-01", left=80), 1),
    ("until the day before", somebody().in_treatment("2022-01-01", until="2023-03-31", left=80), 0),
    (
        "two journeys of one person",
        somebody().in_treatment("2023-04-10", until="2023-05-01", left=85).in_treatment("2023-09-01"),
        1,
    ),
]


@pytest.mark.parametrize(("says", "person", "counted"), IN_TREATMENT, ids=[case[0] for case in IN_TREATMENT])
def test_in_treatment(figure, says, person, counted):
    assert figure("in_treatment", person) == ((counted, counted, 0) if counted else (0, 0, 0))


def test_one_person_in_two_areas_counts_once_nationally_and_once_in_each_area(figure):
    both = somebody().in_treatment("2023-05-01", area="A12B").in_treatment("2023-06-01", area="B01B")
    assert figure("in_treatment", both)[0] == 1
    assert figure("in_treatment", both, scope=Scope.LOCAL)[0] == 2


def test_new_presentations(figure):
    already = somebody().in_treatment("2022-05-01")
    joined = somebody().in_treatment("2023-03-01", until="2023-03-25", left=83).in_treatment("2023-04-05")
    twice = somebody().in_treatment("2023-04-05", until="2023-05-01", left=85).in_treatment("2023-09-01")
    assert figure("new_presentations", already, joined, twice)[0] == 1


WAITS = [
    # says, person, how many in time, known, not known
    ("21 days", somebody().in_treatment("2023-06-01", referred="2023-05-01", offered="2023-05-22"), (1, 1, 0)),
    ("22 days", somebody().in_treatment("2023-06-01", referred="2023-05-01", offered="2023-05-23"), (0, 1, 0)),
    ("no day of referral", somebody().in_treatment("2023-06-01", offered="2023-05-23"), (0, 0, 1)),
    ("no offer", somebody().in_treatment("2023-06-01", referred="2023-05-01"), (0, 0, 0)),
    (
        "an offer before the referral is a mistake, not a wait",
        somebody().in_treatment("2023-06-01", referred="2023-05-30", offered="2023-05-23"),
        (0, 0, 1),
    ),
    (
        "the referral to the help itself goes before that to the service",
        somebody()
        .in_treatment("2023-06-01", referred="2023-01-01", kind="recovery_support")
        .helped("2023-06-01", referred="2023-05-01", offered="2023-05-10"),
        (1, 1, 0),
    ),
]


@pytest.mark.parametrize(("says", "person", "expected"), WAITS, ids=[case[0] for case in WAITS])
def test_waits(figure, says, person, expected):
    assert figure("waited_3_weeks_or_less", person) == expected


def test_ten_who_never_began_stand_beside_all_in_time(figure):
    began = [somebody().in_treatment("2023-06-05", referred="2023-06-01", offered="2023-06-05") for _ in range(5)]
    never = [somebody().in_treatment("2023-06-05", referred="2023-06-01", begun=False) for _ in range(10)]
    assert figure("waited_3_weeks_or_less", *began, *never) == (5, 5, 0)
    assert figure("referred_never_started", *began, *never) == (10, 15, 0)
