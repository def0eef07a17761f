"""Who has opened a record: line by line for staff, day by day on paper for the person, and by member of staff."""

from datetime import datetime
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.actions import note
from ostara.care.audit.models import Event
from ostara.care.people import actions
from ostara.care.rows.days import london_day
from ostara.care.sharing.access import days_of, history_of
from ostara.care.sharing.models import Why
from tests.persons import a_person
from tests.sharing import opened_in_emergency
from tests.staff import a_browser_of, a_keyworker, a_service, by, somebody

pytestmark = pytest.mark.django_db
QUERIES = 14  # of them the guard's, the header's four, and four for the list itself


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def manager(harbour):
    return somebody(Role.SERVICE_MANAGER, at=harbour, name="Mo Manager")


@pytest.fixture
def worker(harbour):
    return somebody(Role.KEYWORKER, at=harbour, name="Wren Okoro")


@pytest.fixture
def person(harbour):
    return a_person(at=harbour, given="Planted", family="Quillfeather")


def read(person, worker, times=1):
    for _ in range(times):
        note("people.read", by=by(worker), person=person.pk)


def test_a_page_of_a_person_is_written_down_before_it_is_shown(person, worker):
    client = a_browser_of(worker)
    client.get(reverse("person", kwargs={"person": person.pk}))
    event = Event.objects.get(verb="people.read", person=person.pk)
    assert (event.user, event.user_name, event.role, event.address) == (
        worker.pk,
        "Wren Okoro",
        "keyworker",
        "127.0.0.1",
    )


def test_a_page_shown_again_because_something_was_wrong_is_written_down_too(person, worker):
    """Otherwise a record could be read by sending an empty form."""
    a_browser_of(worker).post(reverse("share", kwargs={"person": person.pk}), {})
    assert Event.objects.filter(verb="people.read", person=person.pk).count() == 1


def test_a_page_that_is_not_found_was_not_read(person):
    stranger = a_keyworker(at=a_service())
    assert a_browser_of(stranger).get(reverse("person", kwargs={"person": person.pk})).status_code == 404
    assert not Event.objects.filter(verb="people.read").exists()


def test_staff_see_who_read_it_in_which_post_and_why(person, worker, manager, harbour):
    read(person, worker)
    opened_in_emergency(person, by_one_of=a_service("Hillside"))
    page = unescape(a_browser_of(manager).get(reverse("person_access", kwargs={"person": person.pk})).content.decode())
    for told in ("Wren Okoro", "Keyworker, Harbour", "Read the record", "Keyworker, Hillside", Why.LIFE.label):
        assert told in page


def test_on_paper_a_day_is_a_line_and_what_was_done_often_is_counted(person, worker, manager):
    read(person, worker, times=3)
    page = unescape(a_browser_of(manager).get(reverse("print_access", kwargs={"person": person.pk})).content.decode())
    line = next(line for line in days_of(person) if line.what == "read the record")
    assert (line.times, line.on, line.who, line.role, line.service) == (
        3,
        london_day(timezone.now()),
        "Wren Okoro",
        "Keyworker",
        "Harbour",
    )
    assert "(3 times)" in page and "people.read" not in page


def test_looking_at_who_looked_is_written_down(person, manager):
    client = a_browser_of(manager)
    for name in ("person_access", "print_access"):
        client.get(reverse(name, kwargs={"person": person.pk}))
    verbs = set(Event.objects.filter(user=manager.pk).values_list("verb", flat=True))
    assert {"sharing.read_access", "sharing.print_access"} <= verbs


def test_what_was_done_to_a_joined_record_is_part_of_the_history(person, worker, manager, harbour):
    other = a_person(at=harbour, given="Planted", family="Quilfeather")
    read(other, worker)
    joining = by(manager, Verb.MERGE)
    actions.merge(person=other, goes_on=person, reason="one person", by=joining, at=timezone.now())
    assert history_of(person).filter(person=other.pk, verb="people.read").exists()


def test_the_page_asks_the_same_number_of_questions_however_long(person, worker, manager, django_assert_num_queries):
    client = a_browser_of(manager)
    address = reverse("person_access", kwargs={"person": person.pk})
    client.get(address)
    read(person, worker)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    read(person, worker, times=120)
    with django_assert_num_queries(QUERIES):
        page = client.get(address).content.decode()
    assert "Page 1 of 3" in page
    assert "Page 3 of 3" in client.get(address, {"page": "99"}).content.decode()
    assert client.get(address, {"page": "x'"}).status_code == 200


def test_a_reviewer_sees_what_their_staff_did_and_numbers_instead_of_names(person, worker, manager):
    read(person, worker)
    page = a_browser_of(manager).get(reverse("activity", kwargs={"account": worker.pk})).content.decode()
    assert "Read the record" in page and person.number in page
    assert "Quillfeather" not in page
    assert Event.objects.filter(verb="sharing.read_activity", user=manager.pk, record=worker.pk).exists()


def test_the_safety_officer_sees_everybodys_and_a_manager_no_one_elses(worker):
    address = reverse("activity", kwargs={"account": worker.pk})
    assert a_browser_of(somebody(Role.SAFETY_OFFICER)).get(address).status_code == 200
    assert a_browser_of(somebody(Role.SERVICE_MANAGER, at=a_service())).get(address).status_code == 404


def test_days_are_londons(person):
    """Half past midnight in London in July is the day before in UTC."""
    july = datetime.fromisoformat("2026-07-03T23:30:00+00:00")
    Event.objects.create(verb="people.copy", person=person.pk, at=july, user_name="Wren Okoro")
    assert [str(line.on) for line in days_of(person) if line.what.startswith("made the person's copy")] == [
        "2026-07-04"
    ]
