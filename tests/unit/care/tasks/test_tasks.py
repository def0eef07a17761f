"""A task is raised once while it is open, and ended once."""

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import the_system
from ostara.care.audit.models import Event
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.actions import end_task, raise_task
from ostara.care.tasks.many import end_all, raise_all
from ostara.care.tasks.models import OpenTask, Task, TaskDone
from ostara.care.tasks.questions import disagreements, tasks_of_services
from tests.episodes import today
from tests.staff import a_keyworker, a_service, by

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def harbour():
    return a_service("Harbour")


def ask(harbour, worker, *, marker="ring the pharmacy"):
    return raise_task(
        service=harbour,
        words="Ring the pharmacy: nobody has said what happened on Monday.",
        due_on=today(),
        for_role=Role.NURSE,
        because="MISS-07",
        marker=marker,
        by=by(worker),
        at=timezone.now(),
    )


def test_the_same_task_is_raised_once_while_it_is_open(harbour):
    worker = a_keyworker(at=harbour)
    first = ask(harbour, worker)
    assert ask(harbour, worker) == first
    assert ask(harbour, worker, marker="another") != first
    assert tasks_of_services([harbour.pk], [Role.NURSE])[0].task == first
    assert not tasks_of_services([harbour.pk], [Role.PRESCRIBER]).exists()


def test_when_it_has_ended_it_may_come_again(harbour):
    worker = a_keyworker(at=harbour)
    first = ask(harbour, worker)
    end_task(task=first, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
    assert ask(harbour, worker) != first
    assert Task.objects.count() == 2 and OpenTask.objects.count() == 1
    assert list(disagreements()) == []


def some(harbour, *markers):
    said = {"service": harbour, "for_role": Role.NURSE, "words": "Ring.", "because": "MISS-07", "due_on": today()}
    return [Task(marker=one, recorded_at=timezone.now(), **said) for one in markers]


def test_many_are_raised_as_one_is_and_one_that_is_open_stays(harbour):
    worker = a_keyworker(at=harbour)
    there = ask(harbour, worker, marker="a")
    raise_all(some(harbour, "a", "b", "c"), by=by(worker))
    assert OpenTask.objects.get(marker="a").task == there and OpenTask.objects.count() == Task.objects.count() == 3
    assert Event.objects.filter(verb="tasks.raise", detail={"because": "MISS-07"}).count() == 3
    assert list(disagreements()) == []


def test_many_are_ended_as_one_is_and_one_that_has_ended_stays(harbour):
    worker = a_keyworker(at=harbour)
    ended, other, third = (ask(harbour, worker, marker=one) for one in "abc")
    end_task(task=ended, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
    end_all([ended, other, third], by=the_system("look"), at=timezone.now(), words="The record says so.")
    assert TaskDone.objects.count() == 3 and not OpenTask.objects.exists()
    assert TaskDone.objects.get(task=other).words == "The record says so."
    assert Event.objects.filter(verb="tasks.end", detail={"outcome": "done"}, user=None).count() == 2
    assert list(disagreements()) == []


def test_of_many_that_cannot_be_written_at_once_each_is_raised_by_itself(harbour):
    raise_all(some(harbour, "a", "a", "b"), by=the_system("look"))
    assert sorted(OpenTask.objects.values_list("marker", flat=True)) == ["a", "b"]
    assert Event.objects.filter(verb="tasks.raise").count() == 2


def test_it_is_ended_once_and_with_a_reason_unless_done(harbour):
    worker = a_keyworker(at=harbour)
    task = ask(harbour, worker)
    with pytest.raises(Refused, match="why"):
        end_task(task=task, outcome=TaskDone.Outcome.NOT_NEEDED, by=by(worker), at=timezone.now())
    end_task(task=task, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
    with pytest.raises(Changed):
        end_task(task=task, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
