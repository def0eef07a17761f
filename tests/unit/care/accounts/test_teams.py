"""Teams: a manager makes them and places posts in them; a team sorts the caseload and opens nothing."""

import pytest
from django.urls import reverse

from ostara.care.accounts import actions
from ostara.care.accounts.models import Post, Team
from ostara.care.accounts.recent import changes_of
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.rows.acts import Refused
from ostara.care.treatment.questions import Asking, caseload, due_counts
from tests.episodes import an_episode, days_ago, today
from tests.persons import a_person, queries
from tests.staff import a_browser_of, a_keyworker, a_service, a_team, by, somebody, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def manager(harbour):
    return somebody(Role.SERVICE_MANAGER, at=harbour)


def placed(worker, team):
    worker.posts.filter(service=team.service).update(team=team)
    return worker


def of_my_team(user):
    return [row.keyworker for row in caseload(standing(user), Asking(whose="team", order="keyworker"), on=today())]


def test_a_manager_makes_a_team_and_appoints_to_it(manager, harbour):
    client = a_browser_of(manager)
    assert client.post(reverse("teams"), {"name": "Outreach", "service": harbour.pk}).status_code == 302
    team = Team.objects.get()
    worker = a_keyworker()
    said = {"email": worker.email, "role": "nurse", "service": harbour.pk, "team": team.pk, "from_on": "today"}
    client.post(reverse("appoint"), said)
    assert worker.posts.get(service=harbour).team == team
    page = client.get(reverse("team", kwargs={"team": team.pk})).content.decode()
    assert worker.name in page and "Outreach" in client.get(reverse("teams")).content.decode()
    assert Event.objects.filter(verb="accounts.make_team", user=manager.pk).count() == 1


def test_a_post_that_runs_is_placed_in_a_team_and_taken_out_again(manager, harbour):
    worker, team, client = a_keyworker(at=harbour), a_team("Outreach", of=harbour), a_browser_of(manager)
    post = worker.posts.get()
    address = reverse("place_in_team", kwargs={"post": post.pk})
    for choice, stands in ((team.pk, team), ("", None)):
        assert client.post(address, {"team": choice}).status_code == 302
        assert Post.objects.get(pk=post.pk).team == stands
    told = [line.what for line in changes_of(worker, [post])]
    assert told[:2] == ["team changed: Keyworker, Harbour, no team", "team changed: Keyworker, Harbour, Outreach"]
    page = client.get(reverse("staff_member", kwargs={"account": worker.pk})).content.decode()
    assert address in page and "Team changed" in page


def test_a_team_has_a_name_of_its_own_at_its_service(manager, harbour):
    a_team("Outreach", of=harbour)
    other = a_team("Night", of=harbour)
    mine = by(manager, Verb.MANAGE_STAFF)
    with pytest.raises(Refused, match="of this name already") as refused:
        actions.make_team(service=harbour, name=" outreach ", by=mine)
    assert refused.value.field == "name"
    page = a_browser_of(manager).post(reverse("team", kwargs={"team": other.pk}), {"name": "Outreach"})
    assert "of this name already" in page.content.decode()
    assert actions.rename_team(team=other, name="Evening", by=mine).name == "Evening"
    assert actions.make_team(service=a_service(), name="Outreach", by=mine).name == "Outreach"


def test_a_post_goes_into_no_team_of_another_service(manager, harbour):
    worker, theirs = a_keyworker(at=harbour), a_team(of=a_service())
    with pytest.raises(Refused, match="another service"):
        actions.place_in_team(post=worker.posts.get(), team=theirs, by=by(manager))
    address = reverse("place_in_team", kwargs={"post": worker.posts.get().pk})
    assert a_browser_of(manager).post(address, {"team": theirs.pk}).status_code == 200
    assert worker.posts.get().team is None


def test_a_manager_makes_no_team_at_a_service_of_others(manager):
    answer = a_browser_of(manager).post(reverse("teams"), {"name": "Outreach", "service": a_service().pk})
    assert answer.status_code == 200 and not Team.objects.exists()


def test_my_team_is_whoever_works_in_it_now_and_only_at_its_service(harbour):
    team, elsewhere = a_team(of=harbour), a_service()
    me, colleague, gone, other = (a_keyworker(at=harbour) for _ in range(4))
    for worker in (me, colleague, gone):
        placed(worker, team)
    for worker in (me, colleague, gone, other):
        an_episode(of=a_person(at=harbour), at=harbour, with_=worker)
    for worker in (me, colleague):
        Post.objects.create(user=worker, role=Role.NURSE, service=elsewhere, from_on=days_ago(900))
    an_episode(of=a_person(at=elsewhere), at=elsewhere, with_=colleague)
    gone.posts.update(until_on=days_ago(1))
    assert set(of_my_team(me)) == {me.name, colleague.name} and len(of_my_team(me)) == 2
    assert due_counts(standing(me), Asking(whose="team"), on=today()).people == 2
    assert of_my_team(other) == []


def test_the_caseload_offers_my_team_to_whoever_is_in_one(harbour):
    worker = a_keyworker(at=harbour)
    client, address = a_browser_of(worker), reverse("caseload")
    assert "My team" not in client.get(address).content.decode()
    placed(worker, a_team(of=harbour))
    an_episode(of=a_person(at=harbour, family="Mine"), at=harbour, with_=worker)
    page = client.get(address, {"whose": "team"}).content.decode()
    assert "My team" in page and "Mine" in page


def test_my_team_asks_as_much_for_many_as_for_one(harbour):
    team = a_team(of=harbour)
    worker = placed(a_keyworker(at=harbour), team)
    client, address = a_browser_of(worker), f"{reverse('caseload')}?whose=team"
    an_episode(of=a_person(at=harbour), at=harbour, with_=worker)
    client.get(address)
    few = queries(lambda: client.get(address))
    for _ in range(5):
        an_episode(of=a_person(at=harbour), at=harbour, with_=placed(a_keyworker(at=harbour), team))
    assert queries(lambda: client.get(address)) == few
