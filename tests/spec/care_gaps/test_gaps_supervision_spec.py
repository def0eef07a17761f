"""Q4, Q5 and Q17: no watched dose at the start, watched for long without a review, days without medicine unanswered."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import FIRST_DAY, LAST, ago, on_ost, told


def given(outcome, *, since=200, **said):
    """Somebody whose first dose, that many days ago, was of this kind."""
    return a_person().on_day(ago(since)).ordered(30, **said).took(30, outcome=outcome)


Q4 = [
    ("handed over only", given("collected"), "gap"),
    ("watched once", given("collected").on_day(ago(112)).took(30), "fine"),
    ("watched on the 90th day", given("collected").on_day(ago(200) + 89).took(30), "fine"),
    ("watched only later", given("collected").on_day(ago(200) + 90).took(30), "gap"),
    ("nobody said whether it was watched", given("recorded"), "unknown"),
    ("began 89 days ago", given("collected", since=89), "not looked at"),
    ("began 90 days ago", given("collected", since=90), "gap"),
    ("given nothing", on_ost(200), "not looked at"),
    ("a depot", given("collected").had_depot(64), "a depot injection or an implant"),
    ("goes on from prison", given("collected", kind="continuation"), "a confirmed dose that goes on"),
]


def test_never_watched_at_start(states):
    assert states("Q4", Q4) == told(Q4)


def watched(days):
    return on_ost(days, supervision="supervised")


Q5 = [
    ("no review but the first order", watched(181), "gap"),
    ("180 days", watched(180), "not looked at"),
    ("plan reviewed 90 days ago", watched(300).on_day(ago(90)).had("plan_review"), "fine"),
    ("plan reviewed 91 days ago", watched(300).on_day(ago(91)).had("plan_review"), "gap"),
    ("dose reviewed", watched(300).on_day(ago(20)).had("dose_review"), "fine"),
    ("some are taken away", on_ost(300, supervision="mixed"), "not looked at"),
    ("nobody said", on_ost(300, supervision="unknown"), "not looked at"),
    (
        "watched again since not long ago",
        watched(300)
        .on_day(ago(200))
        .ordered(60, kind="unchanged")
        .on_day(ago(100))
        .ordered(60, supervision="supervised"),
        "not looked at",
    ),
    (
        "a depot",
        on_ost(300, 64, supervision="supervised", medicine="buprenorphine", form="depot_monthly"),
        "not looked at",
    ),
]


def test_watched_long_without_review(states):
    assert states("Q5", Q5) == told(Q5)


def missed(days, *, first_ago):
    """Somebody with reported days without medicine, from so many days ago."""
    return on_ost(300).on_day(ago(first_ago)).reported("not_collected", days=days)


# Day 400 is a Tuesday (25 February 2025), so of three days from 5 days ago the third is Saturday: answered by Monday.
Q17 = [
    ("three days, and nobody decided", missed(3, first_ago=5), "gap"),
    ("two days", missed(2, first_ago=5), "not looked at"),
    ("decided on Monday", missed(3, first_ago=5).on_day(ago(1)).had("missed_decision"), "fine"),
    ("decided on Tuesday", missed(3, first_ago=5).on_day(LAST).had("missed_decision"), "gap"),
    ("a first order after it is a decision", missed(3, first_ago=5).on_day(ago(1)).ordered(30, kind="restart"), "fine"),
    ("ended", missed(3, first_ago=5).on_day(ago(2)).ordered(None), "fine"),
    ("the third is today: there is time until tomorrow", missed(3, first_ago=2), "not looked at"),
    ("two, then a dose, then two", missed(2, first_ago=9).took(60).reported("not_collected", days=2), "not looked at"),
    (
        "a day nobody spoke of is no miss",
        missed(2, first_ago=9).reported("not_reported").reported("not_collected"),
        "not looked at",
    ),
    ("long ago", missed(3, first_ago=60), "not looked at"),
    (
        "twice, answered once",
        missed(3, first_ago=20).on_day(ago(17)).had("missed_decision").on_day(ago(9)).reported("not_collected", days=4),
        "gap",
    ),
]


def test_late_response_to_missed_days(states):
    assert states("Q17", Q17) == told(Q17)


def test_the_last_day_is_a_tuesday():
    assert (FIRST_DAY.toordinal() + LAST) % 7 == 2
