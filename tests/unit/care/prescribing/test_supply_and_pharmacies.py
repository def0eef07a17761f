"""How medicine is supplied, and what pharmacies say: by telephone, on a list, by a link; once, with who said it."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.medication.models import Arrangement, Closure, Hold, OpeningHours, Place, ReplyLink, Report, Supply
from ostara.care.medication.questions.orders import in_force
from ostara.care.people.projecting import rebuild
from ostara.care.prescribing.actions.arranging import rung, supervision_of
from ostara.care.prescribing.actions.pharmacies import SALT, give_reply_link, whose_link
from ostara.care.prescribing.questions.pharmacies import opening_of
from ostara.care.rows.acts import correct
from ostara.care.tasks.models import OpenTask
from tests.episodes import days_ago, today
from tests.medicines import a_course, a_pharmacy
from tests.orders_written import Desk, at_the_desk
from tests.persons import a_person
from tests.staff import a_person_in_care, a_service, by, somebody

pytestmark = pytest.mark.django_db
DAILY, WEEKDAYS, MONDAY, NEVER = "1111111", "1111110", "1000000", "0000000"


@pytest.mark.parametrize(
    ("pickups", "watched", "supervision", "step"),
    [
        (DAILY, DAILY, "supervised", 0),
        (WEEKDAYS, WEEKDAYS, "supervised", 0),
        (DAILY, NEVER, "collected", 1),
        ("1010100", "1010100", "mixed", 2),
        ("1001000", NEVER, "collected", 3),
        (MONDAY, MONDAY, "mixed", 4),
        (MONDAY, NEVER, "collected", 4),
    ],
)
def test_the_ladder_of_supervision(pickups, watched, supervision, step):
    assert (supervision_of(pickups, watched), rung(pickups, watched)) == (supervision, step)


def arranged(desk: Desk, made, **typed):
    days = [str(day) for day in range(7)]
    sent = {"place": str(made.place.pk), "pickups": days, "watched": days, **typed}
    return desk.sends("arrange_supply", made.course, **sent)


def test_an_administrator_arranges_where_and_when():
    made = a_course().on(mg=60)
    answer = arranged(at_the_desk(of=made, role=Role.ADMINISTRATOR), made)
    assert answer.status_code == 302
    row = Arrangement.objects.get(course=made.course)
    assert (row.pickups, row.watched, row.place) == (DAILY, DAILY, made.place)


def test_less_watching_is_decided_by_a_prescriber_and_signed():
    made = a_course().on(mg=60)
    refused = at_the_desk(of=made, role=Role.ADMINISTRATOR)
    arranged(refused, made, pickups=["0"], watched=[])
    assert "decided by a prescriber" in refused.page and not Arrangement.objects.exists()
    assert arranged(at_the_desk(of=made), made, pickups=["0"], watched=[]).status_code == 302
    order = in_force(made.course.orders.all(), today())
    assert (order.kind, order.supervision, order.reason, order.dose_mg) == ("unchanged", "collected", "supervision", 60)


def test_a_dose_is_watched_on_a_day_on_which_it_is_collected():
    made = a_course().on(mg=60)
    desk = at_the_desk(of=made)
    arranged(desk, made, pickups=["0"], watched=["1"])
    assert "A dose is watched on a day on which it is collected" in desk.page


def test_a_pharmacy_is_added_with_its_hours_and_a_day_closed():
    here = a_service()
    desk = Desk(a_person_in_care(at=here), here, Role.ADMINISTRATOR)
    desk.sends("", to=reverse("add_pharmacy"), name="Bridge Street Pharmacy", supervises="yes")
    place = Place.objects.get(name="Bridge Street Pharmacy")
    assert (place.area, place.supervises, place.opens_on_bank_holidays) == (here.area, True, None)
    desk.sends("", to=reverse("pharmacy_hours", args=[place.pk]), opens0="09:00", closes0="17:30", closed6="on")
    assert OpeningHours.objects.filter(place=place).count() == 2
    monday = today() + timedelta(days=(7 - today().weekday()) % 7)
    opening = opening_of(place, on=today())
    assert (opening.week[0] is not None, opening.week[1], opening.week[6]) == (True, None, ())
    desk.sends("", to=reverse("close_pharmacy", args=[place.pk]), on=str(monday), words="Stocktaking")
    assert Closure.objects.get().words == "Stocktaking"
    assert opening_of(place, on=today()).is_open(monday) is False


def test_one_name_stands_in_the_directory_once():
    here = a_service()
    a_pharmacy("Bridge Street Pharmacy", area=here.area)
    desk = Desk(a_person_in_care(at=here), here)
    desk.sends("", to=reverse("add_pharmacy"), name="Bridge Street Pharmacy")
    assert "in the directory already" in desk.page


def due_today(signed: bool = True):
    here = a_service()
    robin = a_person(at=here, given="Robin", family="Heron", born=days_ago(12_000))
    made = a_course(of=robin, at=here, place=a_pharmacy(area=here.area)).on(mg=60)
    made.prescribed(today(), days=7, signed=signed)
    return made


def the_day(made) -> str:
    return reverse("pharmacy_day", kwargs={"place": made.place.pk, "day": today().isoformat()})


def clicked(made, outcome: str) -> str:
    first = made.course.instalments.order_by("due_on").first()
    return f"{first.pk}:{outcome}"


@pytest.mark.parametrize(("outcome", "mg"), [("observed", 60), ("collected", 60), ("not_collected", None)])
def test_what_a_pharmacy_says_by_telephone_is_one_click(outcome, mg):
    made = due_today()
    desk = at_the_desk(of=made, role=Role.ADMINISTRATOR)
    page = desk.client.get(the_day(made)).content.decode()
    assert "Heron" in page and "60 mg (60 mL)" in page
    sent = {"said": clicked(made, outcome), "said_by": "Sam at the counter", "how": "telephone"}
    assert desk.client.post(the_day(made), sent).status_code == 302
    row = Supply.objects.get()
    assert (row.outcome, row.given_mg, row.said, row.said_by) == (outcome, mg, "telephone", "Sam at the counter")
    assert 'value="Sam at the counter"' in desk.client.get(the_day(made)).content.decode()


def test_who_says_so_is_needed_and_nothing_is_written_twice():
    made = due_today()
    desk = at_the_desk(of=made)
    nobody = desk.client.post(the_day(made), {"said": clicked(made, "collected")})
    assert "Write who at the pharmacy says so" in nobody.content.decode() and not Supply.objects.exists()
    sent = {"said": clicked(made, "collected"), "said_by": "Sam"}
    desk.client.post(the_day(made), sent)
    again = desk.client.post(the_day(made), sent)
    assert "Already collected" in again.content.decode() and Supply.objects.count() == 1


def test_the_list_on_paper_says_where_it_is_sent_back_to():
    made = due_today()
    Service.objects.filter(pk=made.course.service_id).update(
        line_1="1 Made-up Quay", town="Sampleton", postcode="ZZ1 1AA"
    )
    page = at_the_desk(of=made).client.get(the_day(made)).content.decode()
    told = f"{made.course.service.name}, 1 Made-up Quay, Sampleton ZZ1 1AA, {made.course.service.telephone}."
    assert f"Please send this back, or ring us: {told}" in page


def test_nobody_of_another_service_stands_on_the_list():
    made = due_today()
    other = Desk(a_person_in_care(at=a_service()), a_service(area=made.place.area))
    page = other.client.get(the_day(made)).content.decode()
    assert "Heron" not in page and "Nobody in your services" in page
    assert other.client.post(the_day(made), {"said": clicked(made, "collected"), "said_by": "Sam"}).status_code == 404


def test_what_is_not_signed_is_not_due():
    made = due_today(signed=False)
    assert "Heron" not in at_the_desk(of=made).client.get(the_day(made)).content.decode()


def test_a_supply_although_it_was_held_is_written_down_and_a_task():
    made = due_today()
    Hold.objects.create(course=made.course, from_on=today(), reason=Hold.Reason.MISSED)
    at_the_desk(of=made).client.post(the_day(made), {"said": clicked(made, "collected"), "said_by": "Sam"})
    assert Supply.objects.count() == 1
    assert OpenTask.objects.get().task.because == "supplied although held"


def test_a_concern_is_a_task_for_the_prescriber_at_once():
    made = due_today()
    desk = at_the_desk(of=made, role=Role.NURSE)
    typed = {"place": str(made.place.pk), "said_by": "Sam", "kind": "intoxicated", "words": "Could hardly stand"}
    assert desk.sends("report_concern", **typed).status_code == 302
    report, task = Report.objects.get(), OpenTask.objects.get().task
    assert (report.said, report.course, report.said_by) == ("telephone", made.course, "Sam")
    assert task.for_role == Role.PRESCRIBER and "Could hardly stand" in task.words
    assert "Could hardly stand" in desk.opens("medicines").page


def a_link(made) -> str:
    return give_reply_link(place=made.place, on=today(), by=by(somebody(Role.NURSE)), at=timezone.now())


def test_a_pharmacy_replies_by_a_link_that_shows_initials_and_no_name_and_no_dose():
    made = due_today()
    rebuild([made.course.person_id])
    there = reverse("pharmacy_reply", args=[a_link(made)])
    page = Client().get(there).content.decode()
    assert "R. H." in page and str(days_ago(12_000).year) in page
    assert not {word for word in ("Heron", "Robin", "60 mg", "methadone") if word.casefold() in page.casefold()}
    assert not {word for word in ("Heron", str(made.course.person_id)) if word in there}
    assert Client().post(there, {"said": clicked(made, "collected"), "said_by": "Sam Oke"}).status_code == 302
    row = Supply.objects.get()
    assert (row.said, row.said_by, row.recorded_by, row.given_mg) == ("link", "Sam Oke", None, 60)
    assert "Collected" in Client().get(there).content.decode()


def test_a_reply_names_who_replies_and_is_about_one_of_the_lines():
    made = due_today()
    there = reverse("pharmacy_reply", args=[a_link(made)])
    assert "Write who" in Client().post(there, {"said": clicked(made, "collected")}).content.decode()
    elsewhere = due_today()
    other = Client().post(there, {"said": clicked(elsewhere, "collected"), "said_by": "Sam"}).content.decode()
    assert "Choose one of the lines" in other and not Supply.objects.exists()


def test_a_link_ends_after_some_hours_or_when_it_is_withdrawn_and_cannot_be_made_up():
    made = due_today()
    token, now = a_link(made), timezone.now()
    assert whose_link(token, at=now) is not None
    assert whose_link(token, at=now + timedelta(days=3)) is None
    assert whose_link(signing.dumps("nobody", salt=SALT), at=now) is None
    assert whose_link(token + "x", at=now) is None
    correct(ReplyLink.objects.get(), why="Sent to the wrong pharmacy", by=None, withdrawn=True)
    assert whose_link(token, at=now) is None
    assert "This link was withdrawn" in Client().get(reverse("pharmacy_reply", args=[token])).content.decode()
    gone = Client().get(reverse("pharmacy_reply", args=[token + "x"])).content.decode()
    assert "This link has ended" in gone and "withdrawn" not in gone


def links_page(made) -> str:
    return reverse("give_reply_link", kwargs={"place": made.place.pk, "day": today().isoformat()})


def test_whoever_sent_a_link_withdraws_it_and_the_link_says_so_and_names_nobody():
    made = due_today()
    rebuild([made.course.person_id])
    desk = at_the_desk(of=made, role=Role.ADMINISTRATOR)
    there = re.search(r"http://testserver(/reply/[^<]+)", desk.client.post(links_page(made)).content.decode())[1]
    assert "R. H." in Client().get(there).content.decode()
    link = ReplyLink.objects.get()
    assert desk.user.name in desk.client.get(links_page(made)).content.decode()
    answer = desk.client.post(links_page(made), {"withdraw": str(link.pk)}, follow=True).content.decode()
    assert "The link is withdrawn" in answer and "Links given out for this day" not in answer
    gone = Client().get(there).content.decode()
    assert "This link was withdrawn" in gone
    assert not {word for word in ("R. H.", "Heron", "Robin", made.place.name) if word in gone}
    Client().post(there, {"said": clicked(made, "collected"), "said_by": "Sam"})
    assert not Supply.objects.exists()
    assert Event.objects.filter(verb="prescribing.withdraw_reply_link", user=desk.user.pk).exists()


def test_a_link_is_withdrawn_by_the_service_that_sent_it_only_and_once():
    made = due_today()
    desk = at_the_desk(of=made)
    desk.client.post(links_page(made))
    link = ReplyLink.objects.get()
    other = Desk(a_person_in_care(at=a_service()), a_service(area=made.place.area))
    page = other.client.post(links_page(made), {"withdraw": str(link.pk)}, follow=True).content.decode()
    assert "is not one of your services" in page and desk.user.name not in page
    assert ReplyLink.objects.standing().get() == link
    for _ in range(2):
        desk.client.post(links_page(made), {"withdraw": str(link.pk)})
    assert ReplyLink.objects.count() == 2 and not ReplyLink.objects.standing().exists()


def test_what_is_held_says_on_the_days_list_whom_to_ring_and_by_link_no_reason():
    made = due_today()
    Hold.objects.create(course=made.course, from_on=days_ago(1), reason=Hold.Reason.MISSED)
    since = days_ago(1)
    listed = at_the_desk(of=made).client.get(the_day(made)).content.decode()
    assert f"Held since {since.day} {since:%B} (days without medicine)" in listed
    assert f"Ring: {made.prescriber.name}" in listed
    there = reverse("pharmacy_reply", args=[a_link(made)])
    by_link = Client().get(there).content.decode()
    service = made.course.service
    assert f"Hand nothing over. Ring {service.name}, {service.telephone}" in by_link
    assert "days without" not in by_link
    refused = Client().post(there, {"said": clicked(made, "collected"), "said_by": "Sam"}).content.decode()
    assert "Choose one of the lines" in refused and not Supply.objects.exists()


def test_a_link_is_shown_once_to_whoever_made_it():
    made = due_today()
    desk = at_the_desk(of=made)
    there = reverse("give_reply_link", kwargs={"place": made.place.pk, "day": today().isoformat()})
    assert "/reply/" not in desk.client.get(there).content.decode()
    assert "/reply/" in desk.client.post(there).content.decode()
    assert "/reply/" not in desk.client.get(there).content.decode()
