"""What is typed of a person is kept until it is sent: a registration, who they are, how to reach them, children."""

import re

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.asking.models import Draft
from ostara.care.people import actions
from ostara.care.people.models import Contact, Particulars, Person
from ostara.care.people.questions import contact_of
from tests.persons import a_contact_of, a_person, saving
from tests.staff import a_browser_of, a_keyworker, a_service, somebody

pytestmark = pytest.mark.django_db
DATED = [
    (
        "particulars",
        {"given_names": "Rosa", "gender": "woman", "disabilities": ["hearing"]},
        "Who they are",
        ['value="Rosa"', 'value="woman"[^>]* selected', 'value="hearing"[^>]* checked'],
    ),
    (
        "contact",
        {"town": "Sampleton", "may_text": "no", "how": "Before noon."},
        "How to reach them",
        ['value="Sampleton"', 'name="may_text"[^>]* value="no"[^>]* checked', "Before noon."],
    ),
    (
        "children",
        {"living_with": "2", "details": "With their aunt."},
        "Children",
        ['name="living_with"[^>]* value="2"', "With their aunt."],
    ),
]


@pytest.fixture
def here():
    return a_service("Harbour")


@pytest.fixture
def worker(here):
    return a_keyworker(at=here)


@pytest.fixture
def client(worker):
    return a_browser_of(worker)


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1]


def typed(client, address, **said):
    """Types into a page that is open, which keeps it; returns what the page carries."""
    page = client.get(address).content.decode()
    carried = {name: hidden(page, name) for name in ("_draft", "_revision", "key")}
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    answer = client.post(reverse("save_draft"), {**carried, **({"seen": seen[1]} if seen else {}), **said})
    assert answer.status_code == 302
    return carried


@pytest.mark.parametrize(("name", "said", "title", "shown"), DATED)
def test_coming_back_it_is_filled_in_and_listed_on_the_first_page(client, here, name, said, title, shown):
    person = a_person(at=here)
    address = reverse(name, kwargs={"person": person.pk})
    typed(client, address, **said)
    draft = Draft.objects.get()
    assert (draft.form, draft.about, draft.address) == (title, str(person.pk), address)
    page = client.get(address).content.decode()
    assert "You have a draft from" in page
    assert [pattern for pattern in shown if not re.search(pattern, page)] == []
    home = client.get(reverse("home")).content.decode()
    assert f'href="{address}"' in home and title in home


def test_saved_it_is_a_row_and_no_draft_any_more(client, here):
    person = a_person(at=here)
    address = reverse("contact", kwargs={"person": person.pk})
    carried = typed(client, address, town="Sampleton")
    assert Contact.objects.count() == 0
    assert client.post(address, {**carried, "town": "Sampleton", "effective_on": "today"}).status_code == 302
    assert Contact.objects.get().town == "Sampleton" and not Draft.objects.exists()


def test_what_is_refused_is_kept(client, here):
    person = a_person(at=here)
    address = reverse("contact", kwargs={"person": person.pk})
    assert (
        client.post(address, {"town": "Sampleton", "postcode": "nowhere", "effective_on": "today"}).status_code == 200
    )
    page = client.get(address).content.decode()
    assert "Sampleton" in page and "nowhere" in page and "You have a draft from" in page


def test_a_draft_begun_before_somebody_else_saved_is_told_so_and_not_lost(client, worker, here):
    person = a_person(at=here)
    stood = a_contact_of(person, town="Sampleton")
    address = reverse("contact", kwargs={"person": person.pk})
    said = {"town": "Newtown", "saving": "change", "effective_on": "today"}
    carried = typed(client, address, **said)
    colleague = a_keyworker(at=here)
    actions.keep_contact(person=person, facts={"town": "Oldham"}, how=saving(colleague, seen=stood))
    page = client.get(address).content.decode()
    assert "Newtown" in page and f'value="{stood.pk}"' in page
    told = client.post(address, {**carried, **said, "seen": stood.pk}).content.decode()
    assert "Someone else changed this" in told and "Oldham" in told and "Newtown" in told
    assert contact_of([person.pk]).town == "Oldham" and Draft.objects.count() == 1


def test_each_person_has_a_draft_of_their_own_and_each_worker_too(client, here):
    first, second = a_person(at=here), a_person(at=here, given="Sam")
    typed(client, reverse("contact", kwargs={"person": first.pk}), town="Sampleton")
    assert "Sampleton" not in client.get(reverse("contact", kwargs={"person": second.pk})).content.decode()
    other = a_browser_of(a_keyworker(at=here))
    assert "Sampleton" not in other.get(reverse("contact", kwargs={"person": first.pk})).content.decode()


def test_a_registration_begun_is_gone_on_with(client, here):
    address = reverse("register_person")
    said = {"given_names": "Rosa", "family_name": "Ahern", "date_of_birth": "3/2/84", "at_service": here.pk}
    carried = typed(client, address, **said, may_text="yes")
    page = client.get(address).content.decode()
    assert all(value in page for value in ("Rosa", "Ahern", "3/2/84", "You have a draft from"))
    assert hidden(page, "key") == carried["key"], "sent twice it registers once"
    assert hidden(page, "at_service") == str(here.pk)
    assert not Person.objects.exists()
    assert client.post(address, {**carried, **said}).status_code == 302
    assert Particulars.objects.get().given_names == "Rosa" and not Draft.objects.exists()


def test_that_somebody_was_checked_is_asked_again_each_time(client, here):
    a_person(at=here, given="Rosa", family="Ahern")
    said = {"given_names": "Rosa", "family_name": "Ahern", "at_service": here.pk}
    address = reverse("register_person")
    typed(client, address, **said, another_person="checked")
    assert "another_person" not in client.get(address).content.decode()
    page = client.post(address, said).content.decode()
    assert "There may be a record already" in page and Person.objects.count() == 1


def test_a_registration_keeps_the_service_that_was_chosen_of_several(here):
    manager, other = somebody(Role.SERVICE_MANAGER, at=here), a_service("Quay")
    manager.posts.create(role=Role.NURSE, service=other, from_on="2020-01-01")
    client, address = a_browser_of(manager), reverse("register_person")
    typed(client, address, given_names="Rosa", at_service=other.pk)
    assert re.search(rf'value="{other.pk}"[^>]* selected', client.get(address).content.decode())
