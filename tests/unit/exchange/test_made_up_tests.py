"""Tests and health of the made-up area: they could have been recorded as they are, and fit the lives they are of."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Count, F

from ostara.care.health.models import NaloxoneKit, Overdose, VirusStep
from ostara.care.people.models import Person
from ostara.care.rows.days import london_day
from ostara.care.specimens.models import Reading, Result, Specimen
from ostara.care.specimens.questions import specimens_of
from ostara.care.testing.overview import due_of
from ostara.care.testing.topics import TOPICS
from ostara.care.treatment.models import Intervention
from ostara.exchange.made_up_record import make_up_record

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
TODAY = london_day(NOW)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """Makes the area once for the tests of this file, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_up_record(60, seed=2, now=NOW)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def looking(made_once):
    return made_once


def one(name: str) -> Person:
    given, _, family = name.rpartition(" ")
    return Person.objects.get(card__given_names=given, card__family_name=family, card__goes_on_as=F("pk"))


def test_there_is_something_of_nearly_everything():
    assert Specimen.objects.count() > 150
    assert {"immunoassay", "laboratory"} == set(Reading.objects.values_list("method", flat=True))
    assert {"positive", "negative", "unclear"} == set(Result.objects.values_list("result", flat=True))
    kinds = {slug for slug, topic in TOPICS.items() if topic.model._default_manager.exists()}
    assert kinds >= {"naloxone", "viruses", "vaccines", "check", "measured", "risks", "medicines", "mind", "overdose"}


@pytest.mark.parametrize("slug", TOPICS)
def test_every_fact_could_have_been_recorded_as_it_is(slug):
    topic = TOPICS[slug]
    for row in topic.model._default_manager.all():
        facts = {name: getattr(row, name) for name in (*topic.fields, *topic.later)}
        assert list(topic.wrong(facts, TODAY)) == [], facts


def test_nothing_lies_ahead_or_was_known_before_it_happened():
    assert not Specimen.objects.filter(on__gt=TODAY).exists()
    assert not Reading.objects.filter(on__lt=F("specimen__on")).exists()
    for row in NaloxoneKit.objects.filter(ended_on__isnull=False):
        assert london_day(row.recorded_at) >= row.ended_on
    for row in Overdose.objects.filter(contacted_on__isnull=False):
        assert london_day(row.recorded_at) >= row.contacted_on


def test_tests_are_of_people_on_opioid_treatment_and_what_was_refused_has_no_result():
    treated = set(Intervention.objects.filter(kind="ost_prescribing").values_list("episode__person", flat=True))
    assert set(Specimen.objects.values_list("person", flat=True)) <= treated
    assert not Specimen.objects.exclude(given="given").filter(readings__isnull=False).exists()
    assert Specimen.objects.exclude(given="given").exists()


def test_a_specimen_is_the_first_of_its_line():
    assert not Specimen.objects.exclude(line=F("pk")).exists()


def test_the_virus_is_looked_for_only_where_antibodies_were_found():
    found = VirusStep.objects.filter(step="tested", result="positive").values("person")
    assert VirusStep.objects.filter(step="rna").exists()
    assert not VirusStep.objects.filter(step="rna").exclude(person__in=found).exists()


def test_the_stories_are_tested_too():
    pam = specimens_of([one("Pam Lichenshaw").pk])
    assert len(pam) > 20
    lately = [test.on_top for test in pam[:6] if test.readings]
    assert True not in lately  # no heroin for four years
    assert Overdose.objects.filter(person=one("Gail Sedgetarn")).exists()


def test_much_is_due_in_a_real_service_but_never_without_end():
    people = list(Specimen.objects.values_list("person", flat=True).distinct())
    most = due_of(people, on=TODAY)
    by_person = {person: sum(item.person == person for item in most) for person in people}
    assert max(by_person.values()) <= 16


def test_no_marker_is_looked_for_twice_in_one_reading():
    twice = Result.objects.values("reading", "marker").annotate(times=Count("pk")).filter(times__gt=1)
    assert not twice.exists()
