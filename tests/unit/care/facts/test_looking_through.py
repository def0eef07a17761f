"""The nightly look: a task is raised once, rests when somebody ended it, and goes when the record says it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ostara.care.audit.actor import the_system
from ostara.care.facts.looking_through import RESTS, LookedThrough, look_through, look_through_some
from ostara.care.facts.reviewing import people_to_review, review
from ostara.care.health.models import NaloxoneKit
from ostara.care.people.models import Card
from ostara.care.tasks.actions import end_task
from ostara.care.tasks.models import OpenTask, TaskDone
from ostara.guidance.rule import Response, Severity
from ostara.knowledge.parameters import parameter
from tests.episodes import an_episode_in_treatment, the_episode
from tests.medicines import a_course, a_course_with_everything, days_ago, today
from tests.staff import a_person_in_care, a_service

pytestmark = [pytest.mark.django_db, pytest.mark.record]
NIGHT = the_system("nightly review")


def looked(*people, on=None):
    said = {"on": on or today(), "by": NIGHT, "at": timezone.now()}
    return look_through_some([one.pk for one in people], **said) if people else look_through(**said)


def open_rules(person):
    return sorted(OpenTask.objects.filter(person=person).values_list("task__because", flat=True))


def somebody_on_methadone():
    return a_course().on(mg=60, since=days_ago(200))


def a_kit(course, **fields):
    said = {"person": course.course.person, "service": course.course.service, "on": today(), "kit": "nyxoid"}
    return NaloxoneKit.objects.create(**said, recorded_at=timezone.now(), trained="Y", **fields)


def the_task(course, rule):
    return OpenTask.objects.select_related("task").get(person=course.course.person, task__because=rule).task


def test_a_task_is_raised_once_however_often_the_record_is_looked_through():
    course = somebody_on_methadone()
    first = looked(course.course.person)
    rules = open_rules(course.course.person)
    assert "MON-20.1" in rules and first.raised == len(rules) == len(set(rules))
    again = looked(course.course.person)
    assert (again.raised, again.open, again.ended) == (0, first.raised, 0)


def test_a_task_has_its_service_its_role_and_its_words():
    course = somebody_on_methadone()
    looked(course.course.person)
    task = the_task(course, "MON-20.1")
    assert (task.service, task.for_role) == (course.course.service, "keyworker")
    assert "naloxone" in task.words and task.due_on > today()


def test_what_the_record_says_is_done_leaves_the_list():
    course = somebody_on_methadone()
    looked(course.course.person)
    a_kit(course, expires_on=days_ago(-400))
    assert looked(course.course.person).ended == 1
    assert "MON-20.1" not in open_rules(course.course.person)
    assert TaskDone.objects.get(task__because="MON-20.1").recorded_by is None


def test_what_the_look_ended_comes_back_as_soon_as_it_is_asked_for_again():
    course = somebody_on_methadone()
    looked(course.course.person)
    kit = a_kit(course, expires_on=days_ago(-1))
    looked(course.course.person)
    assert kit.expires_on < today() + timedelta(days=2)
    looked(course.course.person, on=today() + timedelta(days=2))
    assert "MON-20.1" in open_rules(course.course.person)


def test_a_task_that_somebody_ended_rests_and_is_asked_again_later():
    course = somebody_on_methadone()
    looked(course.course.person)
    said = {"by": course.actor, "at": timezone.now(), "words": "Has one at his sister's"}
    end_task(task=the_task(course, "MON-20.1"), outcome=TaskDone.Outcome.NOT_NEEDED, **said)
    rest = timedelta(days=parameter(RESTS[Severity.CRITICAL]).whole)
    looked(course.course.person, on=today() + rest - timedelta(days=1))
    assert "MON-20.1" not in open_rules(course.course.person)
    looked(course.course.person, on=today() + rest)
    assert "MON-20.1" in open_rules(course.course.person)


def test_somebody_with_two_courses_is_asked_once():
    course = somebody_on_methadone()
    a_course(of=course.course.person, at=course.course.service, product="buprenorphine_naloxone").on(mg=8)
    looked(course.course.person)
    rules = open_rules(course.course.person)
    assert len(rules) == len(set(rules)) and "MON-20.1" in rules


def test_two_records_of_one_person_are_looked_through_as_one():
    course = somebody_on_methadone()
    goes_on, joined = a_person_in_care(at=course.course.service), course.course.person
    Card.objects.create(person=goes_on, goes_on_as=goes_on)
    Card.objects.create(person=joined, goes_on_as=goes_on)
    looked(joined)
    before = OpenTask.objects.count()
    assert people_to_review(on=today()) == [goes_on.pk]
    assert looked().raised == 0 and OpenTask.objects.count() == before


def test_without_a_course_nothing_is_asked_that_is_of_a_course():
    episode = an_episode_in_treatment(way="structured")
    (found,) = review([episode.person.pk], on=today()).values()
    rules = {one.rule for one in found.findings}
    assert "MON-20.1" not in rules and "BBV-01" in rules and found.serves == episode.episode.service


def test_after_the_end_only_the_check_ups_are_asked_for():
    episode = an_episode_in_treatment().discharged(after=60)
    (found,) = review([episode.person.pk], on=today()).values()
    assert {one.rule for one in found.findings} <= {"DTX-11", "DTX-12.1"}


def test_of_somebody_who_died_nothing_is_asked():
    episode = an_episode_in_treatment().discharged(reason="89", after=60)
    (found,) = review([episode.person.pk], on=today()).values()
    assert found.findings == () and looked().raised == 0


def test_what_is_not_known_is_no_task():
    course = somebody_on_methadone()
    (found,) = review([course.course.person.pk], on=today()).values()
    assert found.unknown and not {one.rule for one in found.unknown} & {one.rule for one in found.of(Response.TASK)}


def test_a_caseload_is_judged_in_as_many_queries_as_one_person(django_assert_num_queries):
    harbour = a_service()
    people = []
    for _ in range(3):
        person = a_course_with_everything(of=a_person_in_care(at=harbour), at=harbour).course.person
        the_episode(person, harbour)
        people.append(person.pk)
    review(people, on=today())  # works the versions of the rules out, once
    queries = 51
    with django_assert_num_queries(queries):
        review(people[:1], on=today())
    with django_assert_num_queries(queries):
        review(people, on=today())


def test_everybody_in_care_is_looked_through_in_portions():
    for _ in range(3):
        somebody_on_methadone()
    assert looked().people == 3
    assert LookedThrough(1, 2, 3, 4) + LookedThrough(1, 1, 1, 1) == LookedThrough(2, 3, 4, 5)
