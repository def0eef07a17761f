"""The switching table: each dose in one row, and no guessing between rows."""

from decimal import Decimal

import pytest

from ostara.knowledge.depot_switching import row_for_lyophilisate, row_for_tablets, switching_table
from ostara.knowledge.medicines import products


@pytest.mark.parametrize(
    ("tablets", "weekly", "monthly"),
    [
        (2, 8, None),
        (6, 8, None),
        (8, 16, 64),
        (10, 16, 64),
        (16, 24, 96),
        (24, 32, 128),
        (26, None, 160),
        (32, None, 160),
    ],
)
def test_from_tablets(tablets, weekly, monthly):
    row = row_for_tablets(tablets)
    assert (row.weekly_mg, row.monthly_mg) == (weekly, monthly)


@pytest.mark.parametrize("mg", [0, 1, 7, 11, 17, 25, 33, Decimal("10.4")])
def test_between_rows_nothing_is_guessed(mg):
    assert row_for_tablets(mg) is None


@pytest.mark.parametrize(("mg", "weekly"), [(2, 8), (8, 16), (12, 24), (18, 32)])
def test_from_lyophilisate(mg, weekly):
    assert row_for_lyophilisate(mg).weekly_mg == weekly


@pytest.mark.parametrize("mg", [1, 5, 9, 13, 20])
def test_lyophilisate_between_rows(mg):
    assert row_for_lyophilisate(mg) is None


def test_each_step_of_two_milligrams_is_in_one_row():
    for mg in range(2, 34, 2):
        assert sum(row.tablet_low_mg <= mg <= row.tablet_high_mg for row in switching_table()) == 1


def test_monthly_is_four_times_weekly_where_both_are_made():
    both = [row for row in switching_table() if row.weekly_mg and row.monthly_mg]
    assert len(both) == 3
    assert all(row.monthly_mg == 4 * row.weekly_mg for row in both)


def test_only_strengths_that_are_made():
    weekly = {row.weekly_mg for row in switching_table()} - {None}
    monthly = {row.monthly_mg for row in switching_table()} - {None}
    assert weekly == set(products()["buvidal_weekly"].strengths)
    assert monthly == set(products()["buvidal_monthly"].strengths)
