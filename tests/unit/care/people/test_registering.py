"""Registering: a name is enough, duplicates are noticed, and nobody is told of people who are not theirs to see."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.people.actions import LooksAlike, register
from ostara.care.people.models import Card, Contact, Involvement, Person
from ostara.care.rows.acts import Refused
from tests.persons import a_person, an_nhs_number
from tests.staff import a_keyworker, a_service, somebody, standing

pytestmark = pytest.mark.django_db
BORN = date(1984, 2, 3)


def registered(worker, service, *, key=None, another_person="", contact=None, **particulars) -> Person:
    posts = standing(worker)
    return register(
        particulars=particulars,
        contact=contact or {},
        at_service=service,
        standing=posts,
        by=posts.actor(Verb.REGISTER),
        at=timezone.now(),
        another_person=another_person,
        key=key,
    )


def test_a_name_is_enough():
    service = a_service()
    person = registered(a_keyworker(at=service), service, known_as="Red")
    assert str(person.card) == "Red"
    assert person.involvements.get().because == Involvement.Because.REGISTERED
    assert not Contact.objects.exists()
    assert Event.objects.get(verb="people.register").person == person.pk


def test_nobody_is_registered_without_any_name():
    service = a_service()
    with pytest.raises(Refused, match="at least one name"):
        registered(a_keyworker(at=service), service, date_of_birth=BORN)
    assert not Person.objects.exists()


def test_a_form_sent_twice_registers_one_person():
    service, key = a_service(), uuid4()
    worker = a_keyworker(at=service)
    first = registered(worker, service, key=key, given_names="Rosa", family_name="Ahern")
    assert registered(worker, service, key=key, given_names="Rosa", family_name="Ahern") == first
    assert Person.objects.count() == 1


def test_numbers_differ_and_carry_a_check_digit():
    service = a_service()
    worker = a_keyworker(at=service)
    numbers = {a_person(at=service, given=f"Robin{n}", worker=worker).number for n in range(20)}
    assert len(numbers) == 20 and all(len(number) == 7 for number in numbers)


def test_who_looks_alike_is_shown_first_and_may_be_somebody_else():
    service = a_service()
    worker = a_keyworker(at=service)
    there = a_person(at=service, given="Stephen", family="Smith", born=BORN)
    with pytest.raises(LooksAlike) as told:
        registered(worker, service, given_names="Steven", family_name="Smyth", date_of_birth=BORN)
    assert [card.person for card in told.value.found.mine] == [there] and not told.value.found.elsewhere
    twin = registered(
        worker, service, given_names="Steven", family_name="Smyth", date_of_birth=BORN, another_person="family"
    )
    assert twin != there
    assert Event.objects.get(verb="people.register", person=twin.pk).reason == "family"


def test_of_people_elsewhere_only_that_there_is_a_record_is_told():
    a_person(at=a_service(), given="Stephen", family="Smith", born=BORN)
    service = a_service()
    with pytest.raises(LooksAlike) as told:
        registered(a_keyworker(at=service), service, given_names="Steven", family_name="Smyth", date_of_birth=BORN)
    assert told.value.found.mine == () and told.value.found.elsewhere


def test_the_same_nhs_number_here_leads_to_the_record():
    service, number = a_service(), an_nhs_number()
    there = a_person(at=service, nhs_number=number)
    with pytest.raises(Refused, match=there.number) as told:
        registered(a_keyworker(at=service), service, given_names="Other", nhs_number=number)
    assert told.value.field == "nhs_number"


def test_the_same_nhs_number_elsewhere_says_whom_to_ask_and_nothing_of_the_person():
    number, service = an_nhs_number(), a_service()
    there = a_person(at=a_service("Elsewhere"), given="Rosa", family="Ahern", nhs_number=number)
    manager = somebody(Role.SERVICE_MANAGER, at=service, name="Mel Manager")
    with pytest.raises(Refused) as told:
        registered(a_keyworker(at=service), service, given_names="Other", nhs_number=number)
    assert manager.name in told.value.message
    assert not any(word in told.value.message for word in ("Rosa", "Ahern", "Elsewhere", there.number))


def test_the_database_itself_holds_one_record_of_an_nhs_number():
    from django.db import IntegrityError, transaction  # noqa: PLC0415 - only here

    service, number = a_service(), an_nhs_number()
    a_person(at=service, nhs_number=number)
    other = a_person(at=service, given="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(person=other).update(nhs_number=number)


def test_somebody_whose_birth_is_not_known_is_noticed_too():
    service = a_service()
    a_person(at=service, given="Stephen", family="Smith", born=None)
    with pytest.raises(LooksAlike):
        registered(a_keyworker(at=service), service, given_names="Stephen", family_name="Smith", date_of_birth=BORN)


def test_somebody_with_another_birth_is_not():
    service = a_service()
    a_person(at=service, given="Stephen", family="Smith", born=BORN)
    later = BORN + timedelta(days=3000)
    assert registered(a_keyworker(at=service), service, given_names="Stephen", family_name="Smith", date_of_birth=later)
