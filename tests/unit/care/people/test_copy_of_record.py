"""A person's copy: everything any room recorded of them, whoever's words to be read first, and nobody else's record."""

import json

import pytest
from django.apps import apps
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.people.questions.copying import kinds, ways, whole_record
from ostara.care.rows.models import Row
from tests.persons import a_flag_of, a_person, a_picture, a_relation_of, an_alias_of
from tests.staff import a_browser_of, a_service, somebody

pytestmark = pytest.mark.django_db
# Rows that are about no person, each with what it is about. Whatever else is recorded is in the copy.
ABOUT_NOBODY = {
    "facts.Tightened": "a number of the rulebook",
    "facts.TightenedAgreed": "the second person who agreed to it",
    "medication.Bottle": "stock",
    "medication.BroughtBack": "what was brought back, kept apart from stock without a name",
    "medication.Closure": "a day on which a place is closed",
    "medication.Destroyed": "what was brought back, destroyed",
    "medication.OpeningHours": "a place",
    "medication.ReplyLink": "a day's list of a place",
    "treatment.ServiceHandover": "a service that another organisation takes over",
}


def test_no_rows_of_any_room_are_forgotten():
    rows = {model._meta.label for model in apps.get_models() if issubclass(model, Row)}
    assert rows - {kind._meta.label for kind in kinds()} == set(ABOUT_NOBODY)


def test_the_way_to_a_person_is_the_shortest():
    for kind in kinds():
        assert all(way == "pk" or not way.startswith("recorded_by") for way in ways(kind))


def test_a_copy_holds_what_was_recorded_and_nobody_elses():
    service = a_service()
    person, other = a_person(at=service, given="Rosa"), a_person(at=service, given="Planted")
    a_flag_of(person, words="Ring first."), a_flag_of(other, words="Planted words")
    said = [said.words for part in whole_record([person.pk]) for row in part.rows for said in row.said]
    assert "Rosa" in said and "Ring first." in said
    assert not any("Planted" in words for words in said)


def test_a_copy_of_joined_records_holds_both():
    service = a_service()
    person, joined = a_person(at=service, given="Rosa"), a_person(at=service, given="Rose")
    an_alias_of(person, joined=joined)
    client = a_browser_of(somebody(Role.ADMINISTRATOR, at=service))
    said = client.get(reverse("copy", kwargs={"person": person.pk})).content.decode()
    assert "Rosa" in said and "Rose" in said


def test_what_may_be_somebody_elses_is_marked_to_be_read_first():
    person = a_person(at=a_service())
    a_relation_of(person, name="Sam Other")
    marked = {said.words: said.check for part in whole_record([person.pk]) for row in part.rows for said in row.said}
    assert marked["Sam Other"] is True and marked["Robin"] is False


def test_the_file_reads_as_json_with_its_pictures_and_names_nobody_by_its_name():
    service = a_service()
    person = a_person(at=service, given="Rosa")
    from ostara.care.people.models import Photo  # noqa: PLC0415 - only here

    Photo.objects.create(person=person, taken_on="2026-01-05", jpeg=a_picture())
    client = a_browser_of(somebody(Role.ADMINISTRATOR, at=service))
    answer = client.get(reverse("copy_file", kwargs={"person": person.pk}))
    parts = {part["kind"]: part for part in json.loads(answer.content)["parts"]}
    assert parts["people.particulars"]["rows"][0]["says"]["given_names"] == "Rosa"
    assert parts["people.photo"]["rows"][0]["says"]["jpeg"].startswith("/9j/")
    assert answer["Content-Disposition"] == f'attachment; filename="record-{person.number}.json"'
    assert Event.objects.filter(verb="people.copy_file", person=person.pk).exists()


def test_a_keyworker_makes_no_copy():
    service = a_service()
    client = a_browser_of(somebody(Role.KEYWORKER, at=service))
    assert client.get(reverse("copy", kwargs={"person": a_person(at=service).pk})).status_code == 403
