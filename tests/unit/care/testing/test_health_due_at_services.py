"""The nurse's list: what health asks for at a service, late and soon, by kind; of one's own people only."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from tests.episodes import an_episode_in_treatment, days_ago, the_episode, today
from tests.persons import a_person, queries
from tests.staff import a_browser_of, a_service, somebody
from tests.tested import a_fact

pytestmark = pytest.mark.django_db
THERE = reverse("due_health")


def in_treatment(name: str, *, at, ago: int = 200):
    """Somebody who has been in treatment for so many days."""
    person = a_person(at=at, given="Robin", family=name)
    an_episode_in_treatment(of=person, at=at, on=days_ago(ago))
    return person


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def nurse(harbour):
    return a_browser_of(somebody(Role.NURSE, at=harbour))


def page_of(client, **query: str) -> str:
    return client.get(THERE, query).content.decode()


def test_what_is_late_for_the_people_of_a_service_stands_with_their_names(harbour, nurse):
    heron = in_treatment("Heron", at=harbour)
    page = page_of(nurse)
    assert "Heron" in page and "Hepatitis C: offer a test" in page and "Hepatitis B vaccine: offer it" in page
    assert reverse("health", args=[heron.pk]) in page
    assert "for 1 of 1 person in treatment" in page


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        ("viruses", "Hepatitis C: offer a test", "vaccine: offer"),
        ("vaccines", "Hepatitis B vaccine: offer it", "Hepatitis C: offer"),
        ("naloxone", "Naloxone: give a kit", "Hepatitis C: offer"),
        ("follow_up", "Nothing is due", "Hepatitis C: offer"),
        ("no-such-kind", "Hepatitis C: offer a test", "Nothing is due"),
    ],
)
def test_one_kind_by_itself(harbour, nurse, kind, there, not_there):
    in_treatment("Heron", at=harbour)
    page = page_of(nurse, kind=kind)
    assert there in page and not_there not in page


def test_naloxone_out_of_date_stands_under_naloxone(harbour, nurse):
    heron = a_person(at=harbour, family="Heron")
    the_episode(heron, harbour)
    a_fact("naloxone", of=heron, at=harbour, ago=90, expires_on=days_ago(3))
    page = page_of(nurse, kind="naloxone")
    assert "Heron" in page and "used, lost or out of date" in page


def test_what_was_done_is_due_no_more(harbour, nurse):
    heron = in_treatment("Heron", at=harbour)
    assert "Hepatitis B vaccine" in page_of(nurse, kind="vaccines")
    a_fact("vaccines", of=heron, at=harbour, step="immune", dose=None, schedule="")
    assert "Hepatitis B vaccine" not in page_of(nurse, kind="vaccines")


def test_people_of_another_service_and_those_who_have_left_are_not_listed(harbour, nurse):
    in_treatment("Teal", at=a_service("Hill"))
    page = page_of(nurse)
    assert "Teal" not in page and "Nothing is due" in page


def test_only_those_one_works_with(harbour):
    keyworker = somebody(Role.KEYWORKER, at=harbour)
    client = a_browser_of(keyworker)
    in_treatment("Heron", at=harbour)
    assert "Heron" in page_of(client) and "Heron" not in page_of(client, whose="mine")


@pytest.mark.parametrize(("role", "status"), [(Role.ADMINISTRATOR, 403), (Role.PHARMACIST, 403), (Role.NURSE, 200)])
def test_who_may_record_health_sees_the_list(harbour, role, status):
    assert a_browser_of(somebody(role, at=harbour)).get(THERE).status_code == status


def test_reading_the_list_is_audited_with_no_name_in_it(harbour, nurse):
    in_treatment("Heron", at=harbour)
    page_of(nurse, kind="viruses")
    event = Event.objects.get(verb="health.read_due")
    assert event.detail == {"people": 1, "due": "viruses"}


def test_more_people_ask_no_more_questions(harbour, nurse):
    in_treatment("Heron", at=harbour)
    few = queries(lambda: page_of(nurse))
    for number in range(6):
        in_treatment(f"Teal {number}", at=harbour, ago=100 + number)
    assert queries(lambda: page_of(nurse)) <= few


def test_what_is_far_off_is_no_line_yet(harbour, nurse):
    heron = in_treatment("Heron", at=harbour, ago=10)
    a_fact("viruses", of=heron, at=harbour, virus="hcv", step="refused", offer_again_on=today() + timedelta(days=60))
    assert "Hepatitis C" not in page_of(nurse)
