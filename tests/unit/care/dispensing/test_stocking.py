"""Stock: what came in, which bottle is open, counts by two people, and lines put right by others that point back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.dispensing import actions
from ostara.care.dispensing.questions.stock import bottles_of, kept_at
from ostara.care.medication.models import RegisterLine
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.models import OpenTask, TaskDone
from tests.dispensing import a_dispensing_room, somebody_due, today
from tests.staff import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def room():
    return a_dispensing_room()


def now(room):
    return {"on": today(), "by": room.by, "at": timezone.now()}


def counted(room, stock, amount):
    second = somebody(Role.NURSE, at=room.service)
    return actions.count_stock(stock=stock, counted=Decimal(amount), witness=second, **now(room))


def test_each_bottle_has_a_line_and_the_first_stands_open(room):
    stock = room.holds(1000, bottles=2)
    first, second = bottles_of(stock, on=today())
    assert (first.left, second.left) == (500, 500)
    assert stock.in_use == first.bottle and first.in_use and not second.in_use
    assert [line.change for line in RegisterLine.objects.order_by("number")] == [500, 500]


def test_doses_are_taken_from_the_bottle_in_use(room):
    stock = room.holds(1000, bottles=2)
    room.gives(somebody_due(at=room))
    other = next(one.bottle for one in bottles_of(stock, on=today()) if not one.in_use)
    actions.open_bottle(stock=stock, bottle=other, on=today(), by=room.by)
    room.gives(somebody_due(at=room))
    stock.refresh_from_db()
    assert {one.bottle.pk: one.left for one in bottles_of(stock, on=today())}[other.pk] == 440
    assert bottles_of(stock, on=today())[0].in_use


def test_a_bottle_past_its_day_is_not_opened_and_not_received(room):
    stock = room.holds(500, expires_on=today() + timedelta(days=1))
    (one,) = bottles_of(stock, on=today())
    with pytest.raises(Refused, match="expired"):
        actions.open_bottle(stock=stock, bottle=one.bottle, on=today() + timedelta(days=2), by=room.by)
    with pytest.raises(Refused) as refused:
        room.holds(500, expires_on=today() - timedelta(days=1))
    assert refused.value.field == "expires_on"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"product": "methadone_9"}, "product"),
        ({"strength": 2}, "strength"),
        ({"product": "buvidal_weekly", "strength": 24, "amount": "1.5"}, "amount"),
    ],
)
def test_what_cannot_be_is_not_received(room, said, field):
    with pytest.raises(Refused) as refused:
        room.holds(said.pop("amount", 500), **said)
    assert refused.value.field == field


def test_a_count_that_agrees_changes_nothing(room):
    stock = room.holds(500)
    count = counted(room, stock, 500)
    assert (count.counted, count.expected, count.line.change) == (500, 500, 0)
    assert not OpenTask.objects.exists()


def test_a_count_that_differs_is_looked_into_and_the_balance_is_not_made_to_fit(room):
    stock = room.holds(500)
    counted(room, stock, 480)
    stock.refresh_from_db()
    assert stock.balance == 500
    task = OpenTask.objects.get()
    assert (task.for_role, task.due_on) == ("service_manager", today() + timedelta(days=1))
    line = RegisterLine.objects.get(kind="received")
    actions.put_right(line=line, change=Decimal(-20), words="Delivered 480", **now(room))
    counted(room, stock, 480)
    assert not OpenTask.objects.exists() and TaskDone.objects.get().task == task.task


def test_nobody_counts_alone(room):
    stock = room.holds(500)
    with pytest.raises(Refused, match="Two people"):
        actions.count_stock(stock=stock, counted=Decimal(500), witness=room.nurse, **now(room))


def test_a_count_is_due_every_week(room):
    stock = room.holds(500)
    assert kept_at([room.place.pk])[0].count_due(today())
    counted(room, stock, 500)
    (kept,) = kept_at([room.place.pk])
    assert not kept.count_due(today() + timedelta(days=6)) and kept.count_due(today() + timedelta(days=7))


def test_a_line_is_put_right_once_by_another_that_points_back(room):
    stock = room.holds(500)
    line = RegisterLine.objects.get()
    made = actions.put_right(line=line, change=Decimal(-10), words="490 came", **now(room))
    stock.refresh_from_db()
    assert (made.puts_right, stock.balance) == (line, 490)
    with pytest.raises(Changed):
        actions.put_right(line=line, change=Decimal(5), words="No", **now(room))


def test_what_is_spilled_is_written_off_before_a_witness(room):
    stock = room.holds(500)
    second = somebody(Role.NURSE, at=room.service)
    line = actions.lose_stock(stock=stock, amount=Decimal(25), words="Knocked over", witness=second, **now(room))
    assert (line.change, line.balance, line.witness) == (-25, 475, second)
    assert list(disagreements()) == []


def test_more_may_leave_than_came_in_and_it_shows(room):
    stock = room.holds(50)
    room.gives(somebody_due(at=room))
    stock.refresh_from_db()
    assert stock.balance == -10
