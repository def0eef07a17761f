"""The script run: a batch prepared from orders and arrangements, looked through, signed, sent, lost, written again."""

import io
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from ostara.care.accounts.roles import Role
from ostara.care.facts.models import Finding
from ostara.care.medication.models import (
    Arrangement,
    Closure,
    Hold,
    HoldEnd,
    Instalment,
    OpeningHours,
    Prescription,
    PrescriptionEvent,
)
from ostara.care.people.models import Contact
from ostara.care.prescribing.loaded import refuse_unusable
from ostara.care.prescribing.questions.batches import lines
from ostara.care.prescribing.questions.runs import differences
from ostara.care.prescribing.views.running import _serial
from ostara.care.tasks.models import OpenTask
from ostara.knowledge.instalment_wordings import instalment_wordings
from ostara.knowledge.refusal import RefusalError
from tests.episodes import days_ago, today
from tests.medicines import a_course, a_pharmacy
from tests.orders_written import at_the_desk
from tests.persons import a_person, queries
from tests.staff import a_service

pytestmark = pytest.mark.django_db
NEXT_MONDAY = today() + timedelta(days=7 - today().weekday())


def somebody_on(mg: int, *, at, place, pickups: str = "1111111", family: str = "Heron"):
    made = a_course(of=a_person(at=at, family=family, born=date(1980, 1, 1)), at=at, place=place).on(mg=mg)
    said = {"effective_on": days_ago(90), "pickups": pickups, "watched": pickups, "place": place}
    Arrangement.objects.create(course=made.course, **said)
    return made


def a_pharmacy_open_daily(at, *, closed: tuple[int, ...] = ()):
    place = a_pharmacy(area=at.area, opens_on_bank_holidays=True)
    for day in range(7):
        shut = day in closed
        hours = {"opens": None if shut else time(9), "closes": None if shut else time(18)}
        OpeningHours.objects.create(place=place, weekday=day, from_on=days_ago(400), **hours)
    return place


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def made():
    here = a_service()
    return somebody_on(60, at=here, place=a_pharmacy_open_daily(here))


def prepared(made, role: Role = Role.PRESCRIBER):
    desk = at_the_desk(of=made, role=role)
    answer = desk.sends(
        "", to=reverse("script_run"), first=str(NEXT_MONDAY), last=str(NEXT_MONDAY + timedelta(days=13))
    )
    desk.batch = answer.headers.get("Location", "")
    return desk


def signed(desk, *rows: Prescription, **typed):
    reasons = {f"reason-{row.pk}": "seen" for row in rows}
    return desk.client.post(desk.batch, {"sign": [str(row.pk) for row in rows], "do": "sign", **reasons, **typed})


def test_a_fortnight_is_prepared_from_order_arrangement_and_opening_hours(made):
    prepared(made, Role.ADMINISTRATOR)
    row = Prescription.objects.get()
    assert (row.first_on, row.last_on, row.total_mg) == (NEXT_MONDAY, NEXT_MONDAY + timedelta(days=13), 840)
    assert Instalment.objects.filter(prescription=row, watched=1, days=1).count() == 14
    assert not PrescriptionEvent.objects.exists(), "preparing signs nothing"


def held(made, *, until: date | None = None) -> Hold:
    row = Hold.objects.create(course=made.course, from_on=days_ago(2), reason=Hold.Reason.MISSED)
    if until:
        HoldEnd.objects.create(hold=row, on=until, decision=HoldEnd.Decision.GO_ON)
    return row


def test_who_is_held_is_kept_out_of_the_run_and_named_beside_it(made):
    held(made)
    desk = prepared(made)
    assert not Prescription.objects.exists() and "Nobody needs a prescription" in desk.page
    assert "Held: nothing is prepared for them" in desk.page and "Heron" in desk.page
    since = days_ago(2)
    assert f"held since {since.day} {since:%B} (days without medicine)" in desk.page


def test_others_are_prepared_while_one_is_held():
    here = a_service()
    place = a_pharmacy_open_daily(here)
    first, second = (somebody_on(60, at=here, place=place, family=name) for name in ("Heron", "Teal"))
    held(first)
    prepared(second)
    assert Prescription.objects.get().course == second.course


def test_a_hold_that_ends_within_the_days_leaves_those_after_it(made):
    held(made, until=NEXT_MONDAY + timedelta(days=3))
    prepared(made)
    assert Prescription.objects.get().first_on == NEXT_MONDAY + timedelta(days=3)


def test_a_stop_that_is_signed_ends_the_days_that_are_prepared(made):
    made.stopped(NEXT_MONDAY + timedelta(days=4))
    prepared(made)
    assert Prescription.objects.get().last_on == NEXT_MONDAY + timedelta(days=3)


def test_nothing_is_prepared_for_who_has_stopped(made):
    made.stopped()
    desk = prepared(made)
    assert not Prescription.objects.exists() and "Held:" not in desk.page


def test_who_begins_within_the_days_is_prepared_from_that_day():
    here = a_service()
    place, begins = a_pharmacy_open_daily(here), NEXT_MONDAY + timedelta(days=2)
    made = a_course(of=a_person(at=here, family="Teal"), at=here, place=place).on(mg=30, since=begins)
    prepared(made.arranged("1111111"))
    assert Prescription.objects.get().first_on == begins


def test_what_was_prepared_before_a_hold_is_not_signed_while_it_lasts(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    held(made)
    page = desk.client.get(desk.batch).content.decode()
    assert "Held since" in page and "data-plain" not in page
    assert "Decide on that first" in signed(desk, row).content.decode()
    assert not PrescriptionEvent.objects.exists()


def test_a_pick_up_on_a_closed_day_is_not_written_again_while_it_is_held(made):
    desk = prepared(made)
    signed(desk, Prescription.objects.get())
    Closure.objects.create(place=made.place, on=NEXT_MONDAY + timedelta(days=2), words="Stocktaking")
    held(made)
    shut = Instalment.objects.get(due_on=NEXT_MONDAY + timedelta(days=2))
    answer = desk.client.post(reverse("closed_days"), {"again": str(shut.pk)}, follow=True)
    assert "Decide on that first" in answer.content.decode()
    assert Prescription.objects.count() == 1 and not PrescriptionEvent.objects.filter(kind="void").exists()


def test_more_than_a_fortnight_is_no_form(made):
    desk = at_the_desk(of=made)
    desk.sends("", to=reverse("script_run"), first=str(NEXT_MONDAY), last=str(NEXT_MONDAY + timedelta(days=14)))
    assert "A form covers at most 14 days" in desk.page and not Prescription.objects.exists()


def test_days_that_are_covered_are_not_prescribed_twice(made):
    desk = prepared(made)
    desk.sends("", to=reverse("script_run"), first=str(NEXT_MONDAY), last=str(NEXT_MONDAY + timedelta(days=13)))
    assert "all of them are covered" in desk.page and Prescription.objects.count() == 1


def test_a_sunday_closed_is_handed_over_on_saturday_and_said():
    here = a_service()
    made = somebody_on(60, at=here, place=a_pharmacy_open_daily(here, closed=(6,)))
    desk = prepared(made)
    sundays = Instalment.objects.filter(due_on__week_day=1)
    assert not sundays.exists() and Instalment.objects.filter(due_on__week_day=7, days=2, watched=1).count() == 2
    assert "Closed on Sundays" in desk.client.get(desk.batch).content.decode()


def test_hours_that_nobody_recorded_are_said():
    here = a_service()
    made = somebody_on(60, at=here, place=a_pharmacy(area=here.area))
    desk = prepared(made)
    assert "Nobody recorded when it is open" in desk.client.get(desk.batch).content.decode()


def test_those_ticked_are_signed_and_each_keeps_its_own_serial_number():
    here = a_service()
    place = a_pharmacy_open_daily(here)
    made = [somebody_on(60 + more, at=here, place=place, family=f"Heron {more}") for more in range(3)]
    desk = prepared(made[0])
    first, second, third = Prescription.objects.order_by("number")
    page = desk.client.get(desk.batch).content.decode()
    assert all(f"Heron {more}" in page for more in range(3)) and "First prescription of this course" in page
    assert signed(desk, first, third, serial="AB0099").status_code == 302
    serials = dict(PrescriptionEvent.objects.values_list("prescription__number", "serial"))
    assert serials == {first.number: "AB0099", third.number: "AB0100"}
    assert Finding.objects.filter(about=first.pk).exists() or not Finding.objects.exists()
    assert not PrescriptionEvent.objects.filter(prescription=second).exists()


@pytest.mark.parametrize(
    ("first", "place", "serial"), [("AB0099", 1, "AB0100"), ("7", 3, "10"), ("", 2, ""), ("pad A", 1, "pad A")]
)
def test_each_form_of_a_pad_has_the_next_number(first, place, serial):
    assert _serial(first, place) == serial


def test_an_administrator_looks_through_and_does_not_sign(made):
    desk = prepared(made, Role.ADMINISTRATOR)
    assert "Sign those ticked" not in desk.client.get(desk.batch).content.decode()
    signed(desk, Prescription.objects.get())
    assert not PrescriptionEvent.objects.exists()


def test_a_change_of_dose_ends_what_was_prepared_and_what_was_sent(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    signed(desk, row)
    desk.client.post(desk.batch, {"do": "send"})
    answer = desk.sends("change_dose", made.course, dose_mg="65", reason="titration", seen_today="yes")
    assert answer.status_code == 302
    assert PrescriptionEvent.objects.filter(prescription=row, kind="void").exists()
    task = OpenTask.objects.get(marker=f"confirm {row.pk}").task
    assert made.place.name in task.words and "have to confirm" in task.words
    page = desk.address("prescription", prescription=row.pk)
    desk.sends("", to=page, kind="confirmed")
    assert "Write who at the pharmacy confirmed it" in desk.page
    desk.sends("", to=page, kind="confirmed", said_by="Sam")
    assert not OpenTask.objects.filter(marker=f"confirm {row.pk}").exists()


def test_what_ended_meanwhile_is_not_signed(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    desk.sends("change_dose", made.course, dose_mg="65", reason="titration", seen_today="yes")
    refused = signed(desk, row)
    assert "has ended" in refused.content.decode()
    assert not PrescriptionEvent.objects.filter(kind="signed").exists()


def test_what_differs_from_last_time_stands_in_the_line(made):
    before = made.prescribed(days_ago(13), days=14, signed=True)
    made.on(mg=65, since=today())
    desk = prepared(made)
    now = Prescription.objects.exclude(pk=before.pk).get()
    assert "Dose: 60 mg before, 65 mg now." in differences(before, now)
    page = desk.client.get(desk.batch).content.decode()
    assert "Dose: 60 mg before, 65 mg now." in page


def test_the_same_again_is_said_too(made):
    made.prescribed(NEXT_MONDAY - timedelta(days=14), days=14, signed=True)
    desk = prepared(made)
    assert "As last time." in desk.client.get(desk.batch).content.decode()


def test_a_lost_one_ends_says_why_and_is_confirmed_by_the_pharmacy(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    signed(desk, row)
    page = desk.address("prescription", prescription=row.pk)
    desk.sends("", to=page, kind="lost")
    assert "Say why it ends" in desk.page
    desk.sends("", to=page, kind="lost", words="Never came")
    desk.sends("", to=page, kind="arrived")
    assert "It is not signed, or has ended" in desk.page
    assert set(row.events.values_list("kind", flat=True)) == {"signed", "lost"}


def test_a_pick_up_on_a_closed_day_is_written_again_before_it(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    signed(desk, row)
    wednesday = NEXT_MONDAY + timedelta(days=2)
    Closure.objects.create(place=made.place, on=wednesday, words="Stocktaking")
    page = desk.client.get(reverse("closed_days")).content.decode()
    assert "Stocktaking" in page and f"{wednesday.day} " in page
    shut = Instalment.objects.get(due_on=wednesday, prescription=row)
    desk.client.post(reverse("closed_days"), {"again": str(shut.pk)})
    again = Prescription.objects.get(replaces=row)
    assert PrescriptionEvent.objects.filter(prescription=row, kind="void").exists()
    assert not again.instalments.filter(due_on=wednesday).exists()
    assert again.last_on == row.last_on


def test_a_batch_on_paper_says_that_it_is_not_to_be_used(made):
    desk = prepared(made)
    answer = desk.client.get(reverse("print_batch", args=[Prescription.objects.get().batch]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    (text,) = pages(answer.content)
    assert "the form's specification is not loaded" in text and "the prescriber's number is not known" in text


def test_the_whole_address_stands_on_the_form(made):
    Contact.objects.create(
        person=made.course.person, effective_on=today(), line_1="1 Canal Street", line_2="Flat 3", town="Sometown"
    )
    desk = prepared(made)
    (text,) = pages(desk.client.get(reverse("print_batch", args=[Prescription.objects.get().batch])).content)
    assert "1 Canal Street" in text and "Flat 3" in text and "Sometown" in text
    assert "the person's address is not known" not in text


def test_nowhere_to_live_is_an_address_and_nothing_recorded_is_none(made):
    desk = prepared(made)
    paper = reverse("print_batch", args=[Prescription.objects.get().batch])
    (text,) = pages(desk.client.get(paper).content)
    assert "the person's address is not known" in text
    Contact.objects.create(person=made.course.person, effective_on=today(), no_fixed_address=True)
    (text,) = pages(desk.client.get(paper).content)
    assert "no fixed abode" in text and "the person's address is not known" not in text


def test_what_the_service_loaded_stands_on_the_form_and_answers_the_rule(made, tmp_path, settings):
    checked = 'source = "a circular"\nplace = "page 2"\nchecked_by = "A Person"\nchecked_on = 2026-11-22\n'
    own = "".join(f'[{id}]\ntext = "Approved text of {id}, made up."\n{checked}' for id in instalment_wordings())
    (tmp_path / "instalment_wordings.toml").write_text(own, encoding="utf-8")
    settings.SAID = replace(settings.SAID, form=tmp_path)
    desk = prepared(made)
    row = Prescription.objects.get()
    (line,) = lines([row], key=row.batch, on=today(), judging=True)
    assert not [one for one in line.judged.findings if one.rule == "CD-09"]
    (text,) = pages(desk.client.get(reverse("print_batch", args=[row.batch])).content)
    assert "Approved text of closed_day, made up." in text and "wordings are not loaded" not in text


@pytest.mark.parametrize("holds", ["nothing", "an entry without its check"])
def test_a_folder_that_cannot_be_used_is_refused_at_the_start(tmp_path, settings, holds):
    if holds != "nothing":
        (tmp_path / "instalment_wordings.toml").write_text('[closed_day]\ntext = "x"\n', encoding="utf-8")
    settings.SAID = replace(settings.SAID, form=tmp_path)
    with pytest.raises(RefusalError, match=r"instalment_wordings.toml"):
        refuse_unusable()


def test_nobody_can_tell_whether_the_wordings_are_those_approved_while_their_text_is_not_loaded(made):
    desk = prepared(made)
    row = Prescription.objects.get()
    (line,) = lines([row], key=row.batch, on=today(), judging=True)
    (said,) = [one for one in line.judged.findings if one.rule == "CD-09"]
    assert said.answer is None and said.missing == ("prescription.wordings_approved",) and not said.interrupts
    assert "approved wordings for instalments are not loaded here" in desk.client.get(desk.batch).content.decode()


def test_fifty_lines_ask_no_more_questions_than_two():
    here = a_service()
    place = a_pharmacy_open_daily(here)
    made = somebody_on(60, at=here, place=place)
    somebody_on(60, at=here, place=place, family="Second")
    desk = prepared(made)
    few = queries(lambda: desk.client.get(desk.batch))
    for more in range(8):
        somebody_on(60, at=here, place=place, family=f"More {more}")
    desk = prepared(made)
    batch = Prescription.objects.order_by("-number").first().batch
    there = reverse("script_batch", args=[batch])
    assert queries(lambda: desk.client.get(there)) <= few + 2
