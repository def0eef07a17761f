"""Facts of health recorded, refused where they do not fit, followed, put right and taken back; and what is due."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ostara.care.audit.models import Event
from ostara.care.health.models import Ecg, NaloxoneKit, VirusStep
from ostara.care.health.questions import due_of, standing
from ostara.care.people.models import Alias
from ostara.care.people.projecting import rebuild
from ostara.care.people.questions.copying import whole_record
from ostara.care.rows.acts import Changed, Refused
from ostara.care.testing.actions.health import correct_fact, follow_up, withdraw_fact
from ostara.care.testing.overview import due_of as everything_due
from ostara.care.testing.topics import TOPICS
from tests.episodes import an_episode, an_episode_in_treatment, days_ago, today
from tests.persons import a_person
from tests.staff import a_person_in_care, a_service
from tests.tested import LEAST, SOMEBODY, a_fact, a_specimen

pytestmark = pytest.mark.django_db
AGAIN = date(2040, 1, 1)


@pytest.fixture
def harbour():
    return a_service()


@pytest.fixture
def robin(harbour):
    return a_person_in_care(at=harbour)


def whats_due(person) -> dict[str, date]:
    return {one.words: one.by for one in due_of([person.pk], on=today())}


def test_the_builder_knows_every_topic():
    assert set(LEAST) == set(TOPICS)


@pytest.mark.parametrize("slug", TOPICS)
def test_every_kind_of_fact_can_be_recorded_and_told(robin, harbour, slug):
    row = a_fact(slug, of=robin, at=harbour)
    assert [one.pk for one in standing(TOPICS[slug].model, [robin.pk])] == [row.pk]
    assert TOPICS[slug].tell(row)[0].isupper() or slug == "medicines"
    event = Event.objects.get(verb="health.record")
    assert event.person == robin.pk and event.detail == {"topic": slug}


WRONG = [
    ("viruses", {"step": "tested"}, "result"),
    ("viruses", {"step": "tested", "result": "negative"}, "route"),
    ("viruses", {"step": "offered", "result": "negative"}, "result"),
    ("viruses", {"step": "refused"}, "offer_again_on"),
    ("viruses", {"step": "refused", "offer_again_on": date(2020, 1, 1)}, "offer_again_on"),
    ("vaccines", {"dose": None}, "dose"),
    ("vaccines", {"dose": 7}, "dose"),
    ("vaccines", {"schedule": ""}, "schedule"),
    ("vaccines", {"step": "immune"}, "dose"),
    ("ecg", {"qtc_ms": 4320}, "qtc_ms"),
    ("ecg", {"done": "refused", "offer_again_on": AGAIN}, "qtc_ms"),
    ("liver", {"alt_upper": None}, "alt_upper"),
    ("liver", {"alt": None, "alt_upper": None}, "alt"),
    ("measured", {"value": 7100}, "value"),
    ("measured", {"kind": "blood_pressure", "value": 120}, "second"),
    ("measured", {"kind": "blood_pressure", "value": 120, "second": 130}, "second"),
    ("measured", {"second": 60}, "second"),
    ("naloxone", {"held_by": ""}, "held_by"),
    ("naloxone", {"expires_on": date(2020, 1, 1)}, "expires_on"),
    ("naloxone", {"kit": "refused", "expires_on": None}, "offer_again_on"),
    ("naloxone", {"on": date(2039, 1, 1)}, "on"),
    ("overdose", {"told_on": date(2020, 1, 1)}, "told_on"),
    ("risks", {"review_on": date(2020, 1, 1)}, "review_on"),
    ("medicines", {"name": "Rifampicin", "group": "other"}, "group"),
    ("medicines", {"name": ""}, "name"),
    ("mind", {"treated_by": "declined"}, "offer_again_on"),
    ("pregnancy", {"last_period_on": date(2020, 1, 1), "due_on": date(2019, 1, 1)}, "due_on"),
    ("check", {"done": "refused"}, "offer_again_on"),
]


@pytest.mark.parametrize(("slug", "facts", "field"), WRONG)
def test_what_does_not_fit_is_refused_at_its_field(robin, harbour, slug, facts, field):
    with pytest.raises(Refused) as refused:
        a_fact(slug, of=robin, at=harbour, **facts)
    assert refused.value.field == field
    assert not TOPICS[slug].model._default_manager.exists()


IN_THE_DATABASE = [
    (VirusStep, {"virus": "hcv", "step": "tested"}),
    (VirusStep, {"virus": "hcv", "step": "refused"}),
    (Ecg, {"done": "done", "qtc_ms": 20}),
    (NaloxoneKit, {"kit": "nyxoid", "ended": "used"}),
]


@pytest.mark.parametrize(("model", "facts"), IN_THE_DATABASE)
def test_the_database_refuses_it_too(robin, harbour, model, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(person=robin, service=harbour, on=today(), **facts)


def test_history_is_neither_changed_nor_deleted(robin, harbour):
    row = a_fact("ecg", of=robin, at=harbour)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ecg.objects.filter(pk=row.pk).update(qtc_ms=300)


def test_a_kit_used_is_replaced(harbour):
    person = an_episode_in_treatment(at=harbour).person
    assert "Naloxone: give a kit" in whats_due(person)
    kit = a_fact("naloxone", of=person, at=harbour, ago=20)
    assert whats_due(person)["Naloxone: the last kit runs out, give a new one"] == date(2040, 1, 31)
    facts = {"ended_on": days_ago(3), "ended": "used"}
    used = follow_up(topic=TOPICS["naloxone"], row=kit, facts=facts, by=SOMEBODY, on=today())
    assert "used" in TOPICS["naloxone"].tell(used)
    assert whats_due(person)["Naloxone: replace the kit that is used, lost or out of date"] == days_ago(3)


def test_what_became_of_a_kit_needs_a_day_and_a_word(robin, harbour):
    kit = a_fact("naloxone", of=robin, at=harbour)
    with pytest.raises(Refused) as refused:
        follow_up(topic=TOPICS["naloxone"], row=kit, facts={"ended_on": today(), "ended": ""}, by=SOMEBODY, on=today())
    assert refused.value.field == "ended"


def test_nothing_follows_on_an_ecg(robin, harbour):
    row = a_fact("ecg", of=robin, at=harbour)
    with pytest.raises(Refused, match="Nothing follows"):
        follow_up(topic=TOPICS["ecg"], row=row, facts={}, by=SOMEBODY, on=today())


def test_a_fact_put_right_and_taken_back(robin, harbour):
    topic = TOPICS["ecg"]
    row = a_fact("ecg", of=robin, at=harbour, qtc_ms=512)
    assert "500 ms or more: act today" in topic.tell(row)
    said = {"topic": topic, "row": row, "facts": {"qtc_ms": 451}, "by": SOMEBODY, "on": today()}
    new = correct_fact(**said, why="Mistyped")
    assert "from 450 ms on" in topic.tell(new)
    with pytest.raises(Changed):
        correct_fact(**said, why="Mistyped too")
    withdraw_fact(topic=topic, row=new, why="Somebody else's", by=SOMEBODY)
    assert not standing(Ecg, [robin.pk]) and Ecg.objects.count() == 3


def test_what_is_due_at_the_start_of_opioid_treatment(harbour):
    stay = an_episode_in_treatment(at=harbour)
    found = whats_due(stay.person)
    offers = {f"{virus}: offer a test" for virus in ("Hepatitis C", "Hepatitis B", "HIV")}
    assert offers | {"Hepatitis B vaccine: offer it", "Naloxone: give a kit", "Yearly health check"} == set(found)
    assert found["HIV: offer a test"] == stay.day(2) + timedelta(28)


def test_nothing_is_due_before_anybody_met_them(harbour, robin):
    assert whats_due(robin) == {}
    assert whats_due(an_episode(of=robin, at=harbour).person) == {}


def test_methadone_with_a_reason_asks_for_an_ecg_and_buprenorphine_does_not(harbour):
    for medicine, asked in (("methadone", True), ("buprenorphine", False), ("", True)):
        person = an_episode(at=harbour).triaged().assessed().planned().started(medicine=medicine).person
        assert "ECG" not in whats_due(person)
        a_fact("risks", of=person, at=harbour, kind="heart")
        assert ("ECG" in whats_due(person)) is asked, medicine


def test_a_risk_that_ended_asks_for_nothing(harbour):
    person = an_episode_in_treatment(at=harbour).person
    row = a_fact("risks", of=person, at=harbour, plan="", review_on=AGAIN)
    assert "Plan for a risk: alcohol" in whats_due(person)
    follow_up(topic=TOPICS["risks"], row=row, facts={"ended_on": today()}, by=SOMEBODY, on=today())
    assert not any("risk" in words for words in whats_due(person))


@pytest.mark.parametrize(("born", "asked"), [(date(1960, 1, 1), True), (date(1999, 1, 1), False), (None, False)])
def test_older_people_are_reviewed(harbour, born, asked):
    person = a_person(at=harbour, born=born)
    an_episode_in_treatment(of=person, at=harbour)
    assert ("Review for people over 50" in whats_due(person)) is asked


def test_tests_and_health_are_due_in_one_order(harbour):
    person = an_episode_in_treatment(at=harbour).person
    found = everything_due([person.pk], on=today())
    assert {one.room for one in found} == {"specimens", "health"}
    assert [one.by for one in found] == sorted(one.by for one in found)


def test_what_is_due_takes_as_many_questions_for_many_as_for_one(harbour, django_assert_num_queries):
    people = [an_episode_in_treatment(at=harbour).person for _ in range(4)]
    for person in people:
        a_specimen(of=person, at=harbour)
        for slug in TOPICS:
            a_fact(slug, of=person, at=harbour)
    for some in (people[:1], people):
        with django_assert_num_queries(17):
            due_of([person.pk for person in some], on=today())


def test_what_was_recorded_under_a_joined_record_counts(harbour):
    person = an_episode_in_treatment(at=harbour).person
    joined = a_person(at=harbour)
    rebuild([person.pk, joined.pk])
    a_fact("naloxone", of=joined, at=harbour)
    assert "Naloxone: give a kit" in whats_due(person)
    Alias.objects.create(person=joined, goes_on_as=person, reason="One person")
    rebuild([person.pk, joined.pk])
    assert "Naloxone: the last kit runs out, give a new one" in whats_due(person)


def test_a_copy_of_the_record_holds_tests_and_health_in_words(harbour):
    person = an_episode_in_treatment(at=harbour).person
    a_specimen(of=person, at=harbour, opiates="positive")
    for slug in TOPICS:
        a_fact(slug, of=person, at=harbour)
    parts = {part.kind: part for part in whole_record([person.pk])}
    assert {TOPICS[slug].model._meta.label_lower for slug in TOPICS} <= set(parts)
    said = [one.words for row in parts["specimens.result"].rows for one in row.said]
    assert "opiates (heroin morphine codeine)" in said and "found" in said
    assert not any(
        "object (" in one.words
        for part in parts.values()
        for row in part.rows
        for one in row.said
        if part.kind.startswith(("specimens", "health"))
    )
