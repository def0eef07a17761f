"""Change in use, stopping heroin, and the Treatment Progress Measure. The period is 2023/24 unless said."""

import pytest

from ostara.analysis.national.progress import (
    COMPLETED,
    HOUSING,
    NEW,
    NO_EXIT_REVIEW,
    NO_REVIEWS,
    NOT_REDUCED,
    NOT_USING,
    OTHERWISE,
    REDUCED,
    UNPLANNED,
)
from ostara.analysis.national.progress import WITHHELD as NO_THRESHOLD
from ostara.ndtms.top import ABSTINENT, DETERIORATED, IMPROVED, UNCHANGED, WITHHELD
from tests.national import somebody

ALCOHOL = ("7000", "9996", "9997")


def reviewed(start, review, *, on="2023-08-01", item="heroin_days", **known):
    """Somebody with a review at the start and one more; None is not answered."""
    one = somebody(**known).in_treatment("2023-05-01")
    one.reviewed("2023-05-01", "start", **({} if start is None else {item: start}))
    return one.reviewed(on, **({} if review is None else {item: review}))


OPIATES = [
    # says, days at the start, days at the review, class
    ("no day is abstinent", 28, 0, ABSTINENT),
    ("13 fewer is improved", 28, 15, IMPROVED),
    ("12 fewer is not", 28, 16, UNCHANGED),
    ("13 more is deteriorated", 10, 23, DETERIORATED),
    ("not answered is not nought", 28, None, None),
]


@pytest.mark.parametrize(("says", "start", "review", "expected"), OPIATES, ids=[case[0] for case in OPIATES])
def test_change_in_opiates(figure, says, start, review, expected):
    assert figure("change_in_opiates", reviewed(start, review)) == {expected: 1}


def test_a_start_of_nought_and_one_without_an_answer_are_outside_the_denominator(figure):
    assert figure("change_in_opiates", reviewed(0, 5), reviewed(None, 5)) == {}


WINDOWS = [
    ("day 28 is too soon", "2023-05-29", {None: 1}),
    ("day 29", "2023-05-30", {ABSTINENT: 1}),
    ("day 182", "2023-10-30", {ABSTINENT: 1}),
    ("day 183 is too late", "2023-10-31", {None: 1}),
]


@pytest.mark.parametrize(("says", "on", "expected"), WINDOWS, ids=[case[0] for case in WINDOWS])
def test_the_window_of_the_first_review(figure, says, on, expected):
    assert figure("change_in_opiates", reviewed(20, 0, on=on)) == expected


def test_a_threshold_belongs_to_the_group_and_without_one_nothing_is_guessed(figure):
    alone = reviewed(20, 11, item="alcohol_days", substances=ALCOHOL)
    beside = reviewed(20, 11, item="alcohol_days")
    powder = reviewed(20, 1, item="cocaine_days")
    gone = reviewed(20, 0, item="cocaine_days")
    everybody = (alone, beside, powder, gone)
    assert figure("change_in_alcohol_alcohol_only", *everybody) == {IMPROVED: 1}
    assert figure("change_in_alcohol_beside_drugs", *everybody) == {WITHHELD: 1}
    assert figure("change_in_cocaine_powder", *everybody) == {WITHHELD: 1, ABSTINENT: 1}


STOPPED = [
    # says, person, how many stopped, are known, are not known
    ("no day at the latest review of six months", reviewed(28, 0, on="2023-11-01"), (1, 1, 0)),
    ("a day after six months is too late", reviewed(28, 0, on="2023-11-02"), (0, 0, 1)),
    ("the latest counts, not the best", reviewed(28, 0).reviewed("2023-10-01", heroin_days=3), (0, 1, 0)),
    ("an unanswered one does not hide the answer before", reviewed(28, 0).reviewed("2023-10-01"), (1, 1, 0)),
    ("none at the start", reviewed(0, 0), (0, 0, 0)),
]


@pytest.mark.parametrize(("says", "person", "expected"), STOPPED, ids=[case[0] for case in STOPPED])
def test_heroin_stopped(figure, says, person, expected):
    assert figure("heroin_stopped", person) == expected


def since_2022(*, until=None, left=None, substances=None):
    return somebody().in_treatment("2022-05-01", until=until, left=left, substances=substances)


def before(**answers):
    return since_2022().reviewed("2023-06-01", **answers)


PROGRESS = [
    # says, person, class
    ("new for three months", somebody().in_treatment("2023-12-31"), NEW),
    ("a day longer is not new", somebody().in_treatment("2023-12-30"), NO_REVIEWS),
    (
        "completed, no housing problem",
        since_2022(until="2023-09-01", left=80).reviewed("2023-09-01", "exit", acute_housing_problem=False),
        COMPLETED,
    ),
    (
        "completed with an acute housing problem is not showing progress",
        since_2022(until="2023-09-01", left=80).reviewed("2023-09-01", "exit", acute_housing_problem=True),
        HOUSING,
    ),
    ("completed without a review at the exit", since_2022(until="2023-09-01", left=80), NO_EXIT_REVIEW),
    (
        "completed, and housing was not answered",
        since_2022(until="2023-09-01", left=80).reviewed("2023-09-01", "exit"),
        NO_EXIT_REVIEW,
    ),
    ("dropped out", since_2022(until="2023-09-01", left=85), UNPLANNED),
    ("died", since_2022(until="2023-09-01", left=89), OTHERWISE),
    ("transferred", since_2022(until="2023-09-01", left=83), OTHERWISE),
    ("uses neither opiates nor crack", since_2022().reviewed("2024-02-01", heroin_days=0, crack_days=0), NOT_USING),
    ("crack was not answered", since_2022().reviewed("2024-02-01", heroin_days=0), NO_REVIEWS),
    ("the review was before the period", since_2022().reviewed("2023-03-01", heroin_days=0, crack_days=0), NO_REVIEWS),
    (
        "uses as much as before",
        before(heroin_days=10, crack_days=0).reviewed("2024-02-01", heroin_days=10, crack_days=0),
        NOT_REDUCED,
    ),
    (
        "uses less, but no threshold is published",
        before(heroin_days=28, crack_days=0).reviewed("2024-02-01", heroin_days=2, crack_days=0),
        NO_THRESHOLD,
    ),
    (
        "uses less heroin and more crack",
        before(heroin_days=28, crack_days=0).reviewed("2024-02-01", heroin_days=2, crack_days=9),
        NOT_REDUCED,
    ),
    (
        "alcohol only, nine days fewer",
        since_2022(substances=ALCOHOL)
        .reviewed("2023-06-01", alcohol_days=28, heroin_days=0, crack_days=0)
        .reviewed("2024-02-01", alcohol_days=19, heroin_days=0, crack_days=0),
        REDUCED,
    ),
    (
        "alcohol only, eight days fewer",
        since_2022(substances=ALCOHOL)
        .reviewed("2023-06-01", alcohol_days=28, heroin_days=0, crack_days=0)
        .reviewed("2024-02-01", alcohol_days=20, heroin_days=0, crack_days=0),
        NOT_REDUCED,
    ),
    (
        "the review it is compared with lies within twelve months",
        since_2022(substances=ALCOHOL)
        .reviewed("2022-06-01", alcohol_days=28, heroin_days=0, crack_days=0)
        .reviewed("2023-03-01", alcohol_days=10, heroin_days=0, crack_days=0)
        .reviewed("2024-02-01", alcohol_days=10, heroin_days=0, crack_days=0),
        NOT_REDUCED,
    ),
]


@pytest.mark.parametrize(("says", "person", "expected"), PROGRESS, ids=[case[0] for case in PROGRESS])
def test_progress(figure, says, person, expected):
    assert figure("progress_classes", person) == {expected: 1}


def test_showing_progress_leaves_out_who_is_new_and_does_not_know_the_missing(figure):
    people = [
        somebody().in_treatment("2024-01-15"),  # new
        since_2022(until="2023-09-01", left=85),  # not showing
        since_2022().reviewed("2024-02-01", heroin_days=0, crack_days=0),  # showing
        since_2022(),  # missing
        since_2022(until="2023-09-01", left=89),  # withheld
    ]
    assert figure("showing_progress", *people) == (1, 2, 2)
