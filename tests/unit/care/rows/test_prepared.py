"""A question that is prepared answers as Django would, and has its SQL worked out once."""

from datetime import date, datetime, timedelta
from inspect import unwrap
from uuid import uuid4

import pytest
from django.db.models import Model, Prefetch, Q
from django.utils import timezone

from ostara.care.facts import loading
from ostara.care.medication.questions.courses import all_courses_of
from ostara.care.medication.questions.orders import _orders
from ostara.care.people.models import Flag, Involvement
from ostara.care.rows.prepared import MANY, DiffersError, first, prepared
from ostara.care.treatment.questions import episodes_now
from tests.episodes import an_episode_in_treatment, days_ago
from tests.medicines import a_course_with_everything
from tests.persons import a_flag_of, a_person
from tests.staff import a_service
from tests.tested import days_drawn

pytestmark = [pytest.mark.django_db, pytest.mark.record]
worked_out = []


@prepared
def flags(records, *, since, more=0):
    worked_out.append(records)
    rows = Flag.objects.standing().filter(person__in=records, raised_on__gte=since - timedelta(days=7 + more))
    return rows.select_related("person").order_by("raised_on", "id")


@prepared
def names_of_kinds(person, at):
    rows = Flag.objects.filter(Q(recorded_at__lte=at) | Q(recorded_at__isnull=True), person=person)
    return rows.order_by("kind").values_list("kind", "raised_on")


@pytest.fixture
def flagged():
    """Three people, each with a flag raised today and one raised a year ago."""
    here = a_service()
    people = [a_person(at=here, given=name) for name in ("Ada", "Bo", "Cy")]
    for one in people:
        a_flag_of(one, raised_on=days_ago(0))
        a_flag_of(one, raised_on=days_ago(365))
    return people


def plainly(question, *args, **kwargs):
    """As Django answers it."""
    return list(question.__wrapped__(*args, **kwargs))


@pytest.mark.parametrize("many", [0, 1, 2, 3])
@pytest.mark.parametrize("ago", [0, 7, 30, 358, 400])
def test_it_answers_as_django_does(flagged, many, ago):
    records = [one.pk for one in flagged[:many]]
    asked = flags(records, since=days_ago(ago))
    assert asked == plainly(flags, records, since=days_ago(ago))
    assert len(asked) == many * (2 if ago >= 358 else 1)


def test_its_sql_is_worked_out_once_for_each_number_of_records(flagged):
    for _ in range(2):
        for number in (1, 2):
            flags([one.pk for one in flagged[:number]], since=days_ago(0))
    worked_out.clear()
    for one in flagged:
        assert flags([one.pk], since=days_ago(3)) == flags((one.pk,), since=days_ago(3))
    assert worked_out == []


def test_what_says_how_it_is_asked_makes_another_question_of_it(flagged):
    records = [flagged[0].pk]
    assert len(flags(records, since=days_ago(0), more=7)) == 1
    assert len(flags(records, since=days_ago(0), more=358)) == 2


def test_values_and_instants_are_read_as_well(flagged):
    now = timezone.now()
    found = names_of_kinds(flagged[0].pk, now)
    assert found == plainly(names_of_kinds, flagged[0].pk, now)
    assert len(found) == 2 and all(isinstance(day, date) for _, day in found)
    assert names_of_kinds(flagged[0].pk, now - timedelta(days=1)) == []


def test_what_stands_beside_a_row_is_read_with_it(flagged, django_assert_num_queries):
    flags([flagged[0].pk], since=days_ago(0))
    with django_assert_num_queries(1):
        assert first(flags([flagged[1].pk], since=days_ago(0))).person.number == flagged[1].number


def test_what_is_fetched_beside_by_name_is_that_of_each_person():
    here = a_service()
    for _ in range(2):
        stay = an_episode_in_treatment(at=here)
        a_course_with_everything(of=stay.person, at=here)
        days_drawn(of=stay.person, at=here)
        (plan,) = loading._plans([stay.person.pk], days_ago(0))
        assert {step.plan_id for step in plan.steps.all()} == {plan.pk}


def test_as_many_as_there_is_room_for_are_asked_for_with_the_same_sql(flagged):
    others = [uuid4() for _ in range(61)]
    worked_out.clear()
    for many in (33, 40, 61):
        assert len(flags([one.pk for one in flagged] + others[:many], since=days_ago(400))) == 6
    assert {len(records) for records in worked_out} == {64}


def test_more_records_than_a_database_is_asked_about_at_once_are_asked_for_plainly(flagged):
    records = [one.pk for one in flagged] + [uuid4() for _ in range(MANY)]
    worked_out.clear()
    assert len(flags(records, since=days_ago(400))) == 6
    assert worked_out == [records]


def test_a_record_named_twice_is_asked_for_once(flagged):
    one = flagged[0].pk
    assert flags([one, one], since=days_ago(0)) == flags([one], since=days_ago(0))


@pytest.mark.parametrize("ago", [0, 61, 401])
def test_every_history_that_rules_ask_for_is_what_django_finds(ago):
    here = a_service()
    stay = an_episode_in_treatment(at=here)
    a_course_with_everything(of=stay.person, at=here)
    for name in loading.HISTORIES:
        asked = (name, [stay.person.pk], days_ago(ago))
        assert loading._history(*asked) == plainly(loading._history, *asked), name


def whole(one, above=()):
    """Everything that a row holds, and what was read beside it; not again what it stands beside itself."""
    if not isinstance(one, Model) or any(one is other for other in above):
        return one
    beside = {name: whole(other, (*above, one)) for name, other in one._state.fields_cache.items()}
    said = {name: value for name, value in vars(one).items() if not name.startswith("_")}
    return type(one), said, beside, one._state.db, one._state.adding


@pytest.mark.parametrize("question", [flags, episodes_now, all_courses_of, _orders, loading._plans])
def test_rows_hold_what_those_of_django_hold(flagged, question):
    stay = an_episode_in_treatment(at=a_service())
    course = a_course_with_everything(of=stay.person, at=stay.episode.service).course
    keys = [course.pk] if question is _orders else [stay.person.pk, flagged[0].pk]
    said = {"since": days_ago(400)} if question is flags else {}
    asked = (keys, days_ago(0)) if question is loading._plans else (keys,)
    found, plain = question(*asked, **said), list(unwrap(question)(*asked, **said))
    assert found and list(map(whole, found)) == list(map(whole, plain))


def test_what_stands_beside_many_rows_is_made_once(flagged):
    first_flag, second_flag = flags([flagged[0].pk], since=days_ago(400))
    assert first_flag.person is second_flag.person


class TestRefused:
    """What cannot be prepared is refused the first time it is asked."""

    def test_a_question_that_takes_a_day_apart(self, flagged):
        asked = prepared(lambda records, on: Flag.objects.filter(person__in=records, raised_on__gte=on.replace(day=1)))
        with pytest.raises(DiffersError):
            asked([flagged[0].pk], date(2026, 3, 1))

    def test_a_question_that_decides_by_a_day(self, flagged):
        def asked(on):
            return Flag.objects.filter(raised_on=on) if on < date(2100, 1, 1) else Flag.objects.all()

        with pytest.raises(DiffersError):
            prepared(asked)(days_ago(0))

    def test_a_question_that_fetches_beside_it_what_a_query_set_says(self, flagged):
        beside = Prefetch("person__flags", Flag.objects.all())
        asked = prepared(lambda key: Involvement.objects.filter(person=key).prefetch_related(beside))
        with pytest.raises(DiffersError):
            asked(flagged[0].pk)

    @pytest.mark.parametrize("said", [datetime.now, 1.5, {"a": 1}, object()])
    def test_a_question_asked_of_something_else(self, said):
        with pytest.raises(TypeError):
            prepared(lambda what: Flag.objects.filter(kind=what))(said)
