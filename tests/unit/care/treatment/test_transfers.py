"""Care passes from one service to another: offered, read, accepted with the day; nobody begins again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Service
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Involvement
from ostara.care.people.permissions import find_person
from ostara.care.rows.acts import Changed, Refused
from ostara.care.treatment import actions, questions
from ostara.care.treatment.models import InterventionEnd
from ostara.care.treatment.projection import disagreements
from ostara.care.treatment.states import Status
from ostara.knowledge.parameters import parameter
from tests.episodes import an_episode, an_episode_in_treatment, at_noon
from tests.staff import a_browser_of, a_keyworker, a_service, by, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return an_episode_in_treatment()


def accepted(offer, worker, *, on, **said):
    return actions.accept_transfer(transfer=offer, on=on, by=by(worker, Verb.TREAT), at=at_noon(), **said)


def test_care_goes_on_where_it_was_until_the_other_service_accepts(before):
    there = a_service()
    before.offered(there)
    assert before.now.status == Status.TRANSFERRING and before.now.is_open
    worker = a_keyworker(at=there)
    assert find_person(before.person.pk, standing(worker), at=timezone.now()) is None


def test_once_accepted_everything_goes_on_in_the_other_service(before):
    there = a_service()
    worker = a_keyworker(at=there)
    new = accepted(before.offered(there), worker, on=before.day(40), keyworker=worker)
    assert (before.now.status, before.now.discharge_reason, before.now.closed_on) == (
        Status.TRANSFERRED,
        "83",
        before.day(40),
    )
    now = questions.episodes_of([before.person.pk]).get(pk=new.pk).now
    assert (now.status, now.triaged_on, now.keyworker) == (Status.IN_TREATMENT, before.day(40), worker)
    assert now.assessed_on == before.now.assessed_on and now.planned_on == before.day(40), "nothing is done again"
    (help_,) = questions.help_of(new)
    assert help_.given.started_on == before.day(40) and help_.given.continues == before.help()[0]
    assert InterventionEnd.objects.get().exit_status == "A"
    assert list(disagreements()) == []


def test_the_record_opens_to_the_service_that_accepts_and_closes_to_the_other_after_a_while(before):
    there = a_service()
    worker = a_keyworker(at=there)
    accepted(before.offered(there), worker, on=before.day(40))
    assert find_person(before.person.pk, standing(worker), at=timezone.now()) == before.person
    ends = Involvement.objects.standing().filter(service=before.episode.service).values_list("until_at", flat=True)
    overlap = parameter("treatment.handover_overlap_days").whole
    assert ends and all(0 <= (end - timezone.now()).days <= overlap for end in ends)


def test_a_transfer_to_a_prison_says_so_nationally(before):
    inside = a_service(setting=Service.Setting.PRISON)
    accepted(before.offered(inside), a_keyworker(at=inside), on=before.day(40))
    assert before.now.discharge_reason == "84"


def test_an_offer_is_answered_once(before):
    there = a_service()
    worker, offer = a_keyworker(at=there), before.offered(there)
    actions.decline_transfer(
        transfer=offer, on=before.day(31), words="no place", by=by(worker, Verb.TREAT), at=at_noon()
    )
    assert before.now.status == Status.IN_TREATMENT, "care goes on where it was"
    with pytest.raises((Changed, Refused)):
        accepted(offer, worker, on=before.day(32))


def test_whoever_declines_says_why(before):
    there = a_service()
    with pytest.raises(Refused, match="Say why"):
        actions.decline_transfer(
            transfer=before.offered(there), on=before.day(31), by=by(a_keyworker(at=there)), at=at_noon()
        )


def test_a_discharge_takes_the_offer_back(before):
    before.offered(a_service())
    assert before.discharged("89").now.status == Status.DISCHARGED
    assert questions.open_offer(before.episode) is None


def test_nobody_is_transferred_to_where_they_are_in_care_already(before):
    there = a_service()
    worker = a_keyworker(at=there)
    an_episode(of=before.person, at=there, with_=worker)
    with pytest.raises(Refused, match="go on with that episode"):
        accepted(before.offered(there), worker, on=before.day(40))
    assert before.now.status == Status.TRANSFERRING, "nothing was changed"


def test_the_page_of_an_offer_opens_for_the_service_it_is_made_to_and_nobody_else():
    there = a_service()
    offer = an_episode_in_treatment().offered(there)
    address = reverse("answer_transfer", kwargs={"transfer": offer.pk})
    assert a_browser_of(a_keyworker(at=there)).get(address).status_code == 200
    assert a_browser_of(a_keyworker(at=offer.episode.service)).get(address).status_code == 404
