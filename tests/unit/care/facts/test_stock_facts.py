"""A stock: when it was last counted, whether the count differed, and whether that was reported."""

from decimal import Decimal

import pytest

from ostara.care.accounts.roles import Role
from ostara.care.facts.gathering.stock import stock_facts
from ostara.care.medication.models import RegisterLine, StockCount
from ostara.care.tasks.actions import end_task, raise_task
from ostara.care.tasks.models import TaskDone
from tests.dispensing import a_stock_of
from tests.episodes import at_noon
from tests.medicines import days_ago, today
from tests.staff import a_service, by, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def counted(stock, amount, *, ago):
    number = RegisterLine.objects.filter(stock=stock).count() + 1
    said = {"kind": "counted", "on": days_ago(ago), "change": 0, "balance": stock.balance, "number": number}
    line = RegisterLine.objects.create(stock=stock, recorded_at=at_noon(), **said)
    StockCount.objects.create(line=line, counted=Decimal(amount), expected=stock.balance, recorded_at=at_noon())


def said(stock, name):
    return stock_facts(stock, on=today()).said(f"stock.{name}")


def test_a_stock_that_nobody_counted_does_not_differ_and_has_no_day():
    stock = a_stock_of(a_service())
    assert (said(stock, "differs"), said(stock, "days_since_count"), said(stock, "counting")) == (False, None, False)


def test_the_last_count_holds():
    stock = a_stock_of(a_service())
    counted(stock, stock.balance - 5, ago=9)
    assert (said(stock, "differs"), said(stock, "difference_reported"), said(stock, "days_since_count")) == (
        *(True, False, 9),
    )
    counted(stock, stock.balance, ago=2)
    assert (said(stock, "differs"), said(stock, "days_since_count")) == (False, 2)


def test_a_difference_is_reported_by_its_task():
    here = a_service()
    stock = a_stock_of(here)
    counted(stock, stock.balance - 5, ago=1)
    manager = by(somebody(Role.SERVICE_MANAGER, at=here))
    task = raise_task(
        service=here,
        words="Report it",
        due_on=today(),
        for_role=Role.SERVICE_MANAGER,
        because="CD-13.3",
        marker=f"CD-13.3 {stock.pk}",
        by=manager,
        at=at_noon(),
    )
    end_task(task=task, outcome=TaskDone.Outcome.DONE, by=manager, at=at_noon())
    assert said(stock, "difference_reported") is True
