"""Where a dose is given, when, and from which paper: stays elsewhere, injections, test doses, and the downtime pack."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pypdf import PdfReader

from ostara.care.audit.models import Event
from ostara.care.dispensing import actions
from ostara.care.dispensing.body import PLACES, body_of, summary_of
from ostara.care.dispensing.downtime import downtime_pack
from ostara.care.dispensing.due import State
from ostara.care.dispensing.questions.sites import sites_of
from ostara.care.medication.models import Supply
from ostara.care.people.models import Photo
from ostara.care.rows.acts import Refused
from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError
from tests.dispensing import a_dispensing_room, an_arrangement, days_ago, somebody_due, today
from tests.medicines import a_course
from tests.persons import a_person, a_picture
from tests.staff import a_browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.record]
WORDS = "seven grey herons"


@pytest.fixture
def room():
    return a_dispensing_room()


def now(room):
    return {"on": today(), "by": room.by, "at": timezone.now()}


def test_a_stay_elsewhere_locks_home_and_is_given_there_every_day(room):
    course = somebody_due(at=room)
    seaside = a_dispensing_room()
    days = {"from_on": today(), "until_on": today() + timedelta(days=2)}
    stay = actions.record_guest_stay(
        course=course.course, place=seaside.place, confirmed_by="Mo, by telephone", **days, **now(room)
    )
    assert room.due_of(course).state == State.ELSEWHERE
    with pytest.raises(Refused, match=seaside.place.name):
        room.gives(course)
    (there,) = seaside.queue()
    assert there.state == State.DUE
    assert seaside.gives(there.instalment).place == seaside.place
    with pytest.raises(Refused, match="some of these days"):
        actions.record_guest_stay(course=course.course, place=seaside.place, confirmed_by="Mo", **days, **now(room))
    actions.end_guest_stay(stay=stay, until_on=today(), why="Came home early", by=room.by, at=timezone.now())
    tomorrow = today() + timedelta(days=1)
    assert room.due_of(course, on=tomorrow).state == State.DUE


def on_weekly_injections(room, *, last=7):
    course = a_course(at=room.service, place=room.place, product="buvidal_weekly").on(mg=24, since=days_ago(60))
    an_arrangement(of=course, at=room.place, pickups="0000000", watched="0000000")
    for back in (last + 7, last):
        due = course.due(days_ago(back))
        said = {"place": room.place, "outcome": "observed", "given_mg": 24, "said": "here", "site": "thigh_left"}
        Supply.objects.create(instalment=due, attempt=1, course=course.course, on=days_ago(back), **said)
    return course


def test_an_injection_is_due_a_week_after_the_last(room):
    course = on_weekly_injections(room)
    due = room.due_of(course)
    assert (due.instalment.due_on, due.mg, due.is_depot) == (today(), 24, True)


def test_an_injection_is_not_in_the_queue_long_before_its_day(room):
    on_weekly_injections(room, last=3)
    assert room.queue() == []


def test_an_injection_needs_its_place_on_the_body_and_leaves_the_stock_as_one(room):
    course = on_weekly_injections(room)
    stock = room.holds(10, product="buvidal_weekly", strength=24)
    with pytest.raises(Refused, match="where the injection went"):
        room.gives(course)
    room.gives(course, site="abdomen_right")
    stock.refresh_from_db()
    assert stock.balance == 9
    assert room.due_of(course).state == State.GIVEN


def test_an_injection_is_never_handed_over(room):
    course = on_weekly_injections(room)
    with pytest.raises(Refused, match="never handed over"):
        room.gives(course, outcome="collected", site="abdomen_right")


def test_places_on_the_body_that_rested_longest_come_first(room):
    course = on_weekly_injections(room)
    sites = sites_of([course.course.person_id], on=today())
    assert sites[-1].code == "thigh_left" and sites[-1].weeks == 1 and not sites[-1].rested
    assert sites[0].weeks is None and sites[0].rested


def test_places_on_the_body_are_drawn_with_their_weeks_and_said_in_words(room):
    course = on_weekly_injections(room)
    sites = sites_of([course.course.person_id], on=today())
    drawn = str(body_of(sites))
    assert set(PLACES) == set(code_list("injection_site").meanings)
    assert "Let rest: left thigh (1 week ago). Never used here: " in summary_of(sites) and "Rested:" not in drawn
    assert escape(summary_of(sites)) in drawn
    assert (drawn.count("site--resting"), drawn.count("site--rested"), drawn.count("site--never")) == (1, 0, 7)
    page = a_browser_of(room.nurse).get(reverse("give_dose", args=[course.course.person_id, course.course.pk]))
    assert drawn in page.content.decode()


def a_first_injection(room):
    course = a_course(at=room.service, place=room.place, product="buvidal_weekly").on(mg=16, since=today())
    an_arrangement(of=course, at=room.place, pickups="0000000", watched="0000000")
    return course


def test_a_first_injection_waits_for_a_test_dose_that_was_watched(room):
    course = a_first_injection(room)
    stated = {"depot.had_buprenorphine_before": False, "depot.stable_on_sublingual": False}
    with pytest.raises(Refused, match="test dose"):
        room.gives(course, site="thigh_left", stated=stated)
    at = timezone.now()
    said = {"course": course.course, "mg": Decimal(4), "well": True, "by": room.by, "at": at}
    with pytest.raises(Refused, match="lies ahead"):
        actions.record_test_dose(given_at=at, watched_until=at + timedelta(minutes=65), **said)
    actions.record_test_dose(given_at=at - timedelta(minutes=70), watched_until=at - timedelta(minutes=5), **said)
    assert room.gives(course, site="thigh_left", stated=stated).outcome == "observed"


def pack(room, **said):
    made = downtime_pack(room.place, at=timezone.now(), **{"on": today(), "password": WORDS, **said})
    return PdfReader(BytesIO(made), password=WORDS), made


def test_the_pack_holds_who_is_due_and_opens_with_its_password_alone(room):
    person = a_person(at=room.service, given="Róisín", family="Example")
    Photo.objects.create(person=person, taken_on=today(), jpeg=a_picture())
    somebody_due(at=room, of=person)
    read, made = pack(room)
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    assert "Example, Róisín" in text and "60 mg (60 mL)" in text and room.place.name in text
    assert "Last dose: 60 mg (60 mL)" in text
    assert read.is_encrypted and b"Example" not in made
    closed = PdfReader(BytesIO(made))
    assert closed.decrypt("another password") == 0
    assert closed.trailer["/Encrypt"].get_object()["/V"] == 5  # AES-256


def test_a_pack_with_a_short_password_is_not_made(room):
    with pytest.raises(RefusalError, match="12 signs"):
        pack(room, password="short")  # noqa: S106 - it opens nothing


def test_the_page_sends_the_pack_and_the_audit_knows(room):
    somebody_due(at=room)
    sent = {"place": str(room.place.pk), "on": "today", "password": WORDS, "again": WORDS}
    answer = a_browser_of(room.nurse).post(reverse("downtime"), sent)
    assert answer["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(answer.content), password=WORDS).pages
    assert Event.objects.filter(verb="dispensing.pack").count() == 1


def written(room, due, **said):
    said = {"course": str(due.course.pk), "part": due.instalment.part, "what": "observed", "said_by": "Mo", **said}
    return a_browser_of(room.nurse).post(f"{reverse('back_entry')}?on={days_ago(2).isoformat()}", said)


def test_what_happened_while_the_system_was_down_is_marked_as_such(room):
    course = somebody_due(at=room)
    due = room.due_of(course, on=days_ago(2))
    assert written(room, due).status_code == 302
    supply = Supply.objects.get(on=days_ago(2))
    assert (supply.said, supply.said_by) == ("later", "Mo")


def test_what_is_known_already_is_shown_as_a_conflict(room):
    course = somebody_due(at=room)
    due = room.due_of(course, on=days_ago(2))
    written(room, due)
    answer = written(room, due)
    assert answer.status_code == 200
    assert "Already given" in answer.content.decode()
    assert "The paper says it was given again" in answer.content.decode()
