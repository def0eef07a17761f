"""Re-procurement: a service passes to another organisation with every person and row; whoever leaves sees no more."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Organisation, Post, Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import the_system
from ostara.care.audit.models import Event
from ostara.care.people.permissions import people_of
from ostara.care.rows.acts import Refused
from ostara.care.treatment import actions
from ostara.care.treatment.models import ServiceHandover
from ostara.care.treatment.projection import disagreements
from tests.episodes import an_episode_in_treatment, at_noon, days_ago, today
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service, an_organisation, somebody, standing

pytestmark = pytest.mark.django_db
MAY_GROW = {"treatment.ServiceHandover", "audit.Event", "accounts.HistoricalService", "accounts.HistoricalPost"}


def all_rows():
    """What every table holds of people and care, but what the handover itself adds."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in ("people", "treatment", "outcomes", "sharing")
        for model in apps.get_app_config(app).get_models()
        if model._meta.label not in MAY_GROW
    }


def handed_over(service, to=None, **said):
    said = {"to": to or an_organisation(), "on": today(), **said}
    return actions.hand_over_service(service=service, by=the_system("a test"), at=at_noon(), **said)


@pytest.fixture
def here():
    return a_service("Harbour")


def test_the_service_keeps_every_person_and_every_row(here):
    an_episode_in_treatment(of=a_person(at=here), at=here).reviewed(30)
    an_episode_in_treatment(of=a_person(at=here), at=here).discharged("85")
    stood, winner = all_rows(), an_organisation()
    handed_over(here, winner, agency_code="N9999")
    assert all_rows() == stood
    here.refresh_from_db()
    assert (here.organisation, here.agency_code) == (winner, "N9999")
    assert ServiceHandover.objects.get().agency_code_before != "N9999"
    assert list(disagreements()) == []


def test_it_stays_where_it_is_with_its_telephone(here):
    Service.objects.filter(pk=here.pk).update(line_1="1 Made-up Quay", town="Sampleton", postcode="ZZ1 1AA")
    handed_over(here)
    stands = Service.objects.get(pk=here.pk)
    assert stands.address == ("1 Made-up Quay", "Sampleton ZZ1 1AA") and stands.telephone == here.telephone


def test_the_old_staff_see_nothing_and_the_new_see_everyone(here):
    episodes = [an_episode_in_treatment(of=a_person(at=here), at=here) for _ in range(2)]
    old = [a_browser_of(one.worker) for one in episodes]
    address = reverse("person", kwargs={"person": episodes[0].person.pk})
    assert [client.get(address).status_code for client in old] == [200, 200]
    handed_over(here)
    assert {client.get(address).status_code for client in old} <= {403, 404}
    assert {client.get(reverse(name)).status_code for client in old for name in ("caseload", "people")} == {403}
    for one in episodes:
        assert not people_of(standing(one.worker), at=timezone.now()).exists()
    new = somebody(Role.SERVICE_MANAGER, at=here)
    assert people_of(standing(new), at=timezone.now()).count() == 2
    assert a_browser_of(new).get(address).status_code == 200


def test_posts_elsewhere_and_those_that_begin_that_day_go_on(here):
    elsewhere, both, new = a_service(), a_keyworker(at=here), a_keyworker()
    Post.objects.create(user=both, role=Role.NURSE, service=elsewhere, from_on=days_ago(9))
    Post.objects.create(user=new, role=Role.SERVICE_MANAGER, service=here, from_on=today())
    handed_over(here)
    assert [post.service for post in standing(both).posts] == [elsewhere]
    assert here in [post.service for post in standing(new).posts]
    ended = both.posts.get(service=here)
    assert ended.until_on == today() - timedelta(days=1) and ended.history.count() == 2


def test_a_post_that_had_ended_keeps_its_last_day(here):
    left = a_keyworker(at=here)
    left.posts.update(until_on=days_ago(3))
    handed_over(here, on=days_ago(10))
    assert left.posts.get().until_on == days_ago(3)


def test_the_audit_tells_of_the_handover_and_of_each_post(here):
    a_keyworker(at=here)
    handed_over(here)
    assert Event.objects.filter(verb="treatment.hand_over_service", detail__service=str(here.pk)).count() == 1
    assert Event.objects.filter(verb="accounts.end_post").count() == 1


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"on": today() + timedelta(days=1)}, "on", "lies in the future"),
        ({"agency_code": "N7777"}, "agency_code", "Another service has this code"),
        ({"on": days_ago(40)}, "on", "before the last handover"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(here, said, field, told):
    a_service(agency_code="N7777")
    handed_over(here, on=days_ago(30))
    worker = a_keyworker(at=here)
    with pytest.raises(Refused, match=told) as refused:
        handed_over(here, **said)
    assert refused.value.field == field
    assert standing(worker).posts and ServiceHandover.objects.count() == 1


def test_it_passes_to_somebody_else_and_only_while_it_is_open(here):
    with pytest.raises(Refused, match="runs this service already"):
        handed_over(here, here.organisation)
    here.closed_on = days_ago(1)
    here.save()
    with pytest.raises(Refused, match="is closed since"):
        handed_over(here)
    assert not ServiceHandover.objects.exists() and Organisation.objects.count() == 2
