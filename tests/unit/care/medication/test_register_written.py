"""The register: lines numbered without a gap, a balance that follows from them and is never made to look right."""

from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.medication.models import RegisterLine, Stock
from ostara.care.medication.questions.stocks import disagreements, register_of
from ostara.care.medication.writing.register import stock_at, taken_from_stock, write_line
from tests.medicines import a_course, a_room, today
from tests.staff import a_service

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def stock():
    return stock_at(a_room(at=a_service()), "methadone_1", Decimal(1))


def line(stock, change, kind=RegisterLine.Kind.SUPPLIED):
    actor = a_course().actor
    return write_line(stock=stock, kind=kind, change=Decimal(change), on=today(), by=actor, at=timezone.now())


def test_each_line_follows_from_the_one_before(stock):
    line(stock, "500", RegisterLine.Kind.RECEIVED)
    line(stock, "-60")
    line(stock, "-42.5")
    rows = list(register_of(stock))
    assert [(row.number, row.balance) for row in rows] == [(3, Decimal("397.5")), (2, 440), (1, 500)]
    assert list(disagreements()) == []


def test_a_balance_below_nought_is_shown(stock):
    assert line(stock, "-60").balance == -60


def test_a_stock_that_says_otherwise_is_named(stock):
    line(stock, "500", RegisterLine.Kind.RECEIVED)
    Stock.objects.update(balance=499)
    assert list(disagreements()) == [f"{stock.pk} balance"]


def test_milligrams_leave_as_millilitres_of_the_course():
    strong = a_course(product="methadone_10").course
    assert taken_from_stock(strong, Decimal(60), Decimal(10)) == -6
