"""Caseload and timeline: listed orders only, and as many questions for a thousand people or events as for one."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.people.models import Person
from ostara.care.treatment.models import Keyworker, Step
from ostara.care.treatment.questions import Asking, caseload
from ostara.care.treatment.states import StepKind
from ostara.care.treatment.timeline import timeline
from tests.episodes import an_episode, an_episode_in_treatment, days_ago, today
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service, somebody, standing

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    client.get(address)  # the first page of a session writes when it was last used
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_caseload_asks_as_much_for_many_people_as_for_one():
    here = a_service()
    worker = a_keyworker(at=here)
    client = a_browser_of(worker)
    an_episode(of=a_person(at=here), at=here, with_=worker)
    few = queries_of(client, reverse("caseload"))
    for number in range(12):
        an_episode(of=a_person(at=here, family=f"Example {number}"), at=here, with_=worker)
    assert queries_of(client, reverse("caseload")) == few


@pytest.mark.parametrize("order", ["name", "due", "since", "keyworker", "status", "password", "-pk; DROP"])
def test_only_listed_orders_count(order):
    here = a_service()
    worker = a_keyworker(at=here)
    an_episode(of=a_person(at=here), at=here, with_=worker)
    page = caseload(standing(worker), Asking(order=order), on=today())
    assert len(page.object_list) == 1
    assert (
        a_browser_of(worker).get(reverse("caseload"), {"order": order, "page": "zwei", "service": "x"}).status_code
        == 200
    )


def test_what_is_due_comes_first_and_can_be_asked_for_alone():
    here = a_service()
    worker = a_keyworker(at=here)
    late = an_episode(of=a_person(at=here), at=here, with_=worker, on=days_ago(60)).triaged()
    an_episode(of=a_person(at=here), at=here, with_=worker, on=days_ago(5)).triaged()
    page = caseload(standing(worker), Asking(due=True), on=today())
    assert [row.pk for row in page] == [late.episode.pk]
    assert next(row.pk for row in caseload(standing(worker), Asking(), on=today())) == late.episode.pk


def test_a_leavers_caseload_is_handed_over_in_one_act():
    here = a_service()
    leaver, heir, other = (a_keyworker(at=here) for _ in range(3))
    mine = [an_episode(of=a_person(at=here), at=here, with_=leaver) for _ in range(4)]
    stays, special = mine[0], mine[1]
    client = a_browser_of(somebody(Role.SERVICE_MANAGER, at=here))
    answer = client.post(
        reverse("hand_over", kwargs={"keyworker": leaver.pk}),
        {
            "on": "today",
            "everyone": heir.pk,
            f"to_{stays.episode.pk}": "stays",
            f"to_{special.episode.pk}": other.pk,
        },
    )
    assert answer.status_code == 302
    assert [one.now.keyworker for one in mine] == [leaver, other, heir, heir]
    assert Keyworker.objects.filter(episode=mine[2].episode).count() == 2, "who worked with them before stays readable"


def test_a_manager_hands_over_only_within_their_own_services():
    leaver = a_keyworker(at=a_service())
    an_episode(at=a_service())
    client = a_browser_of(somebody(Role.SERVICE_MANAGER, at=a_service()))
    assert client.get(reverse("hand_over", kwargs={"keyworker": leaver.pk})).status_code == 404


def test_a_timeline_holds_everything_in_order():
    here = a_service()
    episode = an_episode_in_treatment(of=a_person(at=here), at=here).reviewed(30).discharged("85")
    _, told = timeline([episode.person.pk])
    days = [one.on for one in told]
    assert days == sorted(days, reverse=True)
    titles = " ".join(one.moment.title for one in told)
    for word in ("Referred", "Triage", "assessment", "plan", "Review", "Began", "Ended", "Discharged", "Keyworker"):
        assert word in titles
    assert all(one.recorded_by for one in told)


def with_events(person: Person, episode, many: int) -> None:
    """Fills a history as an import would: pauses and returns, day by day."""
    kinds = (StepKind.PAUSED, StepKind.RESUMED)
    Step.objects.bulk_create(
        Step(episode=episode, kind=kinds[number % 2], on=days_ago(90) + timedelta(number // 100))
        for number in range(many)
    )


def test_a_timeline_of_5000_events_asks_as_much_as_a_short_one(capsys):
    here = a_service()
    episode = an_episode_in_treatment(of=a_person(at=here), at=here)
    client, address = a_browser_of(episode.worker), reverse("timeline", kwargs={"person": episode.person.pk})
    few = queries_of(client, address)
    with_events(episode.person, episode.episode, 5000)
    assert queries_of(client, address) <= few, "a page holds rows of fewer kinds, never more questions"
    assert queries_of(client, f"{address}?page=80") <= few
    started = time.perf_counter()
    page, told = timeline([episode.person.pk])
    spent = time.perf_counter() - started
    assert page.paginator.count > 5000 and len(told) == 50
    with capsys.disabled():
        print(f"\n  timeline of 5,000 events: {spent * 1000:.0f} ms for its questions")  # noqa: T201 - it is the measure
