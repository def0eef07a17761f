"""Searching: only one's own people, the best first, in the same few queries however many people there are."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.people.looking import read_search
from ostara.care.people.models import Involvement
from ostara.care.people.questions.search import find
from ostara.care.rows.acts import correct
from tests.persons import a_person, an_nhs_number, queries
from tests.staff import a_browser_of, a_keyworker, a_service, somebody, standing

pytestmark = pytest.mark.django_db


def found(worker, typed: str) -> list[str]:
    looked = read_search(typed, today=timezone.localdate())
    return [str(hit.card) for hit in find(looked, standing(worker), at=timezone.now())]


def test_a_person_is_found_by_whatever_is_known_of_them():
    service = a_service()
    worker = a_keyworker(at=service)
    person = a_person(
        at=service,
        given="Rosa",
        family="O'Hern",
        known_as="Red",
        born=date(1984, 2, 3),
        nhs_number=an_nhs_number(),
        contact={"postcode": "M1 1AA"},
    )
    a_person(at=service, given="Tom", family="Brown", born=date(1970, 1, 1))
    number = an_nhs_number()
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    for typed in ("rosa", "O'Hern", "ohern rosa", "roza ohearn", "red", "3 feb 84", spaced, "m11aa", person.number):
        assert found(worker, typed) == ["O'Hern, Rosa"], typed


def test_people_of_other_services_are_not_found():
    a_person(at=a_service(), given="Rosa", family="Ahern")
    assert found(a_keyworker(at=a_service()), "rosa ahern") == []


def test_nobody_is_found_once_the_involvement_has_ended():
    service = a_service()
    worker = a_keyworker(at=service)
    a_person(at=service, given="Rosa", family="Ahern", when=timezone.now() - timedelta(days=2))
    correct(Involvement.objects.get(), why="moved", by=None, until_at=timezone.now() - timedelta(days=1))
    assert found(worker, "rosa ahern") == []


def test_the_best_fit_stands_first():
    service = a_service()
    worker = a_keyworker(at=service)
    for given, family in (("Jon", "Smythe"), ("John", "Smith"), ("Joan", "Smith")):
        a_person(at=service, given=given, family=family)
    assert found(worker, "john smith")[0] == "Smith, John"


def test_the_same_few_queries_however_many_people():
    service = a_service()
    worker = a_keyworker(at=service)
    posts, looked = standing(worker), read_search("robin exampel 1984-02-03", today=date(2026, 1, 1))
    a_person(at=service)
    few = queries(lambda: find(looked, posts, at=timezone.now()))
    for number in range(30):
        a_person(at=service, given=f"Robin{number}", worker=worker)
    assert queries(lambda: find(looked, posts, at=timezone.now())) == few == 2


def test_what_was_looked_for_stands_in_no_address_and_not_in_the_audit():
    worker = a_keyworker(at=a_service())
    answer = a_browser_of(worker).post(reverse("people"), {"look_for": "Plantedname"})
    assert answer.status_code == 200 and "Nobody found" in answer.content.decode()
    event = Event.objects.get(verb="people.find")
    assert event.detail == {"found": 0} and event.reason == ""


def test_an_address_that_carries_a_name_finds_nobody():
    service = a_service()
    a_person(at=service, given="Rosa", family="Ahern")
    answer = a_browser_of(a_keyworker(at=service)).get(reverse("people"), {"look_for": "Ahern"})
    assert "Ahern" not in answer.content.decode()


def test_a_commissioner_searches_for_nobody():
    answer = a_browser_of(somebody(Role.COMMISSIONER)).post(reverse("people"), {"look_for": "Ahern"})
    assert answer.status_code == 403


@pytest.mark.parametrize("typed", ["x" * 100_000, "=1+1", "' OR 1=1 --", "%", "\x00", "🙂🙂", "0" * 200])
def test_whatever_is_pasted_is_answered(typed):
    answer = a_browser_of(a_keyworker(at=a_service())).post(reverse("people"), {"look_for": typed})
    assert answer.status_code == 200
