"""Cards and search keys: what history says, made again from it, and told where they disagree."""

import pytest

from ostara.care.people.models import Card, SearchKey
from ostara.care.people.projecting import disagreements, rebuild
from tests.persons import a_person, an_alias_of
from tests.staff import a_person_in_care, a_service

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(disagreements())


def test_after_every_action_they_agree():
    a_person(at=a_service(), given="Rosa", contact={"postcode": "M1 1AA"})
    assert told() == []


def test_a_record_without_a_card_is_told_and_mended():
    person = a_person_in_care(at=a_service())
    assert told() == [f"record {person.number}: has no card"]
    assert rebuild() == 1
    assert told() == []


def test_a_card_that_says_something_else_is_told_without_saying_what():
    person = a_person(at=a_service(), family="Plantedname")
    Card.objects.filter(person=person).update(family_name="Other")
    SearchKey.objects.filter(person=person, value="n:plantedname").delete()
    assert told() == [
        f"record {person.number}: its card disagrees with history in family_name",
        f"record {person.number}: its search keys disagree with history",
    ]
    rebuild()
    assert told() == []


def test_a_lost_join_is_told():
    service = a_service()
    person, joined = a_person(at=service), a_person(at=service, given="Rose")
    an_alias_of(person, joined=joined)
    Card.objects.filter(person=joined).update(goes_on_as=joined)
    assert told() == [f"record {joined.number}: its card disagrees with history in goes_on_as_id"]
