"""When a profile is due: near the start, every half year, near the discharge. Day 0 is the start of treatment."""

from datetime import date, timedelta

import pytest

from ostara.care.outcomes.due import RESTS_ON, Told, due, off_the_window
from ostara.knowledge.parameters import parameter

START = date(2024, 3, 1)


def day(number):
    return None if number is None else START + timedelta(days=number)


CASES = [
    # says, profiles (stage, day), discharged on day, today, due (stage, by day, late)
    ("nothing yet, day 14", [], None, 14, [("start", 14, False), ("review", 182, False)]),
    ("nothing yet, day 15", [], None, 15, [("start", 14, True), ("review", 182, False)]),
    ("the first is there", [("start", 3)], None, 20, [("review", 185, False)]),
    ("half a year after the first", [("start", 3)], None, 185, [("review", 185, False)]),
    ("a day more", [("start", 3)], None, 186, [("review", 185, True)]),
    ("a review moves the next one on", [("start", 3), ("review", 90)], None, 200, [("review", 272, False)]),
    ("no first one", [("review", 90)], None, 100, [("start", 14, True), ("review", 272, False)]),
    ("left, within the days", [("start", 0)], 50, 64, [("exit", 64, False)]),
    ("left, too long ago", [("start", 0)], 50, 65, [("exit", 64, True)]),
    ("left, and asked", [("start", 0), ("exit", 52)], 50, 300, []),
    ("left without a first one", [("exit", 52)], 50, 300, [("start", 14, True)]),
    ("an earlier time does not count", [("start", -15)], None, 0, [("start", 14, False), ("review", 182, False)]),
    ("after treatment nothing moves", [("start", 0), ("exit", 50), ("after", 90)], 50, 300, []),
]  # fmt: skip


@pytest.mark.parametrize(("says", "told", "left", "today", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_due(says, told, left, today, expected):
    found = due(
        started=START,
        discharged=day(left),
        told=[Told(stage, day(number)) for stage, number in told],
        on=day(today),
    )
    assert [(one.stage, (one.by - START).days, one.late) for one in found] == expected


def test_nothing_is_due_before_treatment_starts():
    assert due(started=None, discharged=None, told=[], on=START) == ()


WINDOWS = [
    # stage, day, whether something is told
    ("start", -14, False), ("start", 14, False), ("start", 15, True), ("start", -15, True),
    ("exit", 86, False), ("exit", 114, False), ("exit", 115, True), ("review", 500, False), ("after", 500, False),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "number", "told"), WINDOWS)
def test_a_profile_far_from_its_day_is_told(stage, number, told):
    assert bool(off_the_window(stage, day(number), started=START, discharged=day(100))) is told


def test_without_the_day_nothing_is_told():
    assert off_the_window("exit", START, started=START, discharged=None) == ""


def test_what_it_rests_on_is_unverified():
    assert all(parameter(name).unverified for name in RESTS_ON)
