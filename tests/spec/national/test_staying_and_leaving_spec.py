"""Retention, completions, coming back, deaths, and the path from prison. The period is 2023/24 unless said."""

import pytest

from ostara.analysis.journeys.step import Scope
from tests.national import somebody

EFFECTIVE = [
    # says, person, effective, left early
    ("12 weeks", somebody().in_treatment("2023-05-01", until="2023-07-24", left=85), (1, 1, 0), (0, 1, 0)),
    ("a day less", somebody().in_treatment("2023-05-01", until="2023-07-23", left=85), (0, 1, 0), (1, 1, 0)),
    ("completed sooner", somebody().in_treatment("2023-05-01", until="2023-05-20", left=80), (1, 1, 0), (0, 1, 0)),
    ("transferred sooner", somebody().in_treatment("2023-05-01", until="2023-05-20", left=83), (0, 1, 0), (0, 1, 0)),
    ("died sooner", somebody().in_treatment("2023-05-01", until="2023-05-20", left=89), (0, 1, 0), (1, 1, 0)),
    ("left sooner, no reason", somebody().in_treatment("2023-05-01", until="2023-05-20"), (0, 0, 1), (0, 0, 1)),
    ("goes on", somebody().in_treatment("2023-05-01"), (1, 1, 0), (0, 1, 0)),
]


@pytest.mark.parametrize(("says", "person", "effective", "early"), EFFECTIVE, ids=[case[0] for case in EFFECTIVE])
def test_staying(figure, says, person, effective, early):
    assert figure("effective_treatment", person) == effective
    assert figure("early_unplanned_exit", person) == early


def test_somebody_who_began_80_days_before_the_cut_is_pending_not_failed(figure):
    person = somebody().in_treatment("2023-06-01")
    assert figure("effective_treatment", person, until="2023-08-20") == (0, 0, 1)
    assert figure("early_unplanned_exit", person, until="2023-08-20") == (0, 0, 1)
    assert figure("effective_treatment", person, until="2023-08-24") == (1, 1, 0)  # day 84


def test_eight_completions_of_twenty_exits_of_a_hundred_in_treatment(figure):
    staying = [somebody().in_treatment("2022-06-01") for _ in range(80)]
    completed = [somebody().in_treatment("2022-06-01", until="2023-06-01", left=80) for _ in range(8)]
    others = [somebody().in_treatment("2022-06-01", until="2023-06-01", left=85) for _ in range(12)]
    everybody = (*staying, *completed, *others)
    assert figure("completed_of_treated", *everybody) == (8, 100, 0)
    assert figure("completed_of_exits", *everybody) == (8, 20, 0)
    assert figure("exit_reasons", *everybody) == {"successful": 8, "incomplete": 12}


def test_completed_and_dropped_out_on_one_day_is_no_completion(figure):
    both = (
        somebody()
        .in_treatment("2023-05-01", until="2023-08-01", left=80)
        .in_treatment("2023-06-01", until="2023-08-01", left=85)
    )
    assert figure("completed_of_treated", both) == (0, 1, 0)
    assert figure("exit_reasons", both) == {"inconsistent": 1}


RETURNS = [
    # says, back on, in which area, came back
    ("27 February is within six months of 31 August", "2024-02-27", "A12B", (1, 1, 0)),
    ("28 February is not: six months end there in a year without the 29th", "2023-02-28", "A12B", (0, 1, 0)),
    ("28 February of a leap year still is", "2024-02-28", "A12B", (1, 1, 0)),
    ("29 February of a leap year is not", "2024-02-29", "A12B", (0, 1, 0)),
    ("back in another area", "2024-01-10", "B01B", (1, 1, 0)),
    ("never back", None, "A12B", (0, 1, 0)),
]


@pytest.mark.parametrize(("says", "back", "area", "expected"), RETURNS, ids=[case[0] for case in RETURNS])
def test_coming_back(figure, says, back, area, expected):
    year = 2022 if back and back < "2023-04" else 2023
    person = somebody().in_treatment(f"{year}-01-01", until=f"{year}-08-31", left=80)
    if back:
        person.in_treatment(back, area=area)
    period = (f"{year}-04-01", f"{year + 1}-03-31")
    assert figure("re_presented", person, period=period) == expected
    assert figure("re_presented", person, period=period, scope=Scope.LOCAL) == expected


def test_back_within_the_gap_of_a_journey_is_neither_completion_nor_return(figure):
    person = somebody().in_treatment("2023-01-01", until="2023-05-01", left=80).in_treatment("2023-05-15")
    assert figure("re_presented", person) == (0, 0, 0)
    assert figure("completed_of_treated", person) == (0, 1, 0)


def test_a_completion_of_the_last_six_months_is_pending_until_somebody_comes_back(figure):
    completed = somebody().in_treatment("2023-05-01", until="2024-01-15", left=80)
    returned = somebody().in_treatment("2023-05-01", until="2024-01-15", left=80).in_treatment("2024-03-01")
    assert figure("re_presented", completed, returned, until="2024-03-31") == (1, 1, 1)
    assert figure("completed_without_return", completed, until="2024-03-31") == (0, 0, 1)
    assert figure("completed_without_return", completed, until="2024-07-14") == (1, 1, 0)
    assert figure("completed_without_return", completed, until="2024-07-13") == (0, 0, 1)


def test_deaths(figure):
    died = somebody().in_treatment("2022-05-01", until="2023-05-01", left=89)
    living = somebody().in_treatment("2022-05-01")
    died_later = somebody().in_treatment("2022-05-01", until="2024-05-01", left=89)
    assert figure("died_in_treatment", died, living, died_later) == (1, 3, 0)


CONTINUITY = [
    # says, person, expected
    ("day 21", somebody().released("2023-05-01").in_treatment("2023-05-22"), (1, 1, 0)),
    ("day 22", somebody().released("2023-05-01").in_treatment("2023-05-23"), (0, 1, 0)),
    ("the day of release", somebody().released("2023-05-01").in_treatment("2023-05-01"), (1, 1, 0)),
    ("an episode that began before", somebody().released("2023-05-01").in_treatment("2023-04-30"), (0, 1, 0)),
    ("never", somebody().released("2023-05-01"), (0, 1, 0)),
    ("not referred on", somebody().released("2023-05-01", referred=False), (0, 0, 0)),
    ("not recorded whether referred", somebody().released("2023-05-01", referred=None), (0, 0, 1)),
    (
        "transferred from treatment in prison",
        somebody().in_treatment("2023-01-01", until="2023-05-01", left=83, setting="prison").in_treatment("2023-05-10"),
        (1, 1, 0),
    ),
    (
        "both tell of one release",
        somebody()
        .released("2023-05-01")
        .in_treatment("2023-01-01", until="2023-05-01", left=83, setting="prison")
        .in_treatment("2023-05-10"),
        (1, 1, 0),
    ),
    (
        "retained in custody is no release",
        somebody().in_treatment("2023-01-01", until="2023-05-01", left=87, setting="prison").in_treatment("2022-01-01"),
        (0, 0, 0),
    ),
]


@pytest.mark.parametrize(("says", "person", "expected"), CONTINUITY, ids=[case[0] for case in CONTINUITY])
def test_continuity(figure, says, person, expected):
    bystander = somebody().in_treatment("2023-05-01")  # so that there is a journey at all
    assert figure("continuity_of_care", person, bystander) == expected


def test_a_release_of_the_last_three_weeks_is_pending(figure):
    person = somebody().in_treatment("2022-05-01", until="2022-06-01", left=87).released("2024-03-20")
    assert figure("continuity_of_care", person, until="2024-03-31") == (0, 0, 1)
    assert figure("continuity_of_care", person, until="2024-04-10") == (0, 1, 0)
