"""Accounts and posts: a manager looks after their own services' staff, nobody themselves, and nothing is deleted."""

from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts import actions, links
from ostara.care.accounts.made_up import ready_to_sign_in
from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.permissions import wholly_managed
from ostara.care.accounts.roles import AREA_ROLES, MAY, Role, Verb
from ostara.care.audit.actor import the_system
from ostara.care.audit.models import Event
from ostara.care.rows.acts import Changed, Refused
from tests.staff import LONG_AGO, a_browser_of, a_keyworker, a_person_in_care, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def manager(harbour):
    return somebody(Role.SERVICE_MANAGER, at=harbour, name="Mo Manager")


def as_manager(user):
    return by(user, Verb.MANAGE_STAFF)


def new(service, **changed):
    said = {"name": "Nia New", "email": "Nia@Example.test", "role": "nurse", "service": service.pk, "from_on": "today"}
    return said | changed


def test_somebody_new_gets_an_account_a_post_and_a_link(manager, harbour):
    page = a_browser_of(manager).post(reverse("new_account"), new(harbour)).content.decode()
    made = User.objects.get(email="nia@example.test")
    assert [str(post) for post in made.posts.all()] == ["Nurse, Harbour"]
    assert not made.has_usable_password()
    link = page.partition("/set-up/")[2].partition("/")[0]
    assert links.whose(link) == made
    assert made.history.get().history_user == manager
    assert set(Event.objects.filter(user=manager.pk).values_list("verb", flat=True)) >= {
        "accounts.make",
        "accounts.appoint",
        "accounts.give_link",
    }


def test_an_address_that_has_an_account_is_appointed_instead(manager, harbour):
    there = a_keyworker(at=a_service("Hillside"))
    client = a_browser_of(manager)
    refused = client.post(reverse("new_account"), new(harbour, email=there.email)).content.decode()
    assert "has an account already" in refused and there.name not in refused
    client.post(reverse("appoint"), {"email": there.email, "role": "nurse", "service": harbour.pk, "from_on": "today"})
    assert {str(post) for post in there.posts.all()} == {"Keyworker, Hillside", "Nurse, Harbour"}


@pytest.mark.parametrize("role", sorted(AREA_ROLES))
def test_a_manager_appoints_no_commissioner_and_no_safety_officer(manager, harbour, role):
    page = a_browser_of(manager).post(reverse("new_account"), new(harbour, role=role))
    assert page.status_code == 200 and not User.objects.filter(email="nia@example.test").exists()


def test_a_manager_appoints_nobody_outside_their_services(manager):
    elsewhere = a_service("Hillside")
    page = a_browser_of(manager).post(reverse("new_account"), new(elsewhere))
    assert page.status_code == 200 and not User.objects.filter(email="nia@example.test").exists()


def test_a_manager_sees_and_changes_no_account_of_another_service(manager):
    theirs = a_keyworker(at=a_service("Hillside"))
    client = a_browser_of(manager)
    for name in ("staff_member", "give_link", "switch_account", "start_again"):
        address = reverse(name, kwargs={"account": theirs.pk})
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert client.post(reverse("end_post", kwargs={"post": theirs.posts.get().pk}), {"on": "today"}).status_code == 404
    assert theirs.name not in client.get(reverse("staff")).content.decode()


def test_nobody_makes_themselves_more_than_they_are(manager, harbour):
    mine = as_manager(manager)
    for act in (
        lambda: actions.appoint(user=manager, role=Role.PRESCRIBER, service=harbour, from_on=TODAY, by=mine),
        lambda: actions.end_post(post=manager.posts.get(), on=TODAY, by=mine),
        lambda: actions.switch(user=manager, on=False, by=mine),
        lambda: actions.start_again(user=manager, by=mine),
        lambda: links.give_link(user=manager, by=mine),
    ):
        with pytest.raises(Refused):
            act()
    assert Post.objects.filter(user=manager).count() == 1


def test_who_works_elsewhere_too_is_not_for_one_manager_to_shut_out(manager, harbour):
    both = a_keyworker(at=harbour)
    mine = standing(manager)
    assert wholly_managed(mine, both.pk, on=TODAY)
    Post.objects.create(user=both, role=Role.NURSE, service=a_service("Hillside"), from_on=LONG_AGO)
    assert not wholly_managed(mine, both.pk, on=TODAY)
    client = a_browser_of(manager)
    for name in ("switch_account", "start_again"):
        assert client.post(reverse(name, kwargs={"account": both.pk})).status_code == 403
    assert User.objects.get(pk=both.pk).is_active


def test_a_post_ends_with_its_last_day(manager, harbour):
    worker = a_keyworker(at=harbour)
    post = worker.posts.get()
    today = timezone.localdate()
    a_browser_of(manager).post(reverse("end_post", kwargs={"post": post.pk}), {"on": "yesterday"})
    assert standing(worker, on=today - timedelta(days=1)).posts and not standing(worker, on=today).posts
    with pytest.raises(Changed):
        actions.end_post(post=post, on=today, by=as_manager(manager))
    assert post.history.count() == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"until_on": date(2026, 3, 1)}, "last day cannot lie before the first"),
        ({"service": None}, "held at a service"),
        ({"role": Role.KEYWORKER, "from_on": TODAY}, "hold this post already"),
    ],
)
def test_a_post_that_cannot_be_is_refused(manager, harbour, changed, told):
    worker = a_keyworker(at=harbour)
    said = {"user": worker, "role": Role.NURSE, "service": harbour, "from_on": TODAY, "by": as_manager(manager)}
    with pytest.raises(Refused, match=told):
        actions.appoint(**(said | changed))


def test_a_team_is_of_the_same_service(manager, harbour):
    team = Team.objects.create(service=a_service(), name="Outreach")
    said = {"user": a_keyworker(at=harbour), "role": Role.NURSE, "service": harbour, "from_on": TODAY}
    with pytest.raises(Refused, match="another service"):
        actions.appoint(**said, team=team, by=as_manager(manager))


def test_an_account_switched_off_is_switched_on_again(manager, harbour):
    worker = a_keyworker(at=harbour)
    client = a_browser_of(manager)
    address = reverse("switch_account", kwargs={"account": worker.pk})
    states = []
    for _ in range(2):
        client.post(address)
        states.append(User.objects.get(pk=worker.pk).is_active)
    assert states == [False, True]
    page = client.get(reverse("staff_member", kwargs={"account": worker.pk})).content.decode()
    assert "Switched the account off" in page and "Switched the account on" in page


def test_starting_again_signs_out_and_takes_the_second_step_away(manager, harbour):
    worker = ready_to_sign_in(a_keyworker(at=harbour))
    theirs = a_browser_of(worker)
    a_browser_of(manager).post(reverse("start_again", kwargs={"account": worker.pk}))
    assert theirs.get("/").status_code == 302
    assert not User.objects.get(pk=worker.pk).has_usable_password()
    assert not worker.authenticator_set.exists()


def test_a_link_is_good_once(manager, harbour, client):
    worker = a_keyworker(at=harbour)
    address = reverse("set_password", kwargs={"link": links.give_link(user=worker, by=as_manager(manager))})
    password = {"password": "owl kettle seven", "again": "owl kettle seven"}
    assert client.get(address).status_code == 200
    assert client.post(address, password)["Location"] == reverse("account_login")
    assert User.objects.get(pk=worker.pk).check_password("owl kettle seven")
    assert "not good any more" in client.post(address, password | {"password": "another one here"}).content.decode()
    assert Event.objects.filter(verb="accounts.use_link", user=worker.pk).exists()


def test_a_newer_link_ends_the_older(manager, harbour):
    worker = a_keyworker(at=harbour)
    older, newer = (links.give_link(user=worker, by=as_manager(manager)) for _ in range(2))
    assert links.whose(older) is None and links.whose(newer) == worker


def test_a_link_ends_after_a_day(manager, harbour, settings):
    link = links.give_link(user=a_keyworker(at=harbour), by=as_manager(manager))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert links.whose(link) is None


@pytest.mark.parametrize("link", ["", "x", "-", f"{'0' * 32}-x-y", "%00", "a" * 300])
def test_what_is_no_link_is_told_so(client, link):
    assert links.whose(link) is None
    if link:
        assert "not good any more" in client.get(f"/set-up/{link}/").content.decode()


def test_a_link_for_an_account_that_is_switched_off_is_refused(manager, harbour):
    worker = a_keyworker(at=harbour)
    link = links.give_link(user=worker, by=as_manager(manager))
    actions.switch(user=worker, on=False, by=as_manager(manager))
    assert links.whose(link) is None
    with pytest.raises(Refused, match="switched off"):
        links.give_link(user=worker, by=as_manager(manager))


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012"])
def test_a_password_easy_to_guess_is_refused_at_the_field(harbour, client, password):
    link = links.give_link(user=a_keyworker(at=harbour), by=the_system("test"))
    page = client.post(f"/set-up/{link}/", {"password": password, "again": password})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()


def test_the_first_manager_is_made_with_their_service():
    said = {"email": "first@example.test", "name": "Fi First", "organisation": "Provider", "service": "Harbour"}
    made = actions.first_account(**said, agency_code="A0001", area="P31B", on=TODAY, by=the_system("staff add"))
    assert standing(made, on=TODAY).may(Verb.MANAGE_STAFF)
    assert Service.objects.get(agency_code="A0001").organisation.name == "Provider"
    with pytest.raises(Refused, match="another service"):
        actions.first_account(
            **said | {"service": "Hillside"}, agency_code="A0001", area="P31B", on=TODAY, by=the_system("x")
        )


def test_deleting_a_user_deletes_nothing(harbour):
    worker = a_keyworker(at=harbour)
    a_person_in_care(at=harbour)
    events = Event.objects.count()
    with pytest.raises(ProtectedError):
        worker.delete()
    with pytest.raises(ProtectedError):
        User.objects.filter(pk=worker.pk).delete()
    assert User.objects.filter(pk=worker.pk).exists() and Event.objects.count() == events


def test_my_page_says_what_my_posts_allow(harbour):
    page = a_browser_of(a_keyworker(at=harbour)).get(reverse("my_account")).content.decode()
    assert all(verb.label in page.replace("&#39;", "'") for verb in MAY[Role.KEYWORKER])
    assert Verb.MERGE.label not in page


def test_the_staff_page_asks_the_same_number_of_questions_however_many_work_there(
    manager, harbour, django_assert_max_num_queries
):
    client = a_browser_of(manager)
    client.get(reverse("staff"))
    for _ in range(5):
        a_keyworker(at=harbour)
    with django_assert_max_num_queries(6):
        client.get(reverse("staff"))


@pytest.mark.parametrize("code", ["", " ", "A 001", "A-0001", "A00000000001", "Ä0001"])
def test_what_cannot_be_an_agency_code_makes_no_service(code):
    said = {"email": "first@example.test", "name": "F", "organisation": "O", "service": "S", "area": "P31B"}
    with pytest.raises(Refused, match="letters and figures only") as refused:
        actions.first_account(**said, agency_code=code, on=TODAY, by=the_system("staff add"))
    assert refused.value.field == "agency_code" and not Service.objects.exists()
