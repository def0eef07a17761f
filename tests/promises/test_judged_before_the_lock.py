"""The rules are asked before anybody is kept waiting, and what changes between their answer and the writing is noticed.

Each on a record of its own, with real connections and real commits, on both databases.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Again
from ostara.care.dispensing.actions.afterwards import judged_once_more
from ostara.care.dispensing.actions.counter import Given, judged_first
from ostara.care.facts.deciding import judge
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Hold, Order, Supply
from ostara.care.medication.questions.orders import latest_written
from ostara.care.medication.writing.supplies import void_supply, write_supply
from ostara.care.prescribing.actions.ordering import Signing, order
from ostara.care.rows.acts import Refused
from ostara.guidance.rule import Moment
from tests.dispensing import a_dispensing_room, days_ago, somebody_due, today
from tests.staff import a_browser_of, somebody

FACTS = re.compile(r'FROM "(health_risk|health_naloxonekit|outcomes_top|medication_prescription)"')


@pytest.fixture
def room(own_record):
    return a_dispensing_room()


def elsewhere(act):
    """Somebody else does something, over a connection of their own, and commits it."""

    def done():
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        other.submit(done).result()


def missed_after_all(course):
    """What was written of yesterday was wrong: nothing was collected then, nor on the days before."""

    def act():
        by, at = course.actor, timezone.now()
        yesterday = Supply.objects.get(course=course.course, on=days_ago(1))
        void_supply(supply=yesterday, why="Another person", by=by, at=at)
        said = {"place": course.place, "on": days_ago(1), "outcome": "not_collected", "by": by, "at": at}
        write_supply(instalment=yesterday.instalment, **said)
        for back in (2, 3, 4, 5):
            course.supplied(days_ago(back), outcome="not_collected")

    return act


def test_days_missed_that_come_to_light_hold_the_dose_all_the_same(room):
    course = somebody_due(at=room)
    due = room.due_of(course).instalment
    judged = judged_first(due, Given(outcome="observed", sober=True), today())
    assert not judged.stops and not judged.asks
    elsewhere(missed_after_all(course))
    with pytest.raises(Refused, match="without medicine"):
        room.gives(due, judged=judged)
    assert not Supply.objects.filter(on=today()).exists()


def test_a_hold_placed_meanwhile_holds_the_dose(room):
    course = somebody_due(at=room)
    due = room.due_of(course).instalment
    judged = judged_first(due, Given(outcome="observed", sober=True), today())
    elsewhere(lambda: Hold.objects.create(course=course.course, from_on=today(), reason=Hold.Reason.UNWELL))
    with pytest.raises(Refused, match="held since"):
        room.gives(due, judged=judged)


def test_an_order_is_asked_about_again_where_days_missed_come_to_light(room):
    course = somebody_due(at=room)
    said = OrderSaid(
        product="methadone_1",
        dose_mg=Decimal(60),
        effective_on=today(),
        supervision="supervised",
        reason=Order.Reason.REVIEWED,
        seen_today=True,
    )
    judged = judge(course.course.person, moment=Moment.ORDER, on=today(), course=course.course, order=said)
    assert not judged.stops and not judged.asks
    signing = Signing(judged=judged, replies={}, by=course.actor, at=timezone.now(), on=today())
    elsewhere(missed_after_all(course))
    with pytest.raises(Refused, match="without"):
        order(course=course.course, said=said, after=latest_written(course.course), signing=signing)
    assert len(course.orders) == 1


def lost_a_dose(room, *, seen=True):
    """Somebody whose dose of today came up, and a prescriber who allows another."""
    room.holds(500)
    given = room.gives(somebody_due(at=room))
    came_up(room, given, seen=seen)
    return given, Again(mg=Decimal(60), allowed_by=somebody(Role.PRESCRIBER, at=room.service))


def came_up(room, given, *, seen):
    said = {"on": today(), "by": room.by, "at": timezone.now()}
    actions.record_event(supply=given, kind="vomited", mg=None, witnessed=seen, **said)


def test_a_dose_given_again_is_asked_about_again_where_another_came_up_unseen_meanwhile(room):
    given, again = lost_a_dose(room)
    judged = judged_once_more(given, again, today())
    assert judged and not judged.stops and not judged.asks
    elsewhere(lambda: came_up(room, given, seen=False))
    with pytest.raises(Refused, match="Nobody saw"):
        actions.give_again(supply=given, again=again, on=today(), by=room.by, at=timezone.now(), judged=judged)
    assert not given.events.filter(kind="given_again").exists()


def read_while_sending(user, address, sent):
    """Which tables of facts were read while a form was sent and done: whether others waited for it, and the tables."""
    read: dict[bool, list[str]] = {True: [], False: []}

    def noted(execute, sql, *given):
        read[connection.in_atomic_block] += FACTS.findall(sql) if "count(*)" not in sql else []
        return execute(sql, *given)

    with connection.execute_wrapper(noted):
        answer = a_browser_of(user).post(address, sent)
    assert answer.status_code == 302
    return read


def test_nothing_that_rules_read_is_read_while_others_wait(room):
    """At the counter's page: on SQLite one write keeps every other waiting."""
    room.holds(100)
    course = somebody_due(at=room).course
    address = reverse("give_dose", args=(course.person_id, course.pk))
    read = read_while_sending(room.nurse, address, {"checked": "on", "what": "observed"})
    assert Supply.objects.filter(course=course, on=today()).count() == 1
    assert read[False] and not read[True]


def test_nor_where_a_dose_is_given_once_more(room):
    given, again = lost_a_dose(room)
    address = reverse("give_again", args=(given.course.person_id, given.pk))
    read = read_while_sending(room.nurse, address, {"mg": "60", "allowed_by": str(again.allowed_by.pk)})
    assert given.events.filter(kind="given_again").count() == 1
    assert read[False] and not read[True]
