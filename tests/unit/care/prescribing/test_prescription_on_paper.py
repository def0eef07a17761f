"""A prescription on paper: the mark goes away only when all is loaded, checked and known, and says what is missing."""

import io
import shutil
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ostara.care.accounts.models import User
from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.medication.models import Arrangement, Instalment, Prescription, PrescriptionEvent
from ostara.care.prescribing.loaded import FORM, WORDINGS
from ostara.care.rows.models import new_key
from ostara.drawing.prescription_form import NOT_LIVE
from ostara.knowledge.instalment_wordings import instalment_wordings
from tests.medicines import a_course, a_pharmacy, today
from tests.persons import a_person, an_alias_of, queries
from tests.staff import a_browser_of, a_service, somebody

pytestmark = pytest.mark.django_db
CHECKED = (
    'source = "a document made up for this test"\nplace = "page 3"\nchecked_by = "A Person"\nchecked_on = 2026-11-22\n'
)
HEAD = f'[form]\nname = "made-up form"\nwidth_mm = 210\nheight_mm = 297\n{CHECKED}'
WHERE = {"line_1": "1 Made-up Quay", "line_2": "Second floor", "town": "Sampleton", "postcode": "ZZ1 1AA"}


@pytest.fixture
def loaded(tmp_path, settings):
    """A folder with everything that a service loads, and the record that reads it."""
    (tmp_path / FORM).write_text(HEAD, encoding="utf-8")
    shutil.copy(str(files("ostara.drawing.prescription_form") / "fp10mda.csv"), tmp_path)
    own = "".join(f'[{id}]\ntext = "Approved text of {id}, made up."\n{CHECKED}' for id in instalment_wordings())
    (tmp_path / WORDINGS).write_text(own, encoding="utf-8")
    settings.SAID = replace(settings.SAID, form=tmp_path)
    return tmp_path


def a_prescription_of(*, signed: bool = True, number: str = "MADE UP 7", where: dict[str, str] = WHERE, **known: Any):
    """A prescription of which everything is known but what is said otherwise."""
    here = a_service("Harbour House", **where)
    known = {"born": date(1984, 2, 3), "contact": {"line_1": "1 Canal Street", "town": "Sampleton"}, **known}
    made = a_course(of=a_person(at=here, **known), at=here, place=a_pharmacy(area=here.area)).on(mg=60)
    User.objects.filter(pk=made.prescriber.pk).update(name="Dr Ada Signer", prescriber_number=number)
    row = made.prescribed(today(), days=14)
    if signed:
        said = {"on": today(), "serial": "AB0099", "recorded_by": made.prescriber}
        PrescriptionEvent.objects.create(prescription=row, kind=PrescriptionEvent.Kind.SIGNED, **said)
    return row


def on_paper(row, role: Role = Role.ADMINISTRATOR) -> str:
    """The words of its one page, as somebody else at the service prints it."""
    answer = a_browser_of(somebody(role, at=row.course.service)).get(reverse("print_batch", args=[row.batch]))
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(page.extract_text().split())


def why_not(page: str) -> str:
    """What stands at the head of a page, up to the first box."""
    return page.partition(f"{NOT_LIVE} – ")[2].partition(" Serial number")[0]


def test_the_mark_is_gone_when_all_is_loaded_checked_and_known(loaded):
    page = on_paper(a_prescription_of())
    assert NOT_LIVE not in page and "not known" not in page and "not loaded" not in page
    said = ("Harbour House", "1 Made-up Quay", "Second floor", "Sampleton ZZ1 1AA", "01632 960001", "made-up form")
    assert all(words in page for words in (*said, "Dr Ada Signer", "MADE UP 7", "AB0099"))


def written(*parts: dict[str, Any], number: int = 1, mg: int = 60, product: str = "methadone_1"):
    """A prescription of two weeks with these instalments, the first of them today."""
    here = a_service()
    made = a_course(of=a_person(at=here), at=here, place=a_pharmacy(area=here.area), product=product).on(mg=mg)
    of = {"course": made.course, "place": made.place}
    span = {"first_on": today(), "last_on": today() + timedelta(days=13), "total_mg": 60}
    row = Prescription.objects.create(**of, **span, number=number, batch=new_key(), wordings="abcde")
    for part in parts:
        due = {"due_on": today(), "covers_from": today(), "days": 1, "dose_mg": mg, "watched": 0, **part}
        Instalment.objects.create(**of, **due, prescription=row, order=made.orders[-1])
    return row


@pytest.mark.parametrize(
    ("days", "watched", "says"),
    [(1, 1, "60 mL all watched"), (2, 1, "120 mL of which 60 mL watched"), (2, 0, "120 mL")],
)
def test_what_is_watched_of_an_instalment_cannot_be_read_as_a_second_one(days, watched, says):
    _, _, line = on_paper(written({"days": days, "watched": watched})).partition("Given, by")
    assert says in line and line.count("mL") == says.count("mL")


def test_tablets_stand_strength_by_strength_in_figures_and_in_words():
    page = on_paper(written({"days": 7}, mg=12, product="buprenorphine_sublingual"))
    assert "12 mg (1 × 8 mg and 2 × 2 mg) each day from" in page
    assert "8 mg: 7 tablets (seven tablets)" in page and "2 mg: 14 tablets (fourteen tablets)" in page


def test_a_dose_that_changes_between_two_days_of_one_instalment_is_one_instalment():
    later = today() + timedelta(days=1)
    page = on_paper(written({}, {"part": 2, "covers_from": later, "dose_mg": 65}))
    assert "1 instalment (one instalment)" in page and "125 mL" in page
    assert "60 mg (60 mL) on" in page and "65 mg (65 mL) on" in page


def test_the_interval_is_said_as_people_say_it():
    days = [{"due_on": on, "covers_from": on} for on in (today() + timedelta(days=day) for day in range(7))]
    assert "every day" in on_paper(written(*days))
    assert f"on {today():%A}s" in on_paper(written({"days": 7}, number=2))


def test_a_hand_over_moved_from_a_closed_day_is_no_part_of_the_interval():
    moved = {"due_on": today() + timedelta(days=5), "covers_from": today() + timedelta(days=7)}
    row = written({"days": 7}, {"days": 7, **moved})
    weekly = "".join("1" if day == today().weekday() else "0" for day in range(7))
    Arrangement.objects.create(
        course=row.course, effective_on=today(), pickups=weekly, watched="0000000", place=row.place
    )
    page = on_paper(row)
    assert f"on {today():%A}s" in page and f"{moved['due_on']:%A}s" not in page


def test_what_nobody_knows_how_to_measure_out_keeps_the_mark(loaded):
    page = on_paper(written({"days": 7}, mg=12, product="espranor"))
    assert "what it is made up of is not known" in why_not(page) and "84 mg" in page


def test_a_batch_of_many_asks_as_much_as_a_batch_of_one():
    here, asked = a_service(), []
    client = a_browser_of(somebody(Role.ADMINISTRATOR, at=here))
    for many in (1, 4):
        batch = new_key()
        for _ in range(many):
            made = a_course(
                of=a_person(at=here, contact={"town": "Sampleton"}), at=here, place=a_pharmacy(area=here.area)
            )
            made.on(mg=60).prescribed(today(), days=7, signed=True, batch=batch)
        address = reverse("print_batch", args=[batch])
        client.get(address)
        asked.append(queries(lambda address=address: client.get(address)))
    assert asked[0] == asked[1]


def test_the_name_is_that_of_the_record_that_goes_on(loaded):
    row = a_prescription_of(given="Rose", family="Before")
    an_alias_of(a_person(at=row.course.service, given="Rosa", family="After"), joined=row.course.person)
    page = on_paper(row)
    assert "Rosa After" in page and "Before" not in page and "1 Canal Street" in page


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.NURSE, Role.PRESCRIBER])
def test_the_number_is_that_of_whoever_signed_not_of_whoever_prints(loaded, role):
    row = a_prescription_of()
    User.objects.exclude(prescriber_number="MADE UP 7").update(prescriber_number="MADE UP 8")
    page = on_paper(row, role)
    assert "MADE UP 7" in page and "MADE UP 8" not in page and "Someone" not in page


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"given": "", "family": "", "known_as": "Rob"}, "the person's name is not known"),
        ({"born": None}, "the person's date of birth is not known"),
        ({"contact": {}}, "the person's address is not known"),
        ({"number": ""}, "the prescriber's number is not known"),
        ({"where": {}}, "the prescriber's address is not known"),
        ({"signed": False}, "who signs it is not known; the prescriber's number is not known"),
    ],
)
def test_what_nobody_knows_keeps_the_mark_and_is_said_alone(loaded, known, why):
    page = on_paper(a_prescription_of(**known))
    assert why_not(page) == why and page.count(NOT_LIVE) == 2, "at the head and across the page"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (FORM, "the form's specification is not loaded and checked"),
        (WORDINGS, "the approved wordings are not loaded and checked"),
    ],
)
def test_what_is_not_loaded_keeps_the_mark_and_is_said_alone(loaded, file, why):
    (loaded / file).unlink()
    assert why_not(on_paper(a_prescription_of())) == why


def test_what_nobody_has_signed_names_no_prescriber_whoever_prints_it(loaded):
    page = on_paper(a_prescription_of(signed=False), Role.PRESCRIBER)
    assert "not signed yet" in page and "Someone" not in page and "Ada Signer" not in page


def test_what_does_not_fit_is_not_printed_and_said_where_it_was_asked_for(loaded):
    row = a_prescription_of(where={**WHERE, "line_1": "Quay " * 24, "line_2": "Floor " * 20, "town": "Sampleton " * 12})
    client = a_browser_of(somebody(Role.ADMINISTRATOR, at=row.course.service))
    answer = client.get(reverse("print_batch", args=[row.batch]), follow=True)
    assert "Nothing was printed. prescription: prescriber address does not fit its box." in answer.content.decode()
    assert not Event.objects.filter(verb="prescribing.print_batch").exists()
