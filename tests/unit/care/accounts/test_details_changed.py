"""What an account says of who works with it, and where a service is: kept by managers, said to whoever reads it."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import update_last_login
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts import actions
from ostara.care.accounts.models import Post, Service, User
from ostara.care.accounts.recent import changes_of
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.models import new_key
from tests.staff import LONG_AGO, a_browser_of, a_keyworker, a_service, by, somebody

pytestmark = pytest.mark.django_db
WHERE = {
    "line_1": "1 Made-up Quay",
    "line_2": "",
    "town": "Sampleton",
    "postcode": "ZZ1 1AA",
    "telephone": "01632 960100",
}
NEW = {"name": "Ada Signer", "job_title": "Doctor", "telephone": "01632 960002", "prescriber_number": "MADE UP 1"}


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def manager(harbour):
    return somebody(Role.SERVICE_MANAGER, at=harbour, name="Mo Manager")


@pytest.fixture
def doctor(harbour):
    return somebody(Role.PRESCRIBER, at=harbour, name="Ada Sygner")


def details(account: User) -> str:
    return reverse("change_details", kwargs={"account": account.pk})


def where(service: Service) -> str:
    return reverse("change_service", kwargs={"service": service.pk})


def seen(row: User | Service, names=actions.DETAILS) -> dict[str, str]:
    return actions.shown(row, names)


def sent(row: User | Service, names=actions.DETAILS, **said: str) -> dict[str, str]:
    """What the form sends: what was shown, what was typed over it."""
    stood = seen(row, names)
    return {**stood, "seen": json.dumps(stood), **said}


def test_a_manager_mends_name_title_telephone_and_number(manager, doctor):
    client = a_browser_of(manager)
    assert client.post(details(doctor), sent(doctor, **NEW)).status_code == 302
    assert seen(User.objects.get(pk=doctor.pk)) == NEW
    (event,) = Event.objects.filter(verb="accounts.change_details", user=manager.pk)
    assert event.detail["fields"] == sorted(NEW) and "Signer" not in str(event.detail)
    page = client.get(reverse("staff_member", kwargs={"account": doctor.pk})).content.decode()
    assert all(words in page for words in NEW.values())


def test_what_they_were_stays_in_the_history_with_who_changed_it(manager, doctor):
    actions.change_details(user=doctor, seen=seen(doctor), by=by(manager), telephone="01632 960003")
    assert [row.telephone for row in doctor.history.order_by("history_id")] == ["", "01632 960003"]
    assert [line.what for line in changes_of(doctor, [])] == [
        "changed the work telephone: 01632 960003",
        "made the account",
    ]
    assert changes_of(doctor, [])[0].who == "Mo Manager"


def test_signing_in_is_no_change_of_an_account(doctor):
    update_last_login(None, doctor)
    assert User.objects.get(pk=doctor.pk).last_login and doctor.history.count() == 1


def test_nothing_changed_writes_nothing(manager, doctor):
    assert a_browser_of(manager).post(details(doctor), sent(doctor)).status_code == 302
    assert doctor.history.count() == 1 and not Event.objects.filter(verb="accounts.change_details").exists()


def test_a_form_sent_twice_does_its_work_once(manager, doctor, harbour):
    form = sent(doctor, telephone="01632 960003", key=str(new_key()))
    place = sent(harbour, actions.WHERE, **WHERE, key=str(new_key()))
    client = a_browser_of(manager)
    for _ in range(2):
        assert client.post(details(doctor), form).status_code == 302
        assert client.post(where(harbour), place).status_code == 302
    assert doctor.history.count() == 2 and harbour.history.count() == 2


def test_of_two_managers_the_second_is_told_what_stands_now(manager, doctor, harbour):
    stood, place = sent(doctor, telephone="01632 960004"), sent(harbour, actions.WHERE, **WHERE)
    actions.change_details(user=doctor, seen=seen(doctor), by=by(manager), job_title="Doctor")
    actions.change_service(
        service=harbour, seen=seen(harbour, actions.WHERE), by=by(manager), **(WHERE | {"town": "Hilltop"})
    )
    client = a_browser_of(somebody(Role.SERVICE_MANAGER, at=harbour))
    assert "Now it is job title: Doctor" in client.post(details(doctor), stood).content.decode()
    assert "town: Hilltop" in client.post(where(harbour), place).content.decode()
    assert User.objects.get(pk=doctor.pk).telephone == "" and Service.objects.get(pk=harbour.pk).town == "Hilltop"
    with pytest.raises(Changed):
        actions.change_details(user=doctor, seen=seen(doctor), by=by(manager), telephone="01632 960004")


@pytest.mark.parametrize("changed", [{"name": "Dr Mo Manager"}, {"prescriber_number": "MADE UP 2"}])
def test_nobody_changes_what_a_prescription_says_of_themselves(manager, changed):
    with pytest.raises(Refused, match="ask another manager"):
        actions.change_details(user=manager, seen=seen(manager), by=by(manager), **changed)
    client = a_browser_of(manager)
    assert client.post(details(manager), sent(manager, telephone="01632 960005", **changed)).status_code == 302
    standing = User.objects.get(pk=manager.pk)
    assert (standing.name, standing.prescriber_number, standing.telephone) == ("Mo Manager", "", "01632 960005")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  MADE UP 1 ", "MADE UP 1"), ("A-1/2.3", "A-1/2.3"), ("", "")],
)
def test_a_number_is_kept_as_written_without_spaces_at_its_ends(manager, doctor, typed, kept):
    a_browser_of(manager).post(details(doctor), sent(doctor, prescriber_number=typed))
    assert User.objects.get(pk=doctor.pk).prescriber_number == kept


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"prescriber_number": "1" * 21}, "prescriber_number"),
        ({"prescriber_number": "12\t34"}, "prescriber_number"),
        ({"prescriber_number": "№ 1"}, "prescriber_number"),
        ({"name": "  "}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(manager, doctor, changed, field):
    with pytest.raises(Refused) as refused:
        actions.change_details(user=doctor, seen=seen(doctor), by=by(manager), **changed)
    assert refused.value.field == field
    page = a_browser_of(manager).post(details(doctor), sent(doctor, **changed)).content.decode()
    assert f'id="id_{field}-error"' in page
    with pytest.raises(Refused):
        actions.make_account(email="new@example.test", by=by(manager), **{"name": "Nia New", **changed})


def test_a_new_prescriber_has_a_number_from_the_first(manager, harbour):
    said = {"name": "Nia New", "email": "nia@example.test", "prescriber_number": "MADE UP 3"}
    post = {"role": "prescriber", "service": harbour.pk, "from_on": "today"}
    a_browser_of(manager).post(reverse("new_account"), said | post)
    assert User.objects.get(email="nia@example.test").prescriber_number == "MADE UP 3"


def test_who_has_left_is_not_for_the_manager_they_had(manager, harbour):
    gone = a_keyworker(at=harbour)
    gone.posts.update(until_on=timezone.localdate() - timedelta(days=1))
    Post.objects.create(user=gone, role=Role.PRESCRIBER, service=a_service("Hillside"), from_on=LONG_AGO)
    client = a_browser_of(manager)
    assert "Change details" not in client.get(reverse("staff_member", kwargs={"account": gone.pk})).content.decode()
    assert client.get(details(gone)).status_code == client.post(details(gone), sent(gone)).status_code == 403
    link = reverse("give_link", kwargs={"account": gone.pk})
    assert client.get(link).status_code == client.post(link).status_code == 403


def test_a_manager_finds_nobody_and_nothing_of_another_service(manager):
    hillside = a_service("Hillside")
    client = a_browser_of(manager)
    for address in (details(a_keyworker(at=hillside)), where(hillside)):
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert "Hillside" not in client.get(reverse("staff")).content.decode()


def test_a_form_that_was_changed_on_its_way_is_refused(manager, doctor):
    for wrong in ("[]", '{"name": "x"}', "no json", ""):
        page = a_browser_of(manager).post(details(doctor), sent(doctor, telephone="1") | {"seen": wrong})
        assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert doctor.history.count() == 1


def test_a_manager_says_where_a_service_is(manager, harbour):
    client = a_browser_of(manager)
    assert "Nobody has said where it is" in client.get(reverse("staff")).content.decode()
    client.post(where(harbour), sent(harbour, actions.WHERE, **(WHERE | {"postcode": "zz11aa"})))
    assert seen(Service.objects.get(pk=harbour.pk), actions.WHERE) == WHERE
    page = client.get(reverse("staff")).content.decode()
    assert "1 Made-up Quay, Sampleton ZZ1 1AA" in page and "Nobody has said where it is" not in page
    assert harbour.history.latest().history_user == manager
    assert Event.objects.get(verb="accounts.change_service").detail["fields"] == [
        "line_1",
        "postcode",
        "telephone",
        "town",
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"line_1": "1 Made-up Quay"}, "town"),
        ({"line_1": "1 Made-up Quay", "town": "Sampleton"}, "postcode"),
        ({"line_2": "Second floor"}, "line_1"),
        ({"postcode": "ZZ1 1AA", "town": "Sampleton"}, "line_1"),
    ],
)
def test_half_an_address_is_none(manager, harbour, said, field):
    whole = dict.fromkeys(actions.WHERE, "") | said
    with pytest.raises(Refused, match="The address lacks") as refused:
        actions.change_service(service=harbour, seen=seen(harbour, actions.WHERE), by=by(manager), **whole)
    assert refused.value.field == field
    assert Service.objects.get(pk=harbour.pk).address == ()


def test_an_address_can_be_taken_away_again(manager, harbour):
    for said in (WHERE, dict.fromkeys(actions.WHERE, "")):
        a_browser_of(manager).post(where(harbour), sent(Service.objects.get(pk=harbour.pk), actions.WHERE, **said))
    assert Service.objects.get(pk=harbour.pk).address == () and harbour.history.count() == 3


def test_my_page_says_what_others_see_of_me(manager, doctor, harbour):
    page = a_browser_of(doctor).get(reverse("my_account")).content.decode()
    assert "Not known: what you sign is marked as not for live printing" in page
    actions.change_details(user=doctor, seen=seen(doctor), by=by(manager, Verb.MANAGE_STAFF), **NEW)
    page = a_browser_of(doctor).get(reverse("my_account")).content.decode()
    assert all(words in page for words in NEW.values())
    assert "Prescriber number" not in a_browser_of(a_keyworker(at=harbour)).get(reverse("my_account")).content.decode()
