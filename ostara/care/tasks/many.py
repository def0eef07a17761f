"""Many tasks raised or ended at once, as the nightly look does: each as in `actions`, in a handful of statements."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ostara.care.audit.actions import event
from ostara.care.audit.actor import Actor
from ostara.care.audit.models import Event
from ostara.care.rows.at_once import write_at_once
from ostara.care.tasks.actions import end_marked, open_row, raised
from ostara.care.tasks.models import OpenTask, Task, TaskDone

DONE = TaskDone.Outcome.DONE


def raise_all(tasks: Sequence[Task], *, by: Actor) -> None:
    """Puts things on somebody's list, each once: where the same task is open, that one stays.

    Args:
        tasks: not written yet; no two of the same marker.
        by: who or what raises them.
    """
    try:
        with transaction.atomic():
            there = set(
                OpenTask.objects.filter(marker__in=[one.marker for one in tasks]).values_list("marker", flat=True)
            )
            new = [one for one in tasks if one.marker not in there]
            write_at_once(new)
            write_at_once([open_row(one) for one in new])
            write_at_once([_raised(one, by) for one in new])
    except IntegrityError:  # somebody raised one of them this moment: the others are raised all the same
        for one in tasks:
            raised(one, by=by)


def end_all(tasks: Sequence[Task], *, by: Actor, at: datetime, words: str) -> None:
    """Ends tasks as done; one that somebody else has ended stays as it is.

    Args:
        tasks: open when they were read.
        by: who or what ends them.
        at: when.
        words: what says that they are done.
    """
    try:
        with transaction.atomic():
            going = OpenTask.objects.filter(task__in=[one.pk for one in tasks])
            still = set(going.values_list("task", flat=True))
            said = {"outcome": DONE, "words": words, "recorded_by_id": by.user, "recorded_at": at}
            ends = [TaskDone(task=one, **said) for one in tasks if one.pk in still]
            write_at_once(ends)
            going.delete()
            write_at_once([_ended(one, by) for one in ends])
    except IntegrityError:  # somebody ended one of them this moment: the others are ended all the same
        for one in tasks:
            end_marked(marker=one.marker, by=by, at=at, words=words)


def _raised(task: Task, by: Actor) -> Event:
    return event("tasks.raise", by=by, person=task.person_id, record=task, because=task.because)


def _ended(end: TaskDone, by: Actor) -> Event:
    return event("tasks.end", by=by, person=end.task.person_id, record=end, outcome=DONE.value)
