"""Care is shared with consent, and no longer than consent stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Verb
from ostara.care.audit.models import Event
from ostara.care.people.actions.details import answer_consent
from ostara.care.people.models import Consent, Involvement
from ostara.care.people.permissions import find_person
from ostara.care.rows.acts import Changed, Refused, correct
from ostara.care.rows.days import london_day
from ostara.care.sharing import actions
from tests.persons import a_person
from tests.sharing import shared
from tests.staff import a_browser_of, a_keyworker, a_person_in_care, a_service, by, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def hillside():
    return a_service("Hillside")


def sees(user, person, *, after: timedelta = timedelta()) -> bool:
    return find_person(person.pk, standing(user), at=timezone.now() + after) is not None


def answered(person, answer, *, with_service, worker, on=None):
    said = {"person": person, "kind": Consent.Kind.SHARING, "with_service": with_service, "answer": answer}
    answer_consent(**said, asked_on=on or london_day(timezone.now()), by=by(worker, Verb.KEEP_DETAILS))


def test_who_has_no_part_sees_nothing_until_care_is_shared(harbour, hillside):
    person, there = a_person_in_care(at=harbour), a_keyworker(at=hillside)
    assert not sees(there, person)
    shared(person, by_one_of=harbour, with_service=hillside)
    assert sees(there, person)


def test_without_consent_nothing_is_shared(harbour, hillside):
    worker, person = a_keyworker(at=harbour), a_person_in_care(at=harbour)
    said = {"person": person, "with_service": hillside, "at": timezone.now(), "by": by(worker, Verb.SHARE)}
    with pytest.raises(Refused, match="agree") as refused:
        actions.share(**said)
    assert refused.value.field == "asked_on"
    answered(person, "no", with_service=hillside, worker=worker)
    with pytest.raises(Refused):
        actions.share(**said)


def test_consent_for_one_service_is_none_for_another(harbour, hillside):
    worker, person = a_keyworker(at=harbour), a_person_in_care(at=harbour)
    answered(person, "yes", with_service=hillside, worker=worker)
    said = {"person": person, "at": timezone.now(), "by": by(worker, Verb.SHARE)}
    actions.share(**said, with_service=hillside)
    with pytest.raises(Refused):
        actions.share(**said, with_service=a_service("Third"))


def test_sharing_stops_with_consent(harbour, hillside):
    worker, person, there = a_keyworker(at=harbour), a_person_in_care(at=harbour), a_keyworker(at=hillside)
    shared(person, by_one_of=harbour, with_service=hillside)
    answered(person, "no", with_service=hillside, worker=worker)
    assert not sees(there, person)
    assert Event.objects.filter(verb="sharing.consent_withdrawn", user=worker.pk, person=person.pk).exists()
    assert Involvement.objects.filter(person=person, service=hillside).count() == 2  # what was shared stays readable


def test_sharing_stops_when_the_answer_turns_out_a_mistake(harbour, hillside):
    worker, person, there = a_keyworker(at=harbour), a_person_in_care(at=harbour), a_keyworker(at=hillside)
    shared(person, by_one_of=harbour, with_service=hillside)
    correct(Consent.objects.get(person=person), why="another person", by=worker.pk, withdrawn=True)
    assert not sees(there, person)


def test_an_answer_about_something_else_stops_nothing(harbour, hillside):
    person, there = a_person_in_care(at=harbour), a_keyworker(at=hillside)
    shared(person, by_one_of=harbour, with_service=hillside)
    answered(person, "no", with_service=a_service("Third"), worker=a_keyworker(at=harbour))
    assert sees(there, person)


def test_sharing_ends_with_its_last_day_and_when_it_is_stopped(harbour, hillside):
    worker, person, there = a_keyworker(at=harbour), a_person_in_care(at=harbour), a_keyworker(at=hillside)
    at, mine = timezone.now(), by(worker, Verb.SHARE)
    said = {"person": person, "with_service": hillside, "asked_on": london_day(at), "by": mine}
    key = actions.share(**said, at=at, until_at=at + timedelta(days=2))
    assert sees(there, person, after=timedelta(days=1)) and not sees(there, person, after=timedelta(days=3))
    part = Involvement.objects.get(pk=key)
    actions.stop_sharing(involvement=part, at=timezone.now(), by=mine, why="no longer needed")
    assert not sees(there, person)
    with pytest.raises(Changed):
        actions.stop_sharing(involvement=part, at=timezone.now(), by=mine, why="again")


def test_a_form_sent_twice_shares_once(harbour, hillside):
    person = a_person(at=harbour)
    client = a_browser_of(a_keyworker(at=harbour))
    address = reverse("share", kwargs={"person": person.pk})
    key = client.get(address).content.decode().partition('name="key" value="')[2].partition('"')[0]
    said = {"key": key, "with_service": hillside.pk, "asked_on": "today", "how": "in_person"}
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert Involvement.objects.filter(person=person, service=hillside).count() == 1
    assert Consent.objects.filter(person=person, with_service=hillside).count() == 1


def test_only_what_is_shared_is_stopped_here(harbour, hillside):
    person, worker = a_person_in_care(at=harbour), a_keyworker(at=harbour)
    with pytest.raises(Refused):
        actions.stop_sharing(involvement=person.involvements.get(), at=timezone.now(), by=by(worker), why="x")
    address = reverse("stop_sharing", kwargs={"person": person.pk, "involvement": person.involvements.get().pk})
    assert a_browser_of(worker).get(address).status_code == 404
