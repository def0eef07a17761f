"""A prescriber decides on the telephone while a nurse stands at the counter: both names are kept, and the prescriber is
asked to confirm it."""

from dataclasses import replace
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Post
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.calendar.days import working_day_after
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Again
from ostara.care.facts.actions import review_finding
from ostara.care.facts.models import Finding
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import Hold, HoldEnd, RegisterLine, Supply
from ostara.care.people.questions.copying import whole_record
from ostara.care.rows.acts import Refused
from ostara.care.tasks.models import OpenTask
from tests.dispensing import a_dispensing_room, days_ago, somebody_due, today
from tests.medicines import a_course, a_pharmacy
from tests.persons import a_person
from tests.staff import a_browser_of, a_service, by, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]
NOT_SOBER, SEDATED = "MISS-00.1", "MON-15"


@pytest.fixture
def room():
    return a_dispensing_room(at=a_service("Harbour"))


@pytest.fixture
def course(room):
    room.holds(500)
    return somebody_due(at=room, of=a_person(at=room.service))


@pytest.fixture
def prescriber(room):
    return somebody(Role.PRESCRIBER, at=room.service, name="Dr Ada Example")


def on_the_word_of(*users):
    """Looks sedated, and each question is decided by one of those who were rung."""
    rung = dict(zip((NOT_SOBER, SEDATED), users if len(users) == 2 else users * 2, strict=True))
    replies = {rule: Reply("risk_of_not", "Sleeps badly.", decided_by=user.pk) for rule, user in rung.items()}
    return {"sober": False, "stated": {"supply.sedated": True}, "replies": replies}


def test_both_names_stand_beside_what_was_found(room, course, prescriber):
    supply = room.gives(course, **on_the_word_of(prescriber))
    assert (supply.given_mg, supply.sober, supply.recorded_by) == (60, False, room.nurse)
    for kept in Finding.objects.filter(about=supply.pk, rule__in=(NOT_SOBER, SEDATED)):
        assert (kept.recorded_by, kept.decided_by, kept.reason) == (room.nurse, prescriber, "risk_of_not")
    assert Finding.objects.exclude(rule__in=(NOT_SOBER, SEDATED)).filter(decided_by__isnull=False).count() == 0


def test_the_prescriber_is_asked_once_to_confirm_it_on_the_next_working_day(room, course, prescriber):
    room.gives(course, **on_the_word_of(prescriber))
    task = OpenTask.objects.select_related("task").get(for_user=prescriber)
    assert (task.for_role, task.service, task.due_on) == ("prescriber", room.service, working_day_after(today()))
    said = task.task.words
    assert said.startswith(f"A dose was given on your word on {today():%-d %B}: The person is intoxicated")
    assert "looks sedated" in said and said.endswith("Confirm or put right.")


def test_each_of_two_who_were_rung_confirms_their_own(room, course, prescriber):
    other = somebody(Role.PRESCRIBER, at=room.service)
    room.gives(course, **on_the_word_of(prescriber, other))
    words = {task.for_user: task.task.words for task in OpenTask.objects.filter(for_user__isnull=False)}
    assert set(words) == {prescriber, other}
    assert "sedated" not in words[prescriber] and "intoxicated" not in words[other]


def test_the_audit_holds_who_decided_by_key_and_never_by_name(room, course, prescriber):
    room.gives(course, **on_the_word_of(prescriber))
    event = Event.objects.get(verb="facts.on_word")
    assert event.detail == {"decided_by": str(prescriber.pk), "rules": [NOT_SOBER, SEDATED]}
    assert (event.user, event.person) == (room.nurse.pk, course.course.person_id)


def test_a_form_sent_twice_asks_once(room, course, prescriber):
    due, key = room.due_of(course).instalment, uuid4()
    first = room.gives(due, key=key, **on_the_word_of(prescriber))
    assert room.gives(due, key=key, **on_the_word_of(prescriber)) == first
    assert OpenTask.objects.filter(for_user=prescriber).count() == 1


def test_of_another_service_or_of_another_role_nobody_is_taken_at_their_word(room, course):
    elsewhere = somebody(Role.PRESCRIBER, at=a_service("Hillside"))
    for named in (elsewhere, room.nurse):
        with pytest.raises(Refused, match="holds no post here today") as refused:
            room.gives(course, **on_the_word_of(named))
        assert refused.value.field == f"decided-{NOT_SOBER}"
    assert not Supply.objects.filter(on=today()).exists() and not OpenTask.objects.exists()
    assert not Finding.objects.exists() and not RegisterLine.objects.filter(kind="supplied").exists()


def test_where_no_rule_is_signed_somebody_not_sober_is_still_given_nothing(
    room, course, prescriber, settings, tmp_path
):
    settings.SAID = replace(settings.SAID, demo=False, files=tmp_path)
    with pytest.raises(Refused, match="not sober before a prescriber has decided"):
        room.gives(course, **on_the_word_of(prescriber))


def test_where_nobody_who_signed_in_gave_it_a_name_is_looked_up_all_the_same(room, course, prescriber):
    told = {"said": Supply.Said.LATER, "said_by": "The paper list"}
    with pytest.raises(Refused, match="holds no post here today"):
        room.gives(course, **told, **on_the_word_of(room.nurse))
    supply = room.gives(course, **told, **on_the_word_of(prescriber))
    assert {one.decided_by for one in Finding.objects.filter(about=supply.pk, reason="risk_of_not")} == {prescriber}


def test_who_decided_does_not_look_at_it_a_second_time(room, course, prescriber):
    supply = room.gives(course, **on_the_word_of(prescriber))
    finding = Finding.objects.get(about=supply.pk, rule=SEDATED)
    said = {"finding": finding, "agrees": True, "words": "", "at": timezone.now()}
    with pytest.raises(Refused, match="somebody else has to look"):
        review_finding(**said, by=by(prescriber, Verb.REVIEW_RULES))
    other = by(somebody(Role.PRESCRIBER, at=room.service), Verb.REVIEW_RULES)
    assert review_finding(**said, by=other).agrees


def test_out_of_hospital_without_a_word_of_the_ward_a_dose_is_given_on_a_prescribers(room, course, prescriber):
    stay = Hold.objects.create(course=course.course, from_on=days_ago(1), reason=Hold.Reason.HOSPITAL)
    HoldEnd.objects.create(hold=stay, on=today(), decision=HoldEnd.Decision.GO_ON)
    with pytest.raises(Refused, match="Ring one, and say which: .*the last dose on the ward"):
        room.gives(course)
    supply = room.gives(course, replies={"TOL-05": Reply("confirmed", "The ward rang her.", prescriber.pk)})
    assert supply.sober and Finding.objects.get(about=supply.pk, rule="TOL-05").decided_by == prescriber


def lost(room, course):
    supply = room.gives(course)
    said = {"on": today(), "by": room.by, "at": timezone.now()}
    actions.record_event(supply=supply, kind="vomited", mg=None, witnessed=False, **said)
    return supply, said


def test_what_nobody_saw_come_up_is_given_again_on_the_word_of_a_prescriber(room, course, prescriber):
    supply, said = lost(room, course)
    replies = {"TOL-07": Reply("pregnancy", decided_by=prescriber.pk)}
    again = Again(mg=Decimal(60), allowed_by=prescriber, replies=replies)
    event = actions.give_again(supply=supply, again=again, **said)
    assert Finding.objects.get(about=event.pk, rule="TOL-07").decided_by == prescriber
    assert OpenTask.objects.get().for_user == prescriber


def words_of(answer):
    assert answer.status_code == 200
    return unescape(" ".join(answer.content.decode().split()))


def test_the_page_of_a_second_dose_asks_once_which_prescriber(room, course, prescriber):
    supply, _ = lost(room, course)
    nurse, address = a_browser_of(room.nurse), reverse("give_again", args=(course.course.person_id, supply.pk))
    sent = {"mg": "60", "allowed_by": str(prescriber.pk)}
    asked = words_of(nurse.post(address, sent))
    assert "Say why they go on: Nobody saw" in asked and "Their reason" in asked and "decided-TOL-07" not in asked
    assert nurse.post(address, {**sent, "reply-TOL-07": "pregnancy"}).status_code == 302
    assert OpenTask.objects.get().for_user == prescriber
    shown = words_of(nurse.get(reverse("supply", args=(course.course.person_id, supply.pk))))
    assert "allowed by Dr Ada Example" in shown


def test_the_page_names_those_of_the_service_who_may_be_rung(room, course, prescriber):
    somebody(Role.PRESCRIBER, at=a_service("Hillside"), name="Dr Elsewhere")
    somebody(Role.KEYWORKER, at=room.service, name="Kim Keyworker")
    nurse, address = a_browser_of(room.nurse), reverse("give_dose", args=(course.course.person_id, course.course.pk))
    assert "decided-" not in words_of(nurse.get(address))
    asked = words_of(nurse.post(address, {"what": "on_word", "checked": "on"}))
    assert "Only a prescriber may go on here. Ring one" in asked and "Which prescriber decided?" in asked
    assert "Dr Ada Example, no telephone recorded" in asked
    assert not [one for one in ("Dr Elsewhere", "Kim Keyworker", "Sober and awake") if one in asked]
    rung = {f"decided-{rule}": str(prescriber.pk) for rule in (NOT_SOBER, SEDATED)}
    sent = {"what": "on_word", "checked": "on", "fact-supply.sedated": "yes", **rung}
    assert "Say why they go on" in words_of(nurse.post(address, sent))
    assert "Choose who decided" in words_of(nurse.post(address, {**sent, f"decided-{SEDATED}": "Dr Ada"}))
    why = {f"reply-{rule}": "seen" for rule in (NOT_SOBER, SEDATED)}
    assert nurse.post(address, {**sent, **why}).status_code == 302
    assert Supply.objects.get(on=today()).sober is False


def test_where_nobody_may_be_rung_the_page_says_so(room, course):
    Post.objects.filter(role=Role.PRESCRIBER).update(until_on=days_ago(1))
    address = reverse("give_dose", args=(course.course.person_id, course.course.pk))
    asked = words_of(a_browser_of(room.nurse).post(address, {"what": "on_word", "checked": "on"}))
    assert "Nobody who may decide works here today" in asked


def test_a_pharmacys_desk_says_what_it_gave_and_is_not_offered_it(room):
    theirs = a_service("High Street Pharmacy")
    course = a_course(of=a_person(at=room.service), at=room.service, place=a_pharmacy(service=theirs)).on(mg=60)
    course.supplied(days_ago(1))
    course.due(today())
    desk = a_browser_of(somebody(Role.PHARMACIST, at=theirs))
    shown = words_of(desk.get(reverse("give_dose", args=(course.course.person_id, course.course.pk))))
    assert "Sober and awake" in shown and "on_word" not in shown


def test_who_decided_is_shown_wherever_the_reason_is(room, course, prescriber):
    supply = room.gives(course, **on_the_word_of(prescriber))
    person = course.course.person_id
    officer = a_browser_of(somebody(Role.SAFETY_OFFICER))
    finding = Finding.objects.get(about=supply.pk, rule=SEDATED)
    shown = {
        "supply": words_of(a_browser_of(room.nurse).get(reverse("supply", args=(person, supply.pk)))),
        "history": words_of(a_browser_of(room.nurse).get(reverse("rules", args=[person]))),
        "overrides": words_of(officer.get(reverse("overrides"))),
        "override": words_of(officer.get(reverse("override", args=[finding.pk]))),
    }
    assert {name for name, page in shown.items() if "ecided" in page and prescriber.name in page} == set(shown)
    (rows,) = (part.rows for part in whole_record([person]) if part.kind == "facts.finding")
    assert {one.words for row in rows for one in row.said if one.name == "decided_by"} == {prescriber.name}
