"""Numbers as people read them."""

import math
from decimal import Decimal

import pytest

from ostara.drawing import words
from ostara.drawing.words import Unit


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.762, "76%"),
        (0, "0%"),
        (1, "100%"),
        (0.125, "13%"),  # half goes up
        (0.285, "29%"),  # also where binary fractions would lose it
        (0.004, "under 1%"),  # not quite none is not none
        (0.996, "over 99%"),
        (-0.031, "−3%"),
        (-0.001, "0%"),
        (1.5, "150%"),
        (Decimal("0.5"), "50%"),
        (None, "not known"),
        (math.nan, "not known"),
        (math.inf, "not known"),
    ],
)
def test_percent(share, shown):
    assert words.percent(share) == shown


def test_percent_with_decimals():
    assert words.percent(0.7623, 1) == "76.2%"
    assert words.percent(0.0001, 1) == "under 0.1%"
    assert words.percent(0.9999, 1) == "over 99.9%"


def test_share():
    assert words.share(275, 361) == "275 of 361 (76%)"
    assert words.share(1, 1200) == "1 of 1,200 (under 1%)"
    assert words.share(0, 0) == "none of none"
    assert words.share(None, 4) == words.share(4, None) == "not known"


def test_interval():
    assert words.interval(0.72, 0.80) == "72% to 80%"
    assert words.interval(60, Decimal("90.50"), Unit.MG) == "60 mg to 90.5 mg"
    assert words.interval(None, 0.8) == words.interval(0.8, math.nan) == "not known"


def test_number():
    assert words.number(136908) == "136,908"
    assert words.number(-12) == "−12"
    assert words.number(2.54, 1) == "2.5"
    assert words.number(-0.2) == "0"
    assert words.number(None) == "not known"


@pytest.mark.parametrize(
    ("milligrams", "shown"),
    [
        (Decimal("60.000"), "60 mg"),
        (Decimal("2.5"), "2.5 mg"),
        (100, "100 mg"),
        (1200.0, "1,200 mg"),
        (None, "not known"),
    ],
)
def test_dose(milligrams, shown):
    assert words.dose(milligrams) == shown


def test_days_and_plurals():
    assert words.days(1) == "1 day"
    assert words.days(28) == "28 days"
    assert words.plural(1, "person", "people") == "1 person"
    assert words.plural(0, "person", "people") == "0 people"
    assert words.plural(2500, "person", "people") == "2,500 people"


def test_listed():
    assert [words.listed(each) for each in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_marks_of_an_axis():
    assert words.mark(0.25, Unit.SHARE) == "25%"
    assert words.mark(0.005, Unit.SHARE) == "0.5%"
    assert words.mark(60, Unit.MG) == "60"
    assert words.axis_name("Dose", Unit.MG) == "Dose (mg)"
    assert words.axis_name("Share", Unit.SHARE) == "Share"


@pytest.mark.parametrize("unit", Unit)
def test_what_is_not_known_is_said_in_every_unit(unit):
    assert words.say(None, unit) == words.say(math.nan, unit) == "not known"
    assert words.say(0, unit).startswith("0")
