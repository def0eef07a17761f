"""The pages of treatment, through a browser's eyes but without one: what they offer, refuse and keep."""

import pytest
from django.urls import reverse

from ostara.care.treatment.models import Episode
from tests.episodes import an_episode, an_episode_in_treatment
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service

pytestmark = pytest.mark.django_db


def at(name, episode, **more):
    return reverse(name, kwargs={"person": episode.person.pk, "episode": episode.episode.pk, **more})


@pytest.mark.parametrize(
    "name",
    [
        *("episode", "triage", "close_referral", "assess", "plan", "write_plan", "review_plan", "record_help"),
        *("list_help", "change_pathway", "change_keyworker", "pause", "resume", "offer_transfer", "discharge"),
        "come_back",
    ],
)
def test_every_page_of_an_episode_opens(name):
    here = a_service()
    episode = an_episode_in_treatment(of=a_person(at=here), at=here)
    assert a_browser_of(episode.worker).get(at(name, episode)).status_code == 200


@pytest.mark.parametrize("name", ["refer", "timeline", "person"])
def test_every_page_of_a_person_opens(name):
    here = a_service()
    episode = an_episode_in_treatment(of=a_person(at=here), at=here)
    address = reverse(name, kwargs={"person": episode.person.pk})
    assert a_browser_of(episode.worker).get(address).status_code == 200


def test_a_referral_is_taken_and_leads_to_the_episode():
    here = a_service()
    person, worker = a_person(at=here), a_keyworker(at=here)
    answer = a_browser_of(worker).post(
        reverse("refer", kwargs={"person": person.pk}),
        {"service": here.pk, "on": "yesterday", "source": "3", "way": "alcohol", "words": "", "mine": "on"},
    )
    episode = Episode.objects.get()
    assert answer["Location"] == reverse("episode", kwargs={"person": person.pk, "episode": episode.pk})
    assert (episode.now.pathway, episode.now.keyworker) == ("alcohol", worker)


def test_a_caseload_shows_mine_first_and_never_another_services():
    here = a_service()
    mine = an_episode_in_treatment(of=a_person(at=here, family="Mine"), at=here)
    an_episode(of=a_person(at=here, family="Colleague"), at=here)
    an_episode(of=a_person(at=a_service(), family="Elsewhere"))
    client = a_browser_of(mine.worker)
    page = client.get(reverse("caseload")).content.decode()
    assert "Mine" in page and "Colleague" not in page
    page = client.get(reverse("caseload"), {"whose": "service", "order": "name"}).content.decode()
    assert "Mine" in page and "Colleague" in page and "Elsewhere" not in page
