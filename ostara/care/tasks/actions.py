"""Raising a task and ending it."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Person
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.models import OpenTask, Task, TaskDone


def raise_task(
    *,
    service: Service,
    words: str,
    due_on: date,
    for_role: Role,
    because: str,
    marker: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    for_user: User | None = None,
) -> Task:
    """Puts something on somebody's list, once: while the same task is open, that one is returned.

    Args:
        service: whose list.
        words: what is to be done, and why.
        due_on: by when.
        for_role: who may do it.
        because: the rule that asks for it, such as `MISS-03`, or the kind of work, such as `stock count`.
        marker: what makes two tasks the same one, such as `MISS-03 <course>`.
        by: who or what raised it.
        at: when.
        person: whom it concerns, if anyone.
        for_user: who is to do it, where that is settled.
    """
    task = Task(
        service=service,
        person=person,
        for_role=for_role,
        for_user=for_user,
        words=words,
        due_on=due_on,
        because=because,
        marker=marker,
        recorded_by_id=by.user,
        recorded_at=at,
    )
    return raised(task, by=by)


def raised(task: Task, *, by: Actor) -> Task:
    """Puts a task that is not written yet on its list; while the same one is open, that one is returned."""
    with transaction.atomic():
        there = OpenTask.objects.filter(marker=task.marker).select_related("task").first()
        if there:
            return there.task
        try:
            with transaction.atomic():
                task.save(force_insert=True)
                open_again(task)
        except IntegrityError:  # somebody else raised it this moment
            return OpenTask.objects.select_related("task").get(marker=task.marker).task
        note("tasks.raise", by=by, person=task.person_id, record=task, because=task.because)
        return task


def end_task(*, task: Task, outcome: TaskDone.Outcome, by: Actor, at: datetime, words: str = "") -> TaskDone:
    """Ends a task.

    Raises:
        Refused: it is not needed or cannot be done, and nobody says why.
        Changed: somebody else has ended it.
    """
    if outcome != TaskDone.Outcome.DONE and not words.strip():
        raise Refused("Say why.", field="words")
    with transaction.atomic():
        try:
            with transaction.atomic():
                end = TaskDone.objects.create(
                    task=task, outcome=outcome, words=words.strip(), recorded_by_id=by.user, recorded_at=at
                )
        except IntegrityError:
            raise Changed("Someone else has ended this task.", latest=TaskDone.objects.get(task=task)) from None
        OpenTask.objects.filter(task=task).delete()
        note("tasks.end", by=by, person=task.person_id, record=end, outcome=outcome.value)
        return end


def end_marked(*, marker: str, by: Actor, at: datetime, words: str = "") -> UUID | None:
    """Ends the open task of a marker as done, because the work itself was done; nothing where none is open."""
    there = OpenTask.objects.filter(marker=marker).select_related("task").first()
    if there is None:
        return None
    return end_task(task=there.task, outcome=TaskDone.Outcome.DONE, by=by, at=at, words=words).pk


def open_again(task: Task) -> OpenTask:
    """Writes the row of the list of open tasks that a task without an end has."""
    row = open_row(task)
    row.save(force_insert=True)
    return row


def open_row(task: Task) -> OpenTask:
    """Returns that row, not written yet."""
    return OpenTask(
        task=task,
        marker=task.marker,
        service_id=task.service_id,
        person_id=task.person_id,
        for_role=task.for_role,
        for_user_id=task.for_user_id,
        due_on=task.due_on,
    )
