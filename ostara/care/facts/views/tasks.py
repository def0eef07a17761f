"""The list of tasks of somebody's services, and ending one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Role, Verb
from ostara.care.asking.forms import done
from ostara.care.facts.page_forms import EndTaskForm
from ostara.care.facts.questions import roles_of, tasks_for
from ostara.care.people.questions import header_of, records_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.tasks.actions import end_task
from ostara.care.tasks.models import OpenTask, TaskDone
from ostara.care.tasks.questions import tasks_of

PAGE = 50
EVERYBODY = "everybody"


@demands(Verb.READ_RECORD)
def tasks(request: Asked) -> HttpResponse:
    """Open tasks, the most urgent first: those of one's own roles, or everybody's."""
    mine, services = roles_of(request.standing), _services(request)
    whose = request.GET.get("whose", "")
    chosen = {str(one.pk): one.pk for one in services}.get(request.GET.get("service", ""))
    roles = list(Role) if whose == EVERYBODY else [role for role in Role if role == whose] or sorted(mine)
    found = tasks_for(request.standing, at=request.at, roles=roles, service=chosen)
    return render(
        request,
        "facts/tasks.html",
        {
            "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "whose": whose if whose == EVERYBODY or whose in Role else "",
            "roles": [(role.value, role.label) for role in Role],
            "role_names": dict(Role.choices),
            "mine": [role.label.lower() for role in sorted(mine)],
            "service": chosen,
            "services": services,
            "today": request.today,
        },
    )


@demands(Verb.READ_RECORD, reads="tasks.read")
@of_the_whole_person
def end(request: Asked, person: UUID, task: UUID) -> HttpResponse:
    """Ends a task about a person."""
    found = get_object_or_404(tasks_of(records_of(request.person)), pk=task)
    header = header_of(request.person, on=request.today)
    return _end(request, found, header=header, back=reverse("person", args=[request.person.pk]))


@demands(Verb.READ_RECORD)
def end_of_nobody(request: Asked, chore: UUID) -> HttpResponse:
    """Ends a task that is about no person, such as a count of stock; one about a person is ended at theirs."""
    own = tasks_for(request.standing, at=request.at, roles=list(Role))
    found = get_object_or_404(own, pk=chore)
    if found.person_id:
        return redirect("end_task", person=found.person_id, task=found.pk)
    return _end(request, found, header=None, back=reverse("tasks"))


def _end(request: Asked, found: OpenTask, *, header: object, back: str) -> HttpResponse:
    form = EndTaskForm(request.POST or None)
    ended = done(
        request,
        form,
        lambda: end_task(
            task=found.task,
            outcome=TaskDone.Outcome(form.cleaned_data["outcome"]),
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
        ),
        said="The task is off the list.",
    )
    if ended:
        return redirect(back)
    shown = {"form": form, "task": found, "header": header, "back": back, "role": Role(found.for_role).label}
    return render(request, "facts/end_task.html", shown)


def _services(request: Asked) -> list[Service]:
    return list(Service.objects.filter(pk__in=request.standing.services(Verb.READ_RECORD)).order_by("name"))
