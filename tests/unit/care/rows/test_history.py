"""History is rows: nothing is changed or deleted, a correction is a new row, a form sent twice does its work once."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ostara.care.people.models import Involvement, Person
from ostara.care.rows.acts import Changed, Refused, correct, once
from ostara.care.rows.refusal import kept_forever, missing_refusals
from tests.staff import a_keyworker, a_person_in_care, a_service

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "is history" in str(error)
    return False


def test_every_table_of_history_refuses_to_be_changed():
    assert missing_refusals() == []
    assert {"people_person", "people_involvement", "audit_event", "audit_seal"} <= {
        m._meta.db_table for m in kept_forever()
    }


def test_the_database_itself_refuses_update_and_delete():
    person = a_person_in_care(at=a_service())
    assert refused(lambda: Person.objects.filter(pk=person.pk).update(number="X"))
    assert refused(lambda: Involvement.objects.all()._raw_delete("default"))
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("UPDATE people_person SET number = 'X'"))
    assert Person.objects.get(pk=person.pk).number == person.number


def test_a_correction_stands_and_what_it_corrects_stays_readable():
    service = a_service()
    row = a_person_in_care(at=service).involvements.get()
    ended = correct(row, why="moved away", by=a_keyworker(at=service).pk, until_at=timezone.now())
    assert list(Involvement.objects.standing()) == [ended]
    assert ended.corrects == row and ended.person == row.person
    assert Involvement.objects.count() == 2


def test_of_two_who_correct_the_same_row_the_second_is_told():
    row = a_person_in_care(at=a_service()).involvements.get()
    first = correct(row, why="one", by=None, until_at=timezone.now())
    with pytest.raises(Changed) as told:
        correct(row, why="two", by=None, withdrawn=True)
    assert told.value.latest == first


def test_a_correction_says_why():
    row = a_person_in_care(at=a_service()).involvements.get()
    with pytest.raises(Refused, match="why"):
        correct(row, why=" ", by=None)


def test_a_form_sent_twice_does_its_work_once():
    key, user = uuid4(), uuid4()
    made = []

    def make():
        made.append(Person.objects.create(number=f"N{len(made)}").pk)
        return made[-1]

    first, again = once(key, "people.register", user, make), once(key, "people.register", user, make)
    assert first == (made[0], True) and again == (made[0], False)
    assert len(made) == 1


def test_a_key_is_good_for_one_act_of_one_user():
    key, user = uuid4(), uuid4()
    once(key, "people.register", user, uuid4)
    with pytest.raises(Refused):
        once(key, "people.merge", user, uuid4)
    with pytest.raises(Refused):
        once(key, "people.register", uuid4(), uuid4)
