"""Instalments, table by table: what is handed over on which day, for which days, and what has to be said."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ostara.care.calendar.days import days_between
from ostara.care.calendar.instalments import schedule
from tests.spec.medication.reading import PLACE, instalment_tables

TABLES = instalment_tables()


def made(table):
    return schedule(
        table.orders,
        table.pattern,
        {PLACE: table.opening},
        strength_mg_per_ml=Decimal(1),
        first=table.first,
        last=table.last,
        closed_day_wording=table.wording,
        on_fp10mda=True,
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_instalments_are_as_the_table_says(table):
    found = [(one.pickup_on, one.days, one.mg, one.observed_mg, one.moved_from) for one in made(table).instalments]
    assert found == table.rows


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_what_stands_in_the_way_is_said(table):
    assert [(one.kind, one.day) for one in made(table).problems] == table.problems


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_the_rows_of_a_table_cover_each_of_its_days_once(table):
    covered = sorted(day for _, days, *_ in table.rows for day in days)
    assert covered == sorted(set(covered)) and set(covered) <= set(days_between(table.first, table.last))
    assert covered[-1] - covered[0] < timedelta(days=16)
