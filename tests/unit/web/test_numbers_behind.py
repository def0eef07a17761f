"""From the record to a figure and back: the store is extracted, pages count it, names join for who may see them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.exchange.extract import extract
from ostara.exchange.extract.shelving import new_store, shelf, show
from ostara.tables.shelf import CURRENT, PUBLISHED, pointed_at
from tests.episodes import an_episode_in_treatment
from tests.figures import counts_of, links_in
from tests.outcomes_forms import an_episode_since
from tests.persons import a_person
from tests.staff import a_browser_of, a_service, somebody

pytestmark = pytest.mark.django_db
CUT = {"measure": "in_treatment", "by": "sex", "period": "12m to 2026-03-31"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


def tonight(year=2026, month=4, day=1):
    at = datetime(year, month, day, 2, 30, tzinfo=UTC)
    store = new_store(at)
    extract(store, at=at)
    show(store, at)
    return store


@pytest.fixture
def people(harbour):
    rosa = a_person(at=harbour, given="Rosa", family="Ahern", sex="F")
    an_episode_in_treatment(of=rosa, at=harbour, on=datetime(2025, 6, 1).date())
    moved = a_person(at=a_service("Wharf", agency_code="N0002"), given="Sam", family="Moved", sex="M")
    an_episode_since("2025-07-01", of=moved, at=harbour)  # harbour has no part in his care any more
    return rosa, moved


def manager(at):
    return a_browser_of(somebody(Role.SERVICE_MANAGER, at=at))


def test_what_is_recorded_is_counted(people, harbour):
    tonight()
    page = manager(harbour).get(reverse("free_figures"), CUT)
    assert counts_of(page)["female"] == "1"


def test_who_may_open_the_record_sees_the_name_behind_the_figure(people, harbour):
    rosa, _ = people
    tonight()
    page = manager(harbour).get(reverse("figure_people"), CUT)
    assert links_in(page)["Ahern, Rosa"] == reverse("person", args=[rosa.pk])
    (event,) = Event.objects.filter(verb="numbers.people")
    assert event.detail["people"] == 1


def test_whose_record_may_not_be_opened_has_no_name(people, harbour):
    tonight()
    page = manager(harbour).get(reverse("figure_people"), CUT).content.decode()
    assert "somebody whose record you may not open" in page
    assert "Moved" not in page


@pytest.mark.parametrize("role", [Role.SAFETY_OFFICER, Role.COMMISSIONER])
def test_who_may_not_read_records_sees_nobody(people, role):
    tonight()
    assert a_browser_of(somebody(role)).get(reverse("figure_people"), CUT).status_code == 403


def test_the_figures_say_as_at_when_they_were_taken(people, harbour):
    tonight()
    assert "As at 1 April 2026, 03:30, observed until 31 March 2026" in (
        manager(harbour).get(reverse("free_figures"), CUT).content.decode()
    )


def test_published_figures_move_once_a_month_and_old_stores_go(people):
    nights = [tonight(day=day) for day in (1, 2, 3, 4, 5)]
    assert pointed_at(shelf(), PUBLISHED) == nights[0]
    assert pointed_at(shelf(), CURRENT) == nights[4]
    assert not nights[1].exists()  # the last three nights are kept, and what is published
    may = tonight(month=5)
    assert pointed_at(shelf(), PUBLISHED) == may
