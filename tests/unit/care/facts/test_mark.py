"""Whether anything was written since the rules were asked: of this person, in any table that they read."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ostara.care.accounts.roles import Role
from ostara.care.facts.deciding import judge, judge_known
from ostara.care.facts.gathering import About, OrderSaid
from ostara.care.facts.known import known_of_many
from ostara.care.facts.mark import counted, mark_of
from ostara.care.facts.models import Tightened, TightenedAgreed
from ostara.care.health.models import Pregnancy, Risk
from ostara.care.medication.models import Closure, Hold, Order
from ostara.care.people.models import Children, Flag
from ostara.guidance.rule import Moment
from tests.medicines import ACourse, a_course, a_course_with_everything, days_ago, today
from tests.staff import a_person_in_care, a_service, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]

# Worked out from history, or of no person and changed in place: nothing that stops anybody rests on the last four.
FOLLOWS = {
    "people_card",
    "treatment_episodenow",
    "people_person",
    "accounts_user",
    "accounts_service",
    "medication_place",
}
WRITES: dict[str, Callable[[ACourse], object]] = {
    "a hold": lambda one: Hold.objects.create(course=one.course, from_on=today(), reason=Hold.Reason.UNWELL),
    "an order": lambda one: one.on(mg=70, since=today()),
    "a dose": lambda one: one.supplied(today()),
    "a pregnancy": lambda one: Pregnancy.objects.create(
        person=one.course.person, service=one.course.service, on=today()
    ),
    "a risk": lambda one: Risk.objects.create(
        person=one.course.person, service=one.course.service, on=today(), kind="benzodiazepines"
    ),
    "children": lambda one: Children.objects.create(person=one.course.person, effective_on=today()),
    "a flag": lambda one: Flag.objects.create(person=one.course.person, raised_on=today()),
    "a closed day of a pharmacy": lambda one: Closure.objects.create(place=one.place, on=today()),
}


def asked(one: ACourse):
    said = OrderSaid(
        product="methadone_1",
        dose_mg=Decimal(60),
        effective_on=today(),
        supervision="supervised",
        reason=Order.Reason.REVIEWED,
    )
    return judge(one.course.person, moment=Moment.ORDER, on=today(), course=one.course, order=said)


@pytest.fixture
def steady():
    return a_course().on(mg=60).supplied_daily(days_ago(10), days_ago(1))


@pytest.mark.parametrize("name", WRITES)
def test_what_is_written_of_a_person_is_noticed(steady, name):
    mark = mark_of([steady.course.person_id], on=today())
    assert mark.holds()
    WRITES[name](steady)
    assert not mark.holds()


def test_what_is_written_of_somebody_else_is_not(steady):
    other = a_course().on(mg=60)
    mark = mark_of([steady.course.person_id], on=today())
    other.on(mg=70, since=today()).supplied(today())
    assert mark.holds()


def test_a_number_made_tighter_here_is_noticed(steady):
    mark = mark_of([steady.course.person_id], on=today())
    officer = somebody(Role.SAFETY_OFFICER)
    said = {"name": "missed_days.welfare_check", "value": "5", "from_on": today(), "words": "Ours"}
    row = Tightened.objects.create(**said, recorded_by=officer)
    TightenedAgreed.objects.create(tightened=row, agreed_by=officer)
    assert not mark.holds()


def test_every_table_that_the_rules_read_is_counted():
    harbour = a_service()
    person = a_person_in_care(at=harbour)
    a_course_with_everything(of=person, at=harbour)
    with CaptureQueriesContext(connection) as queries:
        known_of_many({person.pk: [person.pk]}, on=today())
    read = {name for one in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])}
    known = {model._meta.db_table for model in apps.get_models()}
    assert len(read & known) > 30
    assert read & known <= {model._meta.db_table for model in counted()} | FOLLOWS


def test_rules_are_asked_again_only_where_something_changed(steady):
    found = asked(steady)
    assert found.now() is found
    for back in (3, 2, 1):
        Hold.objects.create(course=steady.course, from_on=days_ago(back), reason=Hold.Reason.MISSED)
    again = found.now()
    assert again is not found and again.facts != found.facts and again.now() is again


def test_what_was_asked_only_to_be_shown_is_not_acted_on(steady):
    person = steady.course.person_id
    known = known_of_many({person: [person]}, on=today())[person]
    with pytest.raises(TypeError, match="shown"):
        judge_known(known, About(on=today()), moment=Moment.ORDER).now()
