"""Given somebody who comes for the first time, or again: they are registered once, found by anything, told apart."""

from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from tests.for_everybody import is_for_everybody
from tests.journeys.record.conftest import PHONE
from tests.persons import a_flag_of, a_person, a_picture, a_relation_of, an_alias_of, an_nhs_number
from tests.staff import a_keyworker, a_service, somebody


def find(page, typed: str) -> None:
    page.goto("/people/")
    page.get_by_label("Name, date of birth").fill(typed)
    page.get_by_role("button", name="Find").click()


def test_somebody_new_is_registered_on_a_phone_without_script_and_found(sit_down):
    page = sit_down(a_keyworker(at=a_service("Harbour")), width=PHONE, scripts=False)
    page.goto("/people/register/")
    page.get_by_label("Given names").fill("Rosa")
    page.get_by_label("Family name").fill("O'Hern")
    page.get_by_label("Date of birth").fill("3 feb 84")
    page.get_by_label("NHS number").fill(an_nhs_number())
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Rosa O'Hern")).to_be_visible()
    find(page, "roza ohern 3/2/1984")
    page.get_by_role("link", name="O'Hern, Rosa").click()
    expect(page.get_by_text("3 February 1984").first).to_be_visible()
    assert "Rosa" not in page.url and "rosa" not in page.url


def test_somebody_who_was_here_before_is_noticed(sit_down):
    harbour = a_service("Harbour")
    a_person(at=harbour, given="Stephen", family="Smith", born=date(1984, 2, 3))
    page = sit_down(a_keyworker(at=harbour))
    page.goto("/people/register/")
    page.get_by_label("Given names").fill("Steven")
    page.get_by_label("Family name").fill("Smyth")
    page.get_by_label("Date of birth").fill("3/2/84")
    page.get_by_role("button", name="Register").click()
    assert page.get_by_label("Family name").input_value() == "Smyth"
    page.get_by_role("link", name="Smith, Stephen").click()
    expect(page.get_by_role("heading", name="Stephen Smith")).to_be_visible()


def test_two_records_of_one_person_are_merged_and_parted_again(sit_down):
    harbour = a_service("Harbour")
    old = a_person(at=harbour, given="Rosa", family="Ahern", when=timezone.now() - timedelta(days=400))
    new = a_person(at=harbour, given="Rose", family="Ahearne")
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    page.goto(f"/people/{new.pk}/merge/")
    page.get_by_label("Number of the other record").fill(old.shown_number)
    page.get_by_role("button", name="Show both").click()
    expect(page.get_by_role("cell", name="Ahern", exact=True)).to_be_visible()
    page.get_by_label("How do you know").fill("The same NHS card")
    page.get_by_role("button", name="Merge the two records").click()
    expect(page.get_by_text("The two records are one now")).to_be_visible()
    page.goto(f"/people/{old.pk}/")
    assert str(new.pk) in page.url
    find(page, old.number)
    page.get_by_role("link", name="Ahearne, Rose").click()
    page.get_by_role("link", name="Undo").click()
    page.get_by_label("Why?").fill("It is her sister")
    page.get_by_role("button", name="Undo the merge").click()
    find(page, old.number)
    expect(page.get_by_role("link", name="Ahern, Rosa")).to_be_visible()


def test_what_to_look_out_for_and_how_to_reach_somebody_is_kept_and_seen_first(sit_down):
    harbour = a_service("Harbour")
    person = a_person(at=harbour, given="Rosa", family="Ahern")
    a_flag_of(person, words="See in pairs.")
    page = sit_down(a_keyworker(at=harbour))
    page.goto(f"/people/{person.pk}/contact/")
    page.get_by_label("Telephone").fill("01632 960002")
    page.get_by_role("group", name="May a message be left?").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("See in pairs.")).to_be_visible()
    expect(page.get_by_text("leave a message").first).to_be_visible()
    page.goto(f"/people/{person.pk}/photo/")
    page.get_by_label("Picture").set_input_files(
        {"name": "face.png", "mimeType": "image/png", "buffer": a_picture("PNG")}
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("img", name="Rosa Ahern")).to_be_visible()


def test_pages_on_which_much_was_recorded_can_be_used_by_everybody(sit_down):
    harbour = a_service("Harbour")
    contact = {"telephone": "01632 960002", "may_text": "no", "how": "Before noon."}
    person = a_person(at=harbour, given="Rosa", family="Ahern", known_as="Red", born=date(1984, 2, 3), contact=contact)
    a_flag_of(person), a_relation_of(person)
    an_alias_of(person, joined=a_person(at=harbour, given="Rose", family="Ahearne"))
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    for name in ("", "history/", "copy/", "particulars/"):
        page.goto(f"/people/{person.pk}/{name}")
        is_for_everybody(page)
    find(page, "rosa ahern")
    is_for_everybody(page)
