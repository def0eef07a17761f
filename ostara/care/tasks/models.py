"""A task, what became of it, and the list of those still open."""

from django.db import models

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role
from ostara.care.people.models import Person
from ostara.care.rows.models import Row


class Task(Row):
    """Something to be done by a day, by somebody of a role at a service."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="tasks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    for_role = models.CharField(max_length=20, choices=Role.choices)
    for_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="tasks")
    words = models.TextField("what is to be done, and why")
    due_on = models.DateField()
    because = models.CharField("the rule that asks for it, or the kind of work", max_length=60)
    marker = models.CharField("what makes two tasks the same one", max_length=120)


class TaskDone(Row):
    """What became of a task; one end only."""

    class Outcome(models.TextChoices):
        """How a task ends."""

        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed any more"
        NOT_POSSIBLE = "not_possible", "It cannot be done"

    task = models.OneToOneField(Task, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    words = models.TextField(blank=True, default="")


class OpenTask(models.Model):
    """A task nobody has ended: derived from the two tables above. The same task is open once only."""

    task = models.OneToOneField(Task, models.PROTECT, primary_key=True, related_name="open")
    marker = models.CharField(max_length=120, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    for_role = models.CharField(max_length=20, choices=Role.choices)
    for_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["service", "due_on"], name="open_tasks_of_service"),
            models.Index(fields=["person", "due_on"], name="open_tasks_of_person"),
        ]
