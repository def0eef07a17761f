"""Which tasks are open, for a service or of a person."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.accounts.roles import Role
from ostara.care.rows.prepared import prepared
from ostara.care.tasks.models import OpenTask, Task


def tasks_of_services(services: Sequence[UUID], roles: Sequence[Role]) -> QuerySet[OpenTask]:
    """Returns the open tasks of services for somebody of these roles, the most urgent first."""
    found = OpenTask.objects.filter(service__in=services, for_role__in=roles)
    return found.select_related("task", "person__card", "service", "for_user").order_by("due_on", "task_id")


def tasks_of(records: Sequence[UUID]) -> QuerySet[OpenTask]:
    """Returns the open tasks of a person's records, the most urgent first."""
    found = OpenTask.objects.filter(person__in=records)
    return found.select_related("task", "service", "for_user").order_by("due_on", "task_id")


all_tasks_of = prepared(tasks_of)


def disagreements() -> Iterator[str]:
    """Yields a line for each task whose end and whose place on the list contradict each other."""
    for pk in Task.objects.filter(end__isnull=True, open__isnull=True).values_list("pk", flat=True):
        yield f"{pk} has no end and is not on the list"
    for pk in Task.objects.filter(end__isnull=False, open__isnull=False).values_list("pk", flat=True):
        yield f"{pk} has ended and is still on the list"
