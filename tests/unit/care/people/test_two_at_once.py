"""Two at the same moment: one NHS number goes to one record, one merge is made, and the second is told in words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.utils import timezone

from ostara.care.accounts.roles import Role, Verb
from ostara.care.people import actions
from ostara.care.people.models import Alias, Card
from ostara.care.people.projecting import disagreements
from ostara.care.people.questions import records_of
from ostara.care.rows.acts import Refused
from tests.persons import a_person, an_nhs_number
from tests.staff import a_service, somebody, standing


def at_once(*acts) -> list[str]:
    """Does things at the same moment, each in a thread of its own; returns `done`, or in which words it was refused."""
    barrier = Barrier(len(acts), timeout=60)

    def do(act) -> str:
        barrier.wait()
        try:
            act()
            return "done"
        except Refused as refused:
            return refused.message
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


def test_one_nhs_number_goes_to_one_record(own_record):
    service = a_service()
    posts = standing(somebody(Role.KEYWORKER, at=service))
    number = an_nhs_number()

    def register(given: str) -> None:
        actions.register(
            particulars={"given_names": given, "nhs_number": number},
            contact={},
            at_service=service,
            standing=posts,
            by=posts.actor(Verb.REGISTER),
            at=timezone.now(),
        )

    said = at_once(*(lambda given=given: register(given) for given in ("Rosa", "Tom", "Ada")))
    assert said.count("done") == 1 and sum("this NHS number" in words for words in said) == 2
    assert Card.objects.filter(nhs_number=number).count() == 1


def test_two_records_merged_into_each_other_make_one_join_and_no_ring(own_record):
    service = a_service()
    manager = standing(somebody(Role.SERVICE_MANAGER, at=service))
    one, other = a_person(at=service, given="Rosa"), a_person(at=service, given="Rose")

    def merge(person, goes_on) -> None:
        actions.merge(
            person=person, goes_on=goes_on, reason="one card", by=manager.actor(Verb.MERGE), at=timezone.now()
        )

    said = at_once(lambda: merge(one, other), lambda: merge(other, one))
    assert sorted(said) == sorted(["done", "These are one record already."])
    assert Alias.objects.count() == 1
    assert len(records_of(one)) == 2 and list(disagreements()) == []
