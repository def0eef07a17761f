"""Rules are asked of the record, answered by those who may, and kept with what they saw."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role, Verb
from ostara.care.facts.deciding import judge, keep
from ostara.care.facts.gathering import About, OrderSaid, SupplySaid, facts_for, facts_in
from ostara.care.facts.known import known_of_many
from ostara.care.facts.models import Finding
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import Hold, Order
from ostara.care.rows.acts import Refused
from ostara.care.tasks.models import OpenTask
from ostara.guidance.rule import Moment
from tests.episodes import the_episode
from tests.medicines import a_course, a_course_with_everything, days_ago, today
from tests.staff import a_person_in_care, a_service, by, somebody
from tests.tested import a_specimen

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def an_order(mg, **fields):
    said = {
        "product": "methadone_1",
        "dose_mg": Decimal(mg),
        "effective_on": today(),
        "supervision": "supervised",
        "reason": Order.Reason.TITRATION,
        "seen_today": True,
        **fields,
    }
    return OrderSaid(**said)


def asked(course, order, **said):
    return judge(
        course.course.person, moment=Moment.ORDER, on=today(), course=course.course, order=order, said=said or None
    )


def rules(found):
    return {one.rule for one in found}


def test_a_large_rise_asks_and_a_small_one_does_not():
    course = a_course().on(mg=60)
    course.supplied_daily(days_ago(10), days_ago(1))
    assert "IND-05" in rules(asked(course, an_order(80)).asks)
    assert "IND-05" not in rules(asked(course, an_order(65)).asks)


def test_a_stable_person_whose_order_goes_on_is_asked_nothing():
    course = a_course().on(mg=60, since=days_ago(200))
    course.supplied_daily(days_ago(28), days_ago(1))
    assert asked(course, an_order(60, reason=Order.Reason.REVIEWED)).asks == ()


def test_who_may_not_answer_is_refused_and_who_may_needs_a_reason():
    harbour = a_service()
    course = a_course(at=harbour).on(mg=60)
    course.supplied_daily(days_ago(10), days_ago(1))
    found = asked(course, an_order(80))
    prescriber = by(somebody(Role.PRESCRIBER, at=harbour), Verb.PRESCRIBE)
    replies = {one.rule: Reply("seen") for one in found.asks}
    with pytest.raises(Refused, match="Say why you go on"):
        found.refuse_unless({}, by=prescriber, service=harbour, on=today())
    with pytest.raises(Refused, match="which reason"):
        found.refuse_unless(
            {one.rule: Reply("other") for one in found.asks}, by=prescriber, service=harbour, on=today()
        )
    with pytest.raises(Refused, match="Only a"):
        found.refuse_unless(replies, by=replace(prescriber, role=Role.NURSE), service=harbour, on=today())
    found.refuse_unless(replies, by=prescriber, service=harbour, on=today())


def test_what_was_answered_is_kept_with_the_facts_that_were_seen():
    course = a_course().on(mg=60)
    course.supplied_daily(days_ago(10), days_ago(1))
    found = asked(course, an_order(80))
    keep(
        found,
        person=course.course.person,
        course=course.course,
        service=course.course.service,
        record=course.course,
        by=course.actor,
        at=timezone.now(),
        on=today(),
        replies={"IND-05": Reply("seen", "Sober, in withdrawal each morning")},
    )
    kept = Finding.objects.get(rule="IND-05")
    assert kept.seen["order.daily_mg"] == "80" and Decimal(kept.seen["order.previous_daily_mg"]) == 60
    assert (kept.reason, kept.signed, len(kept.version)) == ("seen", True, 64)
    assert {one.task.because for one in OpenTask.objects.select_related("task")} == rules(found.tasks)


def test_three_reported_days_without_medicine_hold_the_next_supply():
    course = a_course().on(mg=60)
    course.supplied_daily(days_ago(10), days_ago(4))
    for back in (3, 2, 1):
        course.supplied(days_ago(back), outcome="not_collected")
    due = course.due(today())
    supply = SupplySaid(instalment=due, given_mg=Decimal(60), taken_home_days=0, by_staff=True)
    found = judge(
        course.course.person,
        moment=Moment.SUPPLY,
        on=today(),
        course=course.course,
        supply=supply,
        said={"supply.intoxicated": False},
    )
    assert "MISS-03" in {one.rule.split(".")[0] for one in (*found.stops, *found.asks)}


def test_a_fact_that_is_said_otherwise_than_recorded_is_a_conflict():
    course = a_course().on(mg=60)
    facts = facts_for(
        course.course.person,
        on=today(),
        course=course.course,
        order=an_order(60),
        said={"order.medicine": "buprenorphine"},
    )
    assert [one.path for one in facts.conflicts] == ["order.medicine"]
    assert facts.said("order.medicine") is None


def test_somebody_in_hospital_is_known_by_the_hold():
    course = a_course().on(mg=60)
    Hold.objects.create(course=course.course, from_on=days_ago(1), reason=Hold.Reason.HOSPITAL)
    facts = facts_for(course.course.person, on=today(), course=course.course)
    assert facts.said("moves.in_hospital") is True


def somebody_of_whom_much_is_recorded(at):
    course = a_course_with_everything(of=a_person_in_care(at=at), at=at)
    the_episode(course.course.person, at).reviewed(after=40)
    a_specimen(of=course.course.person, at=at, opiates="positive", cocaine="negative")
    return course.course.person


def test_a_caseload_is_loaded_in_as_many_queries_as_one_person(django_assert_num_queries):
    harbour = a_service()
    people = [somebody_of_whom_much_is_recorded(harbour) for _ in range(3)]
    queries = 49
    with django_assert_num_queries(queries):
        known_of_many({people[0].pk: [people[0].pk]}, on=today())
    with django_assert_num_queries(queries):
        known_of_many({one.pk: [one.pk] for one in people}, on=today())


def test_facts_of_rows_that_were_loaded_are_worked_out_without_asking_again(django_assert_num_queries):
    person = somebody_of_whom_much_is_recorded(a_service())
    known = known_of_many({person.pk: [person.pk]}, on=today())[person.pk]
    with django_assert_num_queries(0):
        facts_in(known, About(on=today(), standing=known.courses[0]))
