"""How often a test is asked for, and days drawn by chance: a weekday in each stretch, the same from the same seed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.care.specimens.drawing_days import draw, how_often, next_by
from ostara.care.specimens.models import Drawing

START = date(2026, 1, 5)
BECAUSE = Drawing.Because


def after(days: int) -> date:
    return START + timedelta(days)


@pytest.mark.parametrize(
    ("days", "use", "every", "because"),
    [
        (0, None, 7, BECAUSE.FIRST_WEEKS),
        (41, False, 7, BECAUSE.FIRST_WEEKS),
        (42, None, 30, BECAUSE.NOT_KNOWN),
        (42, True, 30, BECAUSE.USE_ON_TOP),
        (42, False, 90, BECAUSE.STEADY),
        (900, True, 30, BECAUSE.USE_ON_TOP),
    ],
)
def test_how_often_a_test_is_asked_for(days, use, every, because):
    often = how_often(started=START, on=after(days), use_on_top=use)
    assert (often.every_days, often.because) == (every, because)


def test_not_knowing_is_never_less_often_than_a_no():
    unknown, none = (how_often(started=START, on=after(100), use_on_top=use) for use in (None, False))
    assert unknown.every_days <= none.every_days


def test_the_next_counts_from_the_last_or_from_the_start():
    by, _ = next_by(started=START, on=after(3), use_on_top=None, tested=None)
    assert by == after(7)
    by, _ = next_by(started=START, on=after(100), use_on_top=False, tested=after(80))
    assert by == after(170)


@given(
    seed=st.text(max_size=40),
    first=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    length=st.integers(0, 400),
    every=st.integers(1, 120),
)
def test_one_weekday_in_each_stretch(seed, first, length, every):
    last = first + timedelta(length)
    days = draw(seed, from_on=first, until_on=last, every_days=every)
    assert days == draw(seed, from_on=first, until_on=last, every_days=every)
    assert all(first <= day <= last and day.weekday() < 5 for day in days)
    stretches = [(day - first).days // every for day in days]
    assert stretches == sorted(set(stretches))
    if every >= 3:  # a stretch of three days holds a weekday; the last one may be shorter
        assert len(days) >= (length + 1) // every


def test_another_seed_draws_other_days():
    drawn = {tuple(draw(str(seed), from_on=START, until_on=after(180), every_days=30)) for seed in range(20)}
    assert len(drawn) > 15
