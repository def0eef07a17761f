"""A task is raised once while it is open, and ended once."""

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.actions import end_task, raise_task
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


def test_it_is_ended_once_and_with_a_reason_unless_done(harbour):
    worker = a_keyworker(at=harbour)
    task = ask(harbour, worker)
    with pytest.raises(Refused, match="why"):
        end_task(task=task, outcome=TaskDone.Outcome.NOT_NEEDED, by=by(worker), at=timezone.now())
    end_task(task=task, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
    with pytest.raises(Changed):
        end_task(task=task, outcome=TaskDone.Outcome.DONE, by=by(worker), at=timezone.now())
