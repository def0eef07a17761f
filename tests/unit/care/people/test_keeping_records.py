"""Records past their retention day are listed for a manager; nothing is removed by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.people import actions
from ostara.care.people.models import Keeping, Person
from ostara.care.people.questions.keeping import past_retention, to_be_removed
from ostara.knowledge.parameters import parameter
from tests.persons import a_flag_of, a_person, queries
from tests.staff import a_browser_of, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db
YEARS = parameter("people.kept_years").whole
LONG_AGO = timezone.now() - timedelta(days=366 * YEARS)


@pytest.fixture
def manager():
    return somebody(Role.SERVICE_MANAGER, at=a_service())


@pytest.fixture
def service(manager):
    return manager.posts.get().service


def listed(manager) -> list[Person]:
    return [past.card.person for past in past_retention(standing(manager), at=timezone.now())]


def test_only_records_without_an_entry_for_years_are_listed(manager, service):
    old = a_person(at=service, given="Old", when=LONG_AGO)
    a_person(at=service, given="New")
    returned = a_person(at=service, given="Returned", when=LONG_AGO)
    a_flag_of(returned)
    a_person(at=a_service(), given="Elsewhere", when=LONG_AGO)
    assert listed(manager) == [old]
    (past,) = past_retention(standing(manager), at=timezone.now())
    assert past.last_entry == timezone.localdate(LONG_AGO) and past.since <= timezone.localdate()


@pytest.mark.parametrize(("decision", "years"), [("keep", 2), ("remove", None)])
def test_what_was_decided_is_not_asked_again_and_nothing_is_removed(manager, service, decision, years):
    old = a_person(at=service, when=LONG_AGO)
    today = timezone.localdate()
    until = today + timedelta(days=365 * years) if years else None
    actions.decide_keeping(person=old, decision=decision, keep_until=until, reason="asked", on=today, by=by(manager))
    assert listed(manager) == []
    assert [row.person for row in to_be_removed(standing(manager), at=timezone.now())] == ([] if years else [old])
    assert Person.objects.filter(pk=old.pk).exists()


def test_a_decision_to_keep_ends(manager, service):
    old = a_person(at=service, when=LONG_AGO)
    Keeping.objects.create(
        person=old,
        decision="keep",
        keep_until=timezone.localdate() - timedelta(days=1),
        reason="x",
        decided_on=date(2020, 1, 1),
    )
    assert listed(manager) == [old]


def test_the_page_says_that_the_years_are_unverified_and_costs_the_same_queries(manager, service):
    client, address = a_browser_of(manager), reverse("records_kept")
    a_person(at=service, when=LONG_AGO)
    said = client.get(address).content.decode()
    assert "unverified" in said and "Nothing is removed by itself" in said
    few = queries(lambda: client.get(address))
    for number in range(10):
        a_person(at=service, given=f"Robin{number}", when=LONG_AGO)
    assert queries(lambda: client.get(address)) == few
