"""Whatever is ordered, held, given, taken back and counted, in whatever order: a course has one order in force or an
explicit stop on every day, no day is supplied twice, and stock is what its register adds up to."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.care.accounts.roles import Role
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Again
from ostara.care.dispensing.actions.going_wrong import Happened
from ostara.care.dispensing.due import due_at
from ostara.care.medication.models import Hold, HoldEnd, Order, RegisterLine, SupplyEvent
from ostara.care.medication.questions.orders import STOP
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.medication.questions.supplies import GIVEN, covers, standing_supplies
from ostara.care.medication.writing.orders import take_back
from ostara.care.rows.acts import Refused
from tests.dispensing import a_dispensing_room, an_arrangement, days_ago, today
from tests.medicines import a_course
from tests.staff import somebody

DAYS = 10
day = st.integers(0, DAYS - 1)
step = st.one_of(
    st.tuples(st.just("order"), day, st.sampled_from([20, 40, 45, 60])),
    st.tuples(st.just("stop"), day),
    st.tuples(st.just("order_back"), day),
    st.tuples(st.just("hold"), day),
    st.tuples(st.just("go_on"), day),
    st.tuples(st.just("give"), day, st.sampled_from([None, 15])),
    st.tuples(st.just("not_collected"), day),
    st.tuples(st.just("void"), st.booleans()),
    st.tuples(st.just("vomited"), st.sampled_from([10, 20])),
    st.tuples(st.just("incident"), st.sampled_from([10, 60])),
    st.tuples(st.just("count"), st.sampled_from([5000, 4000])),
)


class Room:
    """A room with one course, and what should be in its bottle by our own reckoning."""

    def __init__(self) -> None:
        self.room = a_dispensing_room()
        self.stock = self.room.holds(5000)
        self.second = somebody(Role.NURSE, at=self.room.service)
        self.course = a_course(at=self.room.service, place=self.room.place).on(mg=40, since=days_ago(DAYS))
        an_arrangement(of=self.course, at=self.room.place)
        self.left = Decimal(5000)

    def does(self, what, *said):
        with suppress(Refused), transaction.atomic():
            getattr(self, what)(*said)

    def order(self, back, mg):
        self.course.on(mg=mg, since=days_ago(back))

    def stop(self, back):
        self.course.stopped(days_ago(back))

    def order_back(self, back):
        row = Order.objects.filter(course=self.course.course, effective_on=days_ago(back)).order_by("revision").last()
        if row:
            take_back(order=row, words="Wrong", by=self.course.actor, at=timezone.now())

    def hold(self, back):
        actions.withhold(
            course=self.course.course, reason="unwell", on=days_ago(back), by=self.room.by, at=timezone.now()
        )

    def go_on(self, back):
        hold = Hold.objects.filter(course=self.course.course, end__isnull=True).order_by("id").first()
        if hold:
            HoldEnd.objects.create(hold=hold, on=days_ago(back), decision=HoldEnd.Decision.GO_ON)

    def give(self, back, part):
        self._settles(back, said="later", given_mg=part, why_part="Drowsy" if part else "")

    def not_collected(self, back):
        self._settles(back, said="later", outcome="not_collected")

    def _settles(self, back, **said):
        on = days_ago(back)
        for due in due_at(self.room.place, on=on, courses=[self.course.course]):
            supply = self.room.gives(due.instalment, on=on, **said)
            self.left -= supply.given_mg or 0

    def void(self, medicine_back):
        supply = standing_supplies().filter(course=self.course.course).order_by("id").last()
        if supply:
            again = supply.events.filter(kind="given_again")
            actions.take_back_supply(
                supply=supply,
                why="Wrong line",
                medicine_back=medicine_back,
                on=today(),
                by=self.room.by,
                at=timezone.now(),
            )
            self.left += (supply.given_mg or 0) + sum(event.mg for event in again) if medicine_back else Decimal(0)

    def vomited(self, mg):
        supply = standing_supplies().filter(course=self.course.course, outcome__in=GIVEN).order_by("id").last()
        if supply is None:
            return
        said = {"on": today(), "by": self.room.by, "at": timezone.now()}
        actions.record_event(supply=supply, kind=SupplyEvent.Kind.VOMITED, mg=None, witnessed=True, **said)
        again = Again(mg=Decimal(mg), allowed_by=self.course.prescriber, stated=SEEN)
        actions.give_again(supply=supply, again=again, **said)
        self.left -= mg

    def incident(self, mg):
        happened = Happened(
            kind="double", on=today(), course=self.course.course, place=self.room.place, unbooked_mg=mg, words="Twice."
        )
        actions.record_incident(
            person=self.course.course.person,
            service=self.room.service,
            happened=happened,
            by=self.room.by,
            at=timezone.now(),
            on=today(),
        )
        self.left -= mg

    def count(self, counted):
        actions.count_stock(
            stock=self.stock,
            counted=Decimal(counted),
            witness=self.second,
            on=today(),
            by=self.room.by,
            at=timezone.now(),
        )


SEEN = {"supply.intoxicated": False, "supply.sedated": False}


def one_order_or_a_stop(course):
    """Reckoned apart from `in_force`: of each day the highest revision, unless that takes the day's order back."""
    rows = list(Order.objects.filter(course=course).order_by("effective_on", "revision"))
    latest = {row.effective_on: row for row in rows}
    points = [row for row in latest.values() if not row.taken_back]
    assert points[0].effective_on == days_ago(DAYS)
    for row in points:
        assert (row.kind == STOP) == (row.dose_mg is None)
    assert Order.objects.filter(course=course, next__isnull=True).count() == 1  # nobody overtook anybody unseen
    assert Order.objects.filter(course=course, after__isnull=True).count() == 1


def no_day_twice(course):
    given = standing_supplies().filter(course=course, outcome__in=GIVEN).select_related("instalment")
    days = Counter(one for supply in given for one in covers(supply.instalment))
    assert [one for one, times in days.items() if times > 1] == []
    standing = Counter(standing_supplies().filter(course=course).values_list("instalment", flat=True))
    assert [one for one, times in standing.items() if times > 1] == []


def the_register_adds_up(stock, left):
    stock.refresh_from_db()
    lines = list(RegisterLine.objects.filter(stock=stock).order_by("number"))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    balance = Decimal(0)
    for line in lines:
        balance += line.change
        assert line.balance == balance
    assert stock.balance == balance == left
    assert list(disagreements()) == []


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=3, max_size=14))
def test_any_sequence_adds_up(steps):
    with_one = Room()
    for what, *said in steps:
        with_one.does(what, *said)
    one_order_or_a_stop(with_one.course.course)
    no_day_twice(with_one.course.course)
    the_register_adds_up(with_one.stock, with_one.left)
