"""Pages over gaps in care: names for who looks after people, exact counts for managers, safe ones for the area."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.exchange.extract import extract
from ostara.exchange.extract.shelving import new_store, show
from tests.episodes import an_episode
from tests.figures import links_in
from tests.medicines import a_course, days_ago, today
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service, somebody
from tests.tested import a_fact, a_specimen

pytestmark = pytest.mark.django_db
NALOXONE = "Q10 No naloxone kit in date"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def wharf():
    return a_service("Wharf", agency_code="N0002", area="A12B")


def on_ost(given, family, *, at, keyworker=None, **fields):
    person = a_person(at=at, given=given, family=family)
    an_episode(of=person, at=at, with_=keyworker, on=days_ago(200))
    return a_course(of=person, at=at).on(mg=60, since=days_ago(200), **fields)


@pytest.fixture
def mine(harbour):
    return a_keyworker(at=harbour)


@pytest.fixture
def people(harbour, wharf, mine):
    """Rosa has a kit and no test, Ivo a test and no kit; Sam is treated elsewhere."""
    rosa = on_ost("Rosa", "Ahern", at=harbour, keyworker=mine)
    a_fact("naloxone", of=rosa.course.person, at=harbour, ago=30)
    ivo = on_ost("Ivo", "Brand", at=harbour)
    a_specimen(of=ivo.course.person, at=harbour, ago=10, opiates="negative")
    sam = on_ost("Sam", "Elsewhere", at=wharf)
    return rosa, ivo, sam


def tonight():
    at = datetime.now(UTC)
    store = new_store(at)
    extract(store, at=at)
    show(store, at)


def shown(page):
    return " ".join(page.content.decode().split())


def test_before_the_first_night_the_urgent_is_there_and_the_rest_says_how(people, mine):
    page = a_browser_of(mine).get(reverse("my_care_gaps"))
    assert "Today, from the record" in shown(page) and "ostara extract" in shown(page)


def test_a_keyworker_sees_the_names_of_their_own_people_under_each_gap(people, mine):
    tonight()
    page = a_browser_of(mine).get(reverse("my_care_gaps"))
    assert links_in(page)["Ahern, Rosa"] == reverse("person", args=[people[0].course.person_id])
    assert "Q3 No drug test for 90 days" in shown(page)
    assert NALOXONE not in shown(page)
    assert "Brand" not in shown(page) and "Elsewhere" not in shown(page)


def test_the_list_of_a_service_holds_nobody_of_another(people, mine):
    tonight()
    page = a_browser_of(mine).get(reverse("my_care_gaps"), {"whose": "service", "gap": "Q10"})
    assert "Brand, Ivo" in links_in(page)
    assert "Ahern, Rosa" not in links_in(page)  # has a kit
    assert "Elsewhere" not in shown(page)


def test_a_gap_that_is_not_listed_is_no_gap(people, mine):
    tonight()
    page = a_browser_of(mine).get(reverse("my_care_gaps"), {"gap": "Q99", "whose": "everybody"})
    assert page.status_code == 200
    assert "Q3 No drug test for 90 days" in shown(page)


def missed(course, *days):
    for ago in days:
        course.supplied(days_ago(ago), outcome="not_collected")
    return course


def test_days_without_medicine_are_told_live_until_somebody_decides(harbour, mine):
    course = on_ost("Rosa", "Ahern", at=harbour, keyworker=mine).supplied_daily(days_ago(9), days_ago(4))
    missed(course, 3, 2, 1)
    browser = a_browser_of(mine)
    assert "Ahern, Rosa" in links_in(browser.get(reverse("my_care_gaps")))
    course.on(mg=30, since=today())
    assert "Ahern, Rosa" not in links_in(browser.get(reverse("my_care_gaps")))


def test_two_days_are_not_three(harbour, mine):
    course = on_ost("Rosa", "Ahern", at=harbour, keyworker=mine).supplied_daily(days_ago(9), days_ago(3))
    missed(course, 2, 1)
    assert "Ahern, Rosa" not in links_in(a_browser_of(mine).get(reverse("my_care_gaps")))


def test_the_list_costs_the_same_for_one_and_for_many(harbour, mine, django_assert_max_num_queries):
    for number in range(4):
        missed(on_ost("Rosa", f"Ahern{number}", at=harbour, keyworker=mine), 3, 2, 1)
    tonight()
    browser = a_browser_of(mine)
    browser.get(reverse("my_care_gaps"))
    with django_assert_max_num_queries(30):
        assert "Ahern3, Rosa" in links_in(browser.get(reverse("my_care_gaps")))


def test_a_manager_sees_counts_of_their_own_service_with_the_names_behind(people, harbour):
    tonight()
    page = a_browser_of(somebody(Role.SERVICE_MANAGER, at=harbour)).get(reverse("service_care_gaps"))
    assert "1 of 2 (50%)" in shown(page)
    assert links_in(page)[NALOXONE].endswith("?whose=service&gap=Q10")
    assert "Brand" not in shown(page)


def test_whoever_holds_a_post_for_the_area_sees_counts_without_links_to_names(people):
    tonight()
    page = a_browser_of(somebody(Role.SAFETY_OFFICER)).get(reverse("service_care_gaps"))
    assert "2 of 3 (67%)" in shown(page)
    assert NALOXONE not in links_in(page)


def test_a_commissioner_sees_what_may_be_published_only(people):
    tonight()
    page = a_browser_of(somebody(Role.COMMISSIONER)).get(reverse("area_care_gaps"))
    assert "too few to show" in shown(page)
    assert "1 of 2" not in shown(page) and "2 of 3" not in shown(page)
    refused = [
        a_browser_of(somebody(Role.COMMISSIONER)).get(reverse(name)) for name in ("my_care_gaps", "service_care_gaps")
    ]
    assert [one.status_code for one in refused] == [403, 403]


def test_that_somebody_looked_is_written_down_without_a_name(people, mine, harbour):
    tonight()
    a_browser_of(mine).get(reverse("my_care_gaps"))
    a_browser_of(somebody(Role.SERVICE_MANAGER, at=harbour)).get(reverse("service_care_gaps"))
    names, counts = Event.objects.filter(verb__startswith="care_gaps.").order_by("pk")
    assert (names.verb, names.detail["people"], names.detail["whose"]) == ("care_gaps.names", 1, "mine")
    assert (counts.verb, counts.detail["services"]) == ("care_gaps.counts", "N0001")
    assert "Ahern" not in str(names.detail)
